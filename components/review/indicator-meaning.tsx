'use client';
import type { ReactNode } from 'react';
import type { IndicatorRow, SourceRef } from '../../server/wire/profile.ts';
import { useConsole } from '../figure/console-context.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import own from './indicator.module.css';
import styles from './review.module.css';
import type { ReviewItem } from './review-model.ts';
import { dueText, missingText } from './review-text.ts';
import { useReviewWords } from './use-review.ts';

const SIGN = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' } as const;

/** Definition, formula, scope, sources and targets as the documents print them; what they do not print is named. */
export function IndicatorMeaning({ def, item }: { def: IndicatorRow; item: ReviewItem | null }) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const { meta, levelName } = useConsole();
  const source = (ref: SourceRef | null) => {
    if (!ref) return null;
    const title = meta.sources[ref.document] ?? ref.document;
    return ref.line === null ? title : words.sourceLine(title, String(ref.line));
  };
  const printed = (text: string | null, from: SourceRef | null = null): ReactNode => {
    if (text === null) return <span className={styles.missing}>{words.unpublished}</span>;
    const where = source(from);
    return (
      <>
        {text}
        {where ? <small>{where}</small> : null}
      </>
    );
  };
  const { baseline } = def;
  const rows: [head: string, text: ReactNode][] = [
    [words.definition, printed(def.definition)],
    [words.formula, printed(def.formula, def.formulaSource)],
    ...(def.kind === 'ratio'
      ? ([
          [words.numerator, printed(def.numeratorName)],
          [words.denominator, printed(def.denominatorName)],
        ] as [string, ReactNode][])
      : []),
    [words.caliber, printed(def.caliber)],
    [words.population, printed(def.population)],
    [words.reportedAt, def.reportedAt.map(levelName).join(locale === 'zh-CN' ? '、' : ', ')],
    [words.source, source(def.source)],
    [words.responsibleHead, printed(def.responsible)],
    [
      words.baselineHead,
      baseline ? (
        <>
          {dueText({ def }, baseline.value)}，{baseline.asOf === null ? words.baselineNoDate : words.baselineDate(baseline.asOf)}
          <small>{source(baseline.source)}</small>
        </>
      ) : (
        printed(null)
      ),
    ],
    ...(def.otherCaliber === null ? [] : [[words.otherCaliber, def.otherCaliber] as [string, ReactNode]]),
    ...(def.formulaNote === null ? [] : [[words.note, def.formulaNote] as [string, ReactNode]]),
  ];
  const missing = [
    def.definition === null && words.definition,
    def.formula === null && words.formula,
    def.responsible === null && words.responsibleHead,
    def.targets.length === 0 && words.targets,
    baseline === null && words.baselineHead,
    baseline !== null && baseline.asOf === null && `${words.baselineHead}${locale === 'zh-CN' ? '日期' : ' date'}`,
  ].filter((word) => word !== false);
  const valueMissing = item && item.row.value === null ? `${words.value} ${missingText(item, words)}` : null;
  return (
    <div className={own.column}>
      <dl className={own.meaning}>
        {rows.map(([head, text]) => (
          <div key={head}>
            <dt>{head}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div data-missing>
          <dt>{words.missing}</dt>
          <dd>
            {[...missing.map((m) => `${m} ${words.unpublished}`), ...(valueMissing ? [valueMissing] : [])].join(locale === 'zh-CN' ? '；' : '; ') ||
              words.missingNone}
          </dd>
        </div>
      </dl>
      <DataTable
        caption={words.targets}
        rows={def.targets.map((t, i) => ({ ...t, i }))}
        rowKey={(t) => String(t.i)}
        empty={words.unpublished}
        stack
        columns={[
          {
            id: 'value',
            head: words.targets,
            cell: (t) => `${SIGN[t.comparator]} ${formatNumber(t.value, Number.isInteger(t.value) ? 0 : def.display.decimals)} ${def.unit}`,
          },
          { id: 'period', head: words.periodHead, cell: (t) => t.period },
          { id: 'path', head: words.path, cell: (t) => t.path ?? words.noPath },
          { id: 'source', head: words.source, cell: (t) => <span className={own.sourceCell}>{source(t.source)}</span> },
        ]}
      />
    </div>
  );
}

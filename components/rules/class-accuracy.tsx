'use client';
import { useQuery } from '@tanstack/react-query';
import type { Share } from '../../server/core/learn/score.ts';
import type { ClassAccuracy, ClassAccuracyRow } from '../../server/wire/class-accuracy.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber, formatPercent } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import styles from './class-accuracy.module.css';
import { type ClassWords, classWords } from './class-messages.ts';

type Model = NonNullable<ClassAccuracy['model']>;

/** How far the class suggestion is to be trusted: what was learned, from how many, and how each class did. */
export function ClassAccuracyScreen() {
  const words = classWords[useLocale().locale];
  const trpc = useTRPC();
  const answer = useQuery(trpc.rule.classAccuracy.queryOptions());
  const model = answer.data?.model ?? null;
  return (
    <div className={styles.page}>
      <PageHead title={words.title} note={words.note} />
      {model ? <Facts words={words} model={model} /> : null}
      <Panel label={words.table} className={styles.panel} state={stateOf(words, answer.data, answer.error, () => void answer.refetch())}>
        {model ? <Classes words={words} model={model} /> : null}
      </Panel>
      {model && model.leftOut.length > 0 ? <LeftOut words={words} model={model} /> : null}
    </div>
  );
}

function stateOf(words: ClassWords, data: ClassAccuracy | undefined, error: unknown, onRetry: () => void): PanelState {
  if (!data) return error ? { kind: 'error', error, onRetry } : { kind: 'loading', skeleton: 'list' };
  const { tickets, classes, perClass } = data.least;
  return data.model ? { kind: 'ready' } : { kind: 'empty', why: words.none, what: words.noneWhat(tickets, classes, perClass) };
}

function Facts({ words, model }: { words: ClassWords; model: Model }) {
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  const own = model.macroF1.find((m) => m.algorithm === model.algorithm)?.value ?? 0;
  const all = model.macroF1.map((m) => `${words.algorithms[m.algorithm]} ${m.value.toFixed(3)}`).join(' · ');
  const counts = (share: Share) => [formatNumber(share.num), formatNumber(share.den)] as const;
  const facts: [string, string, string][] = [
    [words.algorithm, words.algorithms[model.algorithm], ''],
    [words.trained, `${formatDay(model.at, locale, timeZone, meta.now)} ${formatTime(model.at, timeZone)}`, words.trainedOn(formatNumber(model.trainedOn))],
    [words.macroF1, own.toFixed(3), words.macroNote(all)],
    [
      words.threshold,
      model.threshold >= 1 ? words.never : formatPercent(model.threshold * 100),
      [words.answered(...counts(model.answered)), words.right(...counts(model.right))].join(' · '),
    ],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          {note ? <dd className={styles.quiet}>{note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

const rateOf = ({ num, den }: Share): number | null => (den === 0 ? null : num / den);
const shareText = (share: Share): string => {
  const rate = rateOf(share);
  return `${rate === null ? '—' : formatPercent(rate * 100)}（${formatNumber(share.num)}/${formatNumber(share.den)}）`;
};

function Classes({ words, model }: { words: ClassWords; model: Model }) {
  const columns: Column<ClassAccuracyRow>[] = [
    { id: 'class', head: words.category, cell: (r) => r.name, sort: (r) => r.name, rowHead: true },
    { id: 'tickets', head: words.tickets, align: 'end', cell: (r) => formatNumber(r.tickets), sort: (r) => r.tickets },
    { id: 'precision', head: words.precision, align: 'end', cell: (r) => shareText(r.precision), sort: (r) => rateOf(r.precision) },
    { id: 'recall', head: words.recall, align: 'end', cell: (r) => shareText(r.recall), sort: (r) => rateOf(r.recall) },
    { id: 'f1', head: words.f1, align: 'end', cell: (r) => r.f1.toFixed(3), sort: (r) => r.f1 },
  ];
  return <DataTable caption={words.table} captionHidden columns={columns} rows={model.classes} rowKey={(r) => r.category} stack />;
}

function LeftOut({ words, model }: { words: ClassWords; model: Model }) {
  return (
    <details className={styles.leftOut}>
      <summary>{words.leftOut(formatNumber(model.leftOut.length))}</summary>
      <DataTable
        caption={words.leftOutTable}
        captionHidden
        columns={[
          { id: 'class', head: words.category, cell: (r) => r.name, rowHead: true },
          { id: 'tickets', head: words.tickets, align: 'end', cell: (r) => formatNumber(r.tickets), sort: (r) => r.tickets },
        ]}
        rows={model.leftOut}
        rowKey={(r) => r.category}
      />
    </details>
  );
}

'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { durationMs } from '../../server/core/indicator/staleness.ts';
import type { FigureCard } from '../../server/wire/figure.ts';
import { formatNumber } from '../ui/format.ts';
import { formatAsOf, formatCadence } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './card.module.css';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { figureWords } from './messages.ts';
import { usePictureNow } from './picture.tsx';

/** What the figure means: definition, scope, formula, source, who answers for it. What no document prints says so. */
export function CardMeaning({ card }: { card: FigureCard }) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const now = usePictureNow();
  const { may } = useConsole();
  const { definition: row, figure } = card;
  const line = row.source.line === null ? '' : ` ${words.line(row.source.line)}`;
  const adds = (how: keyof typeof words.adds) => (how === 'add' && row.kind === 'ratio' ? words.addsRatio : words.adds[how]);
  const plan = row.planNumber === null ? '' : `，${words.plan(row.planNumber)}`;
  return (
    <section className={styles.meaning}>
      <dl>
        <Entry term={words.definition} text={row.definition ?? words.unpublished} />
        <Entry term={words.caliber} text={row.caliber ?? words.unpublished} />
        {row.population ? <Entry term={words.population} text={row.population} /> : null}
        <Entry term={words.formula} text={row.formula ?? words.unpublished} />
        {row.formulaNote ? <Entry term={words.formulaNote} text={row.formulaNote} /> : null}
        <Entry term={words.additive} text={`${words.overRegion} ${adds(row.additivity.region)}，${words.overTime} ${adds(row.additivity.time)}`} />
      </dl>
      <dl>
        <Entry term={words.source} text={`${card.sourceTitle}${line}${plan}`} />
        <Entry term={words.responsible} text={row.responsible ?? words.unpublished} />
        <Entry
          term={figureWords[locale].asOf}
          text={`${figure.asOf === null ? '—' : formatAsOf(figure.asOf, locale, timeZone, now).replace(/^(截至|as of) /, '')}，${formatCadence(durationMs(row.cadence), locale)}`}
        />
        <Entry term={words.otherCaliber} text={row.otherCaliber ?? '—'} />
        {row.baseline ? (
          <Entry
            term={figureWords[locale].baseline}
            text={`${formatNumber(row.baseline.value, row.display.decimals)}${row.unit}${row.baseline.asOf ? `（${row.baseline.asOf}）` : ''}`}
          />
        ) : null}
        <Entry
          term={words.version}
          text={
            <span data-version={card.version}>
              {card.version === 0 ? words.versionGiven : words.versionNo(card.version)}
              {may('indicator.read') ? (
                <>
                  {' '}
                  <Link href={`/admin/indicators?code=${encodeURIComponent(row.code)}&tab=versions`} prefetch={false}>
                    {words.history}
                  </Link>
                </>
              ) : null}
            </span>
          }
        />
        {[...card.ownTargets, ...row.targets.map((t) => ({ ...t, version: null }))].map((target) => (
          <Entry
            key={`${target.period}-${target.path}-${target.comparator}-${target.version}`}
            term={figureWords[locale].target}
            text={`${target.comparator.replace('>=', '≥').replace('<=', '≤')} ${formatNumber(target.value, row.display.decimals)}${row.unit}，${target.period}${target.path ? `，${target.path}` : ''}${target.version === null ? '' : `，${card.regionName}，${words.versionNo(target.version)}`}`}
          />
        ))}
      </dl>
    </section>
  );
}

function Entry({ term, text }: { term: string; text: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </div>
  );
}

'use client';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import type { RiskParams } from '../../server/core/risk/terms.ts';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import type { RiskCase } from '../../server/wire/risk.ts';
import ticketStyles from '../desk/ticket.module.css';
import { stamp } from '../desk/ticket-clocks.tsx';
import { formatNumber, formatPercent } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './risk.module.css';
import { cardHref, daysText, figureOf, judgedText, moneyText, partsText, sampleText } from './risk-text.ts';
import { useRiskWords } from './use-risks.ts';

/** The figure as it was found and as it is known now, what it is held against, and the same span by span. */
export function RiskEvidencePart({ one }: { one: RiskCase }) {
  const words = useRiskWords();
  const { locale } = useLocale();
  const names = RISK_NAMES[locale];
  const { evidence, check } = one.about;
  const { unit, low, high, peers } = evidence;
  const then = { figure: figureOf(unit, evidence.value, words), parts: partsText(evidence, evidence.now, words) };
  const now = { figure: figureOf(unit, one.nowKnown.value, words), parts: partsText(evidence, one.nowKnown, words) };
  const same = then.figure === now.figure && then.parts === now.parts;
  const latest = one.latest && { figure: figureOf(unit, one.latest.value, words), days: daysText(one.latest.now) };
  const again = latest && (latest.figure !== then.figure || latest.days !== daysText(evidence.now)) ? latest : null;
  const facts: [string, ReactNode][] = [
    [words.bound, `${words.sides[evidence.side]} ${figureOf(unit, evidence.bound, words)}`],
    ...(low !== null && high !== null ? [[words.interval, `${formatPercent(low * 100, 2)} – ${formatPercent(high * 100, 2)}`] as [string, ReactNode]] : []),
    ...(peers
      ? [
          [
            words.peers,
            words.peersOf(formatNumber(peers.count), moneyText(peers.median, words), moneyText(peers.low, words), moneyText(peers.high, words)),
          ] as [string, ReactNode],
        ]
      : []),
    [words.sample, sampleText(evidence, one.about.rule.value.least, words)],
    [words.days, daysText(evidence.now)],
    [words.scope, `${names.scopes[evidence.scope]} · ${names.statuses[evidence.status]}`],
  ];
  const most = Math.max(...evidence.series.map((s) => Math.abs(s.value ?? 0)), 1e-12);
  return (
    <section className={ticketStyles.part} data-evidence={check}>
      <header>
        <h2>{words.evidence}</h2>
        <Link href={cardHref(one.row.region, check, evidence)} className={styles.link} data-card>
          {words.openCard}
        </Link>
      </header>
      <dl className={styles.figures}>
        <div>
          <dt>{same ? words.thenAndNow : words.then}</dt>
          <dd data-then>{judgedText(evidence, words)}</dd>
          <dd className={styles.small}>{then.parts}</dd>
        </div>
        {same ? null : (
          <div>
            <dt>{words.nowKnown}</dt>
            <dd data-now>{now.figure}</dd>
            <dd className={styles.small}>{now.parts}</dd>
          </div>
        )}
        {again ? (
          <div>
            <dt>{words.latest}</dt>
            <dd>{again.figure}</dd>
            <dd className={styles.small}>{again.days}</dd>
          </div>
        ) : null}
      </dl>
      <Facts rows={facts} />
      <table className={styles.series}>
        <caption className="tg-vh">{words.series}</caption>
        <thead>
          <tr>
            <th scope="col">{words.seriesHead.days}</th>
            <th scope="col">{words.seriesHead.figure}</th>
            <th scope="col" aria-hidden />
            <th scope="col">{words.seriesHead.parts}</th>
          </tr>
        </thead>
        <tbody>
          {evidence.series.map((figure, i) => (
            <tr key={figure.from} aria-current={i === evidence.series.length - 1 ? 'true' : undefined}>
              <th scope="row">{daysText(figure)}</th>
              <td>{seriesText(unit, figure.value, words)}</td>
              <td aria-hidden>
                <i className={styles.bar} style={{ inlineSize: `${((Math.abs(figure.value ?? 0) / most) * 100).toFixed(1)}%` }} />
              </td>
              <td>{unit === 'growth' ? moneyText(figure.num, words) : partsText(evidence, figure, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Words = ReturnType<typeof useRiskWords>;

/** Spans of a shift are shares; spans of growth are this over the one before. */
function seriesText(unit: RiskCase['about']['evidence']['unit'], value: number | null, words: Words): string {
  if (value === null) return '–';
  if (unit === 'points') return formatPercent(value * 100, 1);
  return unit === 'growth' ? words.times(formatNumber(value, 2)) : figureOf(unit, value, words);
}

/** Short facts with their names. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([label, text]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** The rule that found it, in the version of then with its parameters, and what holds now. */
export function RiskRulePart({ one }: { one: RiskCase }) {
  const words = useRiskWords();
  const { locale } = useLocale();
  const { rule, check } = one.about;
  const name = <span title={rule.id}>{words.ruleOf(RISK_NAMES[locale].checks[check], rule.version)}</span>;
  const { inForce } = one;
  const same = inForce?.id === rule.id && inForce.version === rule.version;
  const state = inForce === null ? words.ruleGone : same ? words.ruleSame : words.ruleNow(inForce.version);
  return (
    <section className={ticketStyles.part} data-rule={rule.id} data-version={rule.version}>
      <header>
        <h2>{words.rule}</h2>
        <span>{state}</span>
      </header>
      <Facts rows={[[words.rule, name], [words.ruleSource, rule.source], ...paramRows(rule.value, words)]} />
    </section>
  );
}

function paramRows(value: RiskParams, words: Words): [string, string][] {
  const { params } = words;
  const bound =
    value.check === 'price'
      ? words.mads(String(value.bound))
      : value.check === 'shift'
        ? words.points(formatNumber(value.bound * 100, 1))
        : formatPercent(value.bound * 100, value.check === 'growth' ? 0 : 2);
  return [
    [params.bound, bound],
    [params.days, words.dayCount(String(value.days))],
    ...(value.past > 0 ? [[params.past, words.spans(String(value.past))] as [string, string]] : []),
    [params.least, formatNumber(value.least)],
    ...(value.floor > 0 ? [[params.floor, moneyText(value.floor, words)] as [string, string]] : []),
    ...(value.times === null ? [] : [[params.times, words.times(String(value.times))] as [string, string]]),
  ];
}

/** When the rule found it and when it no longer did. */
export function RiskEpisodes({ one, now }: { one: RiskCase; now: number }) {
  const words = useRiskWords();
  const { locale, timeZone } = useLocale();
  const time = (at: number) => stamp(at, now, locale, timeZone);
  if (one.episodes.length === 0) return null;
  return (
    <section className={ticketStyles.part} data-episodes={one.episodes.length}>
      <header>
        <h2>{words.episodes}</h2>
        <span>{words.episodeCount(one.episodes.length)}</span>
      </header>
      <ol className={styles.episodes}>
        {one.episodes.map((e) => (
          <li key={e.beganAt}>
            {`${words.began} ${time(e.beganAt)} · ${e.endedAt === null ? `${words.seen} ${time(e.seenAt)} · ${words.holds}` : `${words.ended} ${time(e.endedAt)}`}`}
          </li>
        ))}
      </ol>
    </section>
  );
}

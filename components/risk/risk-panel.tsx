'use client';
import Link from 'next/link';
import { RISK_HEADS } from '../../server/core/risk/terms.ts';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import type { RiskSummary } from '../../server/wire/risk.ts';
import { stamp } from '../desk/ticket-clocks.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { useUrl } from '../figure/use-url.ts';
import { useNow } from '../live/use-now.ts';
import { formatCount } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import styles from './panel.module.css';
import { evidenceText, judgedText, partsOf } from './risk-text.ts';
import { riskHref } from './risk-url.ts';
import { useRiskSummary, useRiskWords } from './use-risks.ts';

/** Findings that have room in the panel. */
const SHOWN = 3;

/** 风险 of the region that the page shows: the four heads with what waits under each, and the gravest findings, each the way to its page. */
export function RiskPanel() {
  const words = useRiskWords();
  const { locale, timeZone } = useLocale();
  const { may, root, meta } = useConsole();
  const [{ region: chosen }] = useUrl();
  const region = chosen ?? root.adcode;
  // It says of which day a judgement is: a minute more or less draws nothing.
  const now = useNow(60) ?? meta.now;
  const sees = may('risk.read');
  const answer = useRiskSummary(region, sees);
  const sum = answer.data;
  const judgedAt = sum?.run.at ?? null;
  const judged = judgedAt === null ? words.notJudged : words.judgedAt(stamp(judgedAt, now, locale, timeZone));
  const state: PanelState = !sees
    ? { kind: 'denied', why: words.denied, what: words.deniedWhat }
    : sum
      ? { kind: 'ready' }
      : answer.isError
        ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
        : { kind: 'loading', skeleton: 'list' };
  return (
    <Panel
      title={words.panel}
      note={sum ? words.panelNote(formatCount(sum.rules, locale), formatCount(sum.finding, locale)) : undefined}
      meta={sum ? `${words.handled(formatCount(sum.handledToday, locale))} · ${judged}` : undefined}
      state={state}
      freshness={answer.isError && sum ? 'stale' : 'fresh'}
    >
      {sum ? (
        <div className={styles.panel} data-risk-panel>
          <Heads sum={sum} region={region} />
          {sum.gravest.length === 0 ? (
            <p className={styles.nothing}>
              {judgedAt === null ? words.notJudged : words.nothing}
              <small>{words.nothingWhat}</small>
            </p>
          ) : (
            <ol className={styles.list}>
              {sum.gravest.slice(0, SHOWN).map((one) => (
                <li key={one.id}>
                  <Finding one={one} region={region} />
                </li>
              ))}
            </ol>
          )}
        </div>
      ) : null}
    </Panel>
  );
}

function Heads({ sum, region }: { sum: RiskSummary; region: string }) {
  const words = useRiskWords();
  const { locale } = useLocale();
  const never = sum.run.at === null;
  const names = RISK_NAMES[locale];
  return (
    <ul className={styles.heads}>
      {RISK_HEADS.map((head) => (
        <li key={head}>
          <Link href={`/commerce/risks?${new URLSearchParams({ r: region, head })}`} data-head={head} data-open={sum.heads[head].open}>
            <span>{names.heads[head]}</span>
            <b>{never && sum.heads[head].open === 0 ? '–' : formatCount(sum.heads[head].open, locale)}</b>
            {sum.run.held[head] > 0 ? (
              <small title={words.held(formatCount(sum.run.held[head], locale))} data-held={sum.run.held[head]}>
                {words.heldShort(formatCount(sum.run.held[head], locale))}
              </small>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Finding({ one, region }: { one: RiskSummary['gravest'][number]; region: string }) {
  const words = useRiskWords();
  const { locale } = useLocale();
  const names = RISK_NAMES[locale];
  return (
    <Link href={riskHref(region, one.id)} className={styles.finding} data-risk={one.id}>
      <SeverityMark severity={one.severity} size={18} />
      <span className={styles.head}>{names.heads[one.head]}</span>
      <b className={styles.what}>{`${names.checks[one.check]}，${[one.zoneName, ...partsOf(one.of, locale)].join(' ')}`}</b>
      <span className={styles.value}>{judgedText(one.evidence, words)}</span>
      <span className={styles.evidence}>{evidenceText(one.evidence, words)}</span>
    </Link>
  );
}

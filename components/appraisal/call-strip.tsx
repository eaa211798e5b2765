'use client';
import type { CallRate } from '../../server/wire/appraisal.ts';
import { formatNumber } from '../ui/format.ts';
import styles from './appraisal.module.css';
import { useAppraisalWords } from './use-appraisal.ts';

/** Rates of the line's calls, each over its parts, as the indicator of the profile defines it. */
export function CallStrip({ calls }: { calls: readonly CallRate[] }) {
  const words = useAppraisalWords();
  if (calls.length === 0) return null;
  return (
    <section className={styles.calls} aria-label={words.calls}>
      <h2>
        {words.calls} <small>{words.callsNote}</small>
      </h2>
      <dl>
        {calls.map(({ code, name, formula, measure, value, unit, decimals, state }) => (
          <div key={code} title={formula ?? undefined} data-call={code}>
            <dt>{name}</dt>
            <dd>
              {value === null ? (
                <span className={styles.nothing}>{state === 'not_connected' ? words.notConnected : words.noData}</span>
              ) : (
                <>
                  <b>
                    {formatNumber(value, decimals)}
                    {unit === '%' ? '%' : ` ${unit}`}
                  </b>
                  <small>
                    {formatNumber(measure.num)}/{formatNumber(measure.den)}
                  </small>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

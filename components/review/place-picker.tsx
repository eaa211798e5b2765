'use client';
import { useConsole } from '../figure/console-context.tsx';
import { useChildRegions, useLineage } from '../figure/use-regions.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './review.module.css';
import { periodText } from './review-text.ts';
import { monthChoices } from './review-url.ts';
import { type Place, useReviewWords } from './use-review.ts';

/** Region, month and target period of the review. */
export function PlacePicker({ place }: { place: Place }) {
  const words = useReviewWords();
  const { timeZone } = useLocale();
  const { meta, offset } = useConsole();
  const lineage = useLineage(place.region);
  const children = useChildRegions(place.region);
  const months = monthChoices(place.month.from, meta.now, offset);
  const monthName = (at: number) => {
    const name = periodText(at, 'month', words, timeZone);
    return at === months[0] ? words.soFar(name) : name;
  };
  return (
    <div className={styles.pickers}>
      <label>
        <span className="tg-vh">{words.region}</span>
        <select value={place.region} onChange={(event) => place.setRegion(event.target.value)}>
          {lineage.map((r) => (
            <option key={r.adcode} value={r.adcode}>
              {r.name}
            </option>
          ))}
          {children.map((r) => (
            <option key={r.adcode} value={r.adcode}>
              {`　${r.name}`}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="tg-vh">{words.month}</span>
        <select value={place.month.from} onChange={(event) => place.setMonth(Number(event.target.value))}>
          {months.map((at) => (
            <option key={at} value={at}>
              {monthName(at)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="tg-vh">{words.period}</span>
        <select value={place.period ?? ''} disabled={place.periods.length === 0} onChange={(event) => place.set({ period: event.target.value })}>
          {place.periods.length === 0 ? <option value="">{words.noPeriod}</option> : null}
          {place.periods.map((p) => (
            <option key={p} value={p}>
              {words.targetsOf(p)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

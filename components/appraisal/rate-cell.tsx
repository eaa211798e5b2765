'use client';
import { rateOf } from '../../server/core/case/compare.ts';
import type { MeasureName } from '../../server/core/case/measures.ts';
import type { AppraisalPart, AppraisalRow } from '../../server/wire/appraisal.ts';
import { cx } from '../ui/class-names.ts';
import { formatNumber, formatPercent } from '../ui/format.ts';
import styles from './appraisal.module.css';
import { useAppraisalWords } from './use-appraisal.ts';

export type OpenPart = (part: AppraisalPart) => void;
type RateCellProps = {
  row: Pick<AppraisalRow, 'appraisal'> & { ranks?: AppraisalRow['ranks'] };
  name: string;
  measure: MeasureName;
  smallest: number;
  open: boolean;
  onOpen: OpenPart;
};

/** A rate over its numerator and denominator, what was left out, and its place among peers. Opens what is behind it. */
export function RateCell({ row, name, measure, smallest, open, onOpen }: RateCellProps) {
  const words = useAppraisalWords();
  const { num, den, left } = row.appraisal[measure];
  const rate = rateOf({ num, den });
  const out = Object.values(left).reduce((sum, n) => sum + n, 0);
  const rank = row.ranks?.[measure];
  if (den === 0 && out === 0) return <span className={styles.nothing}>—</span>;
  const small = den > 0 && den < smallest;
  const notes = [out > 0 ? words.left(formatNumber(out)) : '', rank === undefined ? '' : words.rank(rank)].filter(Boolean);
  return (
    <button
      type="button"
      className={cx(styles.rate, open && styles.rateOpen)}
      aria-label={[name, words.measures[measure].name, rate === null ? '—' : formatPercent(rate * 100, 1), `${num}/${den}`, small ? words.small : '', ...notes]
        .filter(Boolean)
        .join(' ')}
      onClick={() => onOpen({ of: 'measure', measure, part: den === 0 ? 'left' : den > num ? 'miss' : 'hit' })}
    >
      <b className={small ? styles.small : undefined}>{rate === null ? '—' : formatPercent(rate * 100, 1)}</b>
      <small>
        {small ? <span className={styles.smallTag}>{words.small} </span> : null}
        {formatNumber(num)}/{formatNumber(den)}
      </small>
      {notes.map((note) => (
        <small key={note}>{note}</small>
      ))}
    </button>
  );
}

type CountCellProps = { count: number; label: string; open: boolean; onOpen: () => void };

/** A count that opens its tickets; 0 is a number and opens nothing. */
export function CountCell({ count, label, open, onOpen }: CountCellProps) {
  if (count === 0) return <span className={styles.zero}>0</span>;
  return (
    <button type="button" className={cx(styles.count, open && styles.rateOpen)} aria-label={`${label} ${count}`} onClick={onOpen}>
      {formatNumber(count)}
    </button>
  );
}

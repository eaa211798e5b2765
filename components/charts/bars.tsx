'use client';
import { Fragment } from 'react';
import { cx } from '../ui/class-names.ts';
import { useWords } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import type { Severity } from '../ui/types.ts';

export type BarRow = {
  id: string;
  label: string;
  value: number;
  /** The value as written at the end of the bar. */
  text: string;
  /** Usual range at this day and hour: a notch on the track; outside it the row is heavier. */
  low?: number | null;
  high?: number | null;
  severity?: Severity | null;
};

/** One row a part: name, bar from zero with the usual range as a notch, value right. Order is the caller's. */
export function Bars(props: {
  caption: string;
  rows: BarRow[];
  max?: number;
  selectedId?: string | null;
  onSelect?: (id: string) => void;
  className?: string;
}) {
  const { caption, rows, selectedId, onSelect, className } = props;
  const words = useWords();
  const max = props.max ?? Math.max(1e-9, ...rows.map((r) => Math.max(r.value, r.high ?? 0)));
  const share = (v: number) => `${Math.max(0, Math.min(100, (v / max) * 100)).toFixed(2)}%`;
  return (
    <table className={cx('tg-bars', className)}>
      <caption className="tg-vh">{caption}</caption>
      <thead className="tg-vh">
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.usualRange}</th>
          <th scope="col">{words.value}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const ranged = row.low !== undefined && row.high !== undefined && row.low !== null && row.high !== null;
          const out = ranged && (row.value < (row.low ?? 0) || row.value > (row.high ?? 0));
          return (
            <tr
              key={row.id}
              className={cx(out && 'tg-bar-out', row.id === selectedId && 'tg-row-selected', row.severity && `tg-sev-${row.severity}`)}
              data-id={row.id}
            >
              <th scope="row">
                {onSelect ? (
                  <button type="button" className="tg-bar-name" aria-pressed={row.id === selectedId} onClick={() => onSelect(row.id)}>
                    {row.label}
                  </button>
                ) : (
                  row.label
                )}
              </th>
              <td className="tg-bar-cell">
                <span className="tg-bar-track" aria-hidden>
                  {ranged ? (
                    <span className="tg-bar-notch" style={{ left: share(row.low ?? 0), width: `calc(${share(row.high ?? 0)} - ${share(row.low ?? 0)})` }} />
                  ) : null}
                  <span className="tg-bar-fill" style={{ width: share(row.value) }} />
                </span>
                {ranged ? <span className="tg-vh">{`${row.low}–${row.high}`}</span> : null}
              </td>
              <td className="tg-bar-value">
                {row.severity ? (
                  <Fragment>
                    <SeverityMark severity={row.severity} />{' '}
                  </Fragment>
                ) : null}
                {row.text}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

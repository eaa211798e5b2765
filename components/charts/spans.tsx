'use client';
import { cx } from '../ui/class-names.ts';
import { useWords } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import type { Severity } from '../ui/types.ts';

export type SpanRow = { id: string; label: string; median: number | null; p90: number | null; text: string; severity?: Severity | null };

/** Durations: a dot at the median, a line to the 90th percentile with an end stroke, the limit as a vertical line. */
export function Spans(props: {
  caption: string;
  rows: SpanRow[];
  limit?: { value: number; text: string } | null;
  max?: number;
  ticks?: number[];
  className?: string;
}) {
  const { caption, rows, limit = null, ticks = [], className } = props;
  const words = useWords();
  const max = props.max ?? Math.max(1e-9, limit?.value ?? 0, ...rows.map((r) => Math.max(r.p90 ?? 0, r.median ?? 0))) * 1.06;
  const at = (v: number) => `${((v / max) * 100).toFixed(2)}%`;
  return (
    <div className={cx('tg-spans', className)}>
      <table>
        <caption className="tg-vh">{caption}</caption>
        <thead className="tg-vh">
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{`${words.median}, ${words.p90}`}</th>
            <th scope="col">{words.p90}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={cx(row.severity && `tg-span-alarm tg-sev-${row.severity}`)}>
              <th scope="row">{row.label}</th>
              <td className="tg-span-cell">
                <span className="tg-vh">{`${row.median ?? '—'}, ${row.p90 ?? '—'}`}</span>
                {row.median !== null && row.p90 !== null ? (
                  <span aria-hidden>
                    <span className="tg-span-line" style={{ left: at(row.median), width: at(Math.max(0, row.p90 - row.median)) }} />
                    <span className="tg-span-dot" style={{ left: at(row.median) }} />
                  </span>
                ) : null}
                {limit ? <span aria-hidden className="tg-span-limit" style={{ left: at(limit.value) }} /> : null}
              </td>
              <td className="tg-bar-value">
                {row.text}
                {row.severity ? <SeverityMark severity={row.severity} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="tg-span-axis" aria-hidden>
        {ticks.map((t) => (
          <span key={t} style={{ left: at(t) }}>
            {t}
          </span>
        ))}
        {limit ? (
          <span className="tg-span-limit-text" style={{ left: at(limit.value) }}>
            {limit.text}
          </span>
        ) : null}
      </div>
    </div>
  );
}

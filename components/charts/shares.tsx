'use client';
import { cx } from '../ui/class-names.ts';
import { useWords } from '../ui/locale.tsx';

/** Parts that have room for their name, and for the number behind it as well: a number without a name would say nothing. */
const NAMED = 9;
const TOLD = 20;

export type ShareRow = { id: string; label: string; value: number; text: string };

/** A stacked bar in grey steps, labels inside where they fit; a value and a count are two bars, never added. */
export function Shares({ caption, rows, className }: { caption: string; rows: ShareRow[]; className?: string }) {
  const words = useWords();
  const total = rows.reduce((sum, r) => sum + Math.max(0, r.value), 0);
  return (
    <table className={cx('tg-shares', className)}>
      <caption className="tg-vh">{caption}</caption>
      <thead className="tg-vh">
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.value}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => {
          const share = total > 0 ? (Math.max(0, row.value) / total) * 100 : 0;
          return (
            <tr key={row.id} className={`tg-share tg-share-${Math.min(i, 4)}`} style={{ flexBasis: `${share.toFixed(2)}%` }} title={`${row.label} ${row.text}`}>
              <th scope="row" className={share < NAMED ? 'tg-vh' : undefined}>
                {row.label}
              </th>
              <td className={share < TOLD ? 'tg-vh' : undefined}>{row.text}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

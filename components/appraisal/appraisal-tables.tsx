'use client';
import type { MeasureName } from '../../server/core/case/measures.ts';
import { BANDS, type TallyLine, WATCHES } from '../../server/core/case/tally.ts';
import type { AppraisalBy, AppraisalPart, AppraisalRow, AppraisalTable } from '../../server/wire/appraisal.ts';
import { formatNumber } from '../ui/format.ts';
import styles from './appraisal.module.css';
import { type AppraisalUrl, partText } from './appraisal-url.ts';
import { CountCell, RateCell } from './rate-cell.tsx';
import { type SetAppraisalUrl, useAppraisalWords } from './use-appraisal.ts';

/** In the order of a ticket's way, those that are looked at first in front. */
const COLUMNS: readonly MeasureName[] = [
  'on_time_sign',
  'on_time_close',
  'response',
  'resolution',
  'satisfaction',
  'returned',
  'redone',
  'dispatch_right',
  'closed',
  'direct',
  'followed_up',
  'follow_up_reached',
];

type TableProps = { table: AppraisalTable; by: AppraisalBy; region: string; url: AppraisalUrl; setUrl: SetAppraisalUrl };
type Line = TallyLine &
  Pick<AppraisalRow, 'name' | 'composite'> & { key: string | null | undefined; ranks?: AppraisalRow['ranks']; peers?: AppraisalRow['peers'] };

/** Rows of the table with their names in words, and the total, which has no key. */
function useLines({ table, by, region }: TableProps): { lines: Line[]; total: Line } {
  const words = useAppraisalWords();
  const none = by === 'category' ? words.noClass : words.desk;
  const nameOf = (row: AppraisalRow) => (row.key === null ? none : by === 'region' && row.key === region ? `${row.name}（${words.own}）` : row.name);
  return { lines: table.rows.map((row) => ({ ...row, name: nameOf(row) })), total: { ...table.total, key: undefined, name: words.total } };
}

const isOpen = (url: AppraisalUrl, key: string | null | undefined, part: AppraisalPart): boolean =>
  url.open !== null && url.open.key === key && partText(url.open.part) === partText(part);

/** 考核: every rate with its parts; the last line sums the lines above it. */
export function RatesTable(props: TableProps) {
  const words = useAppraisalWords();
  const { table, by, url, setUrl } = props;
  const { lines, total } = useLines(props);
  const cells = (line: Line) => (
    <>
      {COLUMNS.map((measure) => (
        <td key={measure} className="tg-end">
          <RateCell
            row={line}
            name={line.name}
            measure={measure}
            smallest={table.smallest}
            open={url.open?.key === line.key && url.open?.part.of === 'measure' && url.open.part.measure === measure}
            onOpen={(part) => setUrl({ open: { key: line.key, part } })}
          />
        </td>
      ))}
      <td className="tg-end">{line.composite === null ? <span className={styles.nothing}>—</span> : <b>{(line.composite * 100).toFixed(1)}</b>}</td>
      <td className="tg-end">
        <HandlingCell line={line} url={url} setUrl={setUrl} />
      </td>
      <td className="tg-end">
        <WorkdaysCell line={line} />
      </td>
    </>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keys
    <section className="tg-table-box" aria-label={words.table} tabIndex={0}>
      <table className={`tg-table ${styles.table}`} data-table="rates">
        <caption className="tg-vh">{words.table}</caption>
        <thead>
          <tr>
            <th scope="col">{words.heads[by]}</th>
            {COLUMNS.map((m) => (
              <th key={m} scope="col" className="tg-end" title={words.measures[m].formula}>
                {words.measures[m].name}
              </th>
            ))}
            <th scope="col" className="tg-end">
              {words.composite}
            </th>
            <th scope="col" className="tg-end">
              {words.median}
            </th>
            <th scope="col" className="tg-end">
              {words.workMedian}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key ?? ''} data-row={line.key ?? ''}>
              <LineHead line={line} />
              {cells(line)}
            </tr>
          ))}
          <tr className="tg-row-total" data-row="total">
            <LineHead line={total} />
            {cells(total)}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function LineHead({ line }: { line: Line }) {
  return (
    <th scope="row" className={styles.name}>
      <span>
        {line.name}
        {line.peers ? <small>{line.peers.name}</small> : null}
      </span>
    </th>
  );
}

function HandlingCell({ line, url, setUrl }: { line: Line; url: AppraisalUrl; setUrl: SetAppraisalUrl }) {
  const words = useAppraisalWords();
  const { closed, days } = line.handling;
  if (!days) return <span className={styles.nothing}>—</span>;
  const part = { of: 'handled' } as const;
  const median = words.days(days.median.toFixed(1));
  return (
    <button
      type="button"
      className={`${styles.rate} ${isOpen(url, line.key, part) ? styles.rateOpen : ''}`}
      aria-label={`${line.name} ${words.median} ${median} ${closed}`}
      onClick={() => setUrl({ open: { key: line.key, part } })}
    >
      <b>{median}</b>
      <small>{words.p90(days.p90.toFixed(1))}</small>
      <small>
        {words.handled} {formatNumber(closed)}
      </small>
    </button>
  );
}

/** Working days of those whose years are published; of the others it says that their calendar is not. */
function WorkdaysCell({ line }: { line: Line }) {
  const words = useAppraisalWords();
  const { closed, workdays, unpublished } = line.handling;
  if (closed === 0) return <span className={styles.nothing}>—</span>;
  if (!workdays) return <span className={styles.unpublished}>{words.unpublished}</span>;
  return (
    <span className={styles.figures}>
      <b>{words.workdays(workdays.median.toFixed(workdays.median % 1 === 0 ? 0 : 1))}</b>
      {unpublished > 0 ? <small>{words.unpublishedSome(formatNumber(unpublished))}</small> : null}
    </span>
  );
}

/** 督办清单: what is open by what is left of its limit, and what wants to be looked at. */
export function WatchTable(props: TableProps) {
  const words = useAppraisalWords();
  const { by, url, setUrl } = props;
  const { lines, total } = useLines(props);
  const cell = (line: Line, part: AppraisalPart, label: string, count: number) => (
    <td key={partText(part)} className="tg-end">
      <CountCell count={count} label={`${line.name} ${label}`} open={isOpen(url, line.key, part)} onOpen={() => setUrl({ open: { key: line.key, part } })} />
    </td>
  );
  const cells = (line: Line) => (
    <>
      {WATCHES.map((watch) => cell(line, { of: 'watch', watch }, words.watches[watch], line.watch[watch]))}
      <td className="tg-end">{formatNumber(BANDS.reduce((sum, b) => sum + line.bands[b], 0))}</td>
      {BANDS.map((band) => cell(line, { of: 'band', band }, words.bands[band], line.bands[band]))}
    </>
  );
  // What nobody has to look at now stands in the total alone.
  const busy = lines.filter((line) => BANDS.some((b) => line.bands[b] > 0));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keys
    <section className="tg-table-box" aria-label={words.watchTable} tabIndex={0}>
      <table className={`tg-table ${styles.table}`} data-table="watch">
        <caption className="tg-vh">{words.watchTable}</caption>
        <thead>
          <tr>
            {[words.heads[by], ...WATCHES.map((w) => words.watches[w]), words.open, ...BANDS.map((b) => words.bands[b])].map((head, i) => (
              <th key={head} scope="col" className={i === 0 ? undefined : 'tg-end'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...busy, total].map((line) => (
            <tr
              key={line.key === undefined ? 'total' : `row ${line.key}`}
              className={line.key === undefined ? 'tg-row-total' : undefined}
              data-row={line.key === undefined ? 'total' : (line.key ?? '')}
            >
              <LineHead line={line} />
              {cells(line)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

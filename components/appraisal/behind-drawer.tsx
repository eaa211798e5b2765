'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rateOf } from '../../server/core/case/compare.ts';
import type { TallyLine } from '../../server/core/case/tally.ts';
import type { AppraisalPart, AppraisalQuery } from '../../server/wire/appraisal.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { formatNumber, formatPercent } from '../ui/format.ts';
import { formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import styles from './appraisal.module.css';
import { reasonText } from './messages.ts';
import { useAppraisalWords } from './use-appraisal.ts';

type BehindProps = {
  query: AppraisalQuery;
  /** The row's name, its key and what it counts. */
  name: string;
  rowKey: string | null | undefined;
  line: TallyLine | null;
  part: AppraisalPart;
  onPart: (part: AppraisalPart) => void;
  onClose: () => void;
};

/** What a number is made of: its formula, the division, what was left out by reason, and the tickets. */
export function BehindDrawer(props: BehindProps) {
  const words = useAppraisalWords();
  const { part, name, onClose } = props;
  const what =
    part.of === 'measure'
      ? words.measures[part.measure].name
      : part.of === 'band'
        ? words.bands[part.band]
        : part.of === 'watch'
          ? words.watches[part.watch]
          : words.handled;
  return (
    <Drawer open onClose={onClose} title={`${name} · ${what}`} width={460}>
      {part.of === 'measure' ? <Arithmetic {...props} part={part} /> : null}
      {/* Another number begins at its first page again. */}
      <Tickets key={JSON.stringify([props.rowKey, part])} {...props} />
    </Drawer>
  );
}

function Arithmetic({ line, part, onPart }: BehindProps & { part: Extract<AppraisalPart, { of: 'measure' }> }) {
  const words = useAppraisalWords();
  const { formula, hit, miss } = words.measures[part.measure];
  const measure = line?.appraisal[part.measure];
  if (!measure) return null;
  const { num, den, left } = measure;
  const rate = rateOf(measure);
  const out = Object.values(left).reduce((sum, n) => sum + n, 0);
  const n = formatNumber;
  return (
    <section className={styles.arithmetic} aria-label={words.measures[part.measure].name}>
      <p className={styles.formula}>{formula}</p>
      <p className={styles.division}>
        {n(num)} ÷ {n(den)} = {rate === null ? '—' : formatPercent(rate * 100, 2)}
      </p>
      <Segmented
        label={words.part}
        value={part.part}
        options={[
          { id: 'hit', label: `${hit} ${n(num)}` },
          { id: 'miss', label: `${miss} ${n(den - num)}` },
          { id: 'left', label: `${words.leftOut} ${n(out)}` },
        ]}
        onChange={(one) => onPart({ of: 'measure', measure: part.measure, part: one })}
      />
      {out > 0 ? (
        <ul className={styles.reasons}>
          {Object.entries(left).map(([reason, count]) => (
            <li key={reason}>
              <button
                type="button"
                className="tg-link"
                aria-pressed={part.reason === reason}
                onClick={() => onPart({ of: 'measure', measure: part.measure, part: 'left', reason })}
              >
                {reasonText(words, reason)} {n(count)}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Tickets({ query, rowKey, part }: BehindProps) {
  const words = useAppraisalWords();
  const { locale, timeZone } = useLocale();
  const { meta, may } = useConsole();
  const trpc = useTRPC();
  const [offset, setOffset] = useState(0);
  const behind = useQuery(
    trpc.appraisal.tickets.queryOptions(
      { ...query, part, offset, ...(rowKey === undefined ? {} : { key: rowKey }) },
      { refetchInterval: ({ state }) => (state.data?.ready === false ? 700 : false) },
    ),
  );
  const { data } = behind;
  if (behind.isError) return <PanelStateBody state={{ kind: 'error', error: behind.error, onRetry: () => void behind.refetch() }} />;
  if (!data?.ready) return <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />;
  return (
    <section aria-label={words.behind}>
      <h3 className={styles.behind}>{words.tickets(formatNumber(data.total))}</h3>
      {may('ticket.read') ? null : <p className={styles.meta}>{words.noTickets}</p>}
      {data.total === 0 ? <p className={styles.meta}>{words.noneBehind}</p> : null}
      <ul className={styles.tickets}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <a href={`/tickets?t=${row.id}`}>
              <span>{row.title}</span>
              <small>
                {[row.no, row.regionName, row.categoryName ?? row.requestType, row.unitName, formatDay(row.at, locale, timeZone, meta.now)]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </a>
          </li>
        ))}
      </ul>
      {may('ticket.read') && data.hidden > 0 ? <p className={styles.meta}>{words.hidden(formatNumber(data.hidden))}</p> : null}
      {data.next === null ? null : <Button onClick={() => setOffset(data.next ?? 0)}>{words.more}</Button>}
    </section>
  );
}

'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { stageOf } from '../../server/core/case/progress.ts';
import type { TicketFlow, TicketRow } from '../../server/wire/figure.ts';
import type { Panel as PanelSpec } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureWords } from '../figure/messages.ts';
import { useHeld, usePictureNow } from '../figure/picture.tsx';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useFacts } from '../live/use-facts.ts';
import { formatCount, formatValue } from '../ui/format.ts';
import { formatAge } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { wallWords } from './messages.ts';
import styles from './panels.module.css';
import { TicketDrawer } from './ticket-drawer.tsx';

type Tickets = Extract<PanelSpec, { kind: 'tickets' }>;

/** A flood of facts is read at most this often. */
const REREAD_MS = 1_000;
const SOON_MS = 100;
const SLOW_MS = 60_000;
const COUNTS_MS = 10_000;

/** Tickets in motion: how many stand at each step, and the newest; the counts alone for who sees totals only. */
export function TicketsPanel({ panel, wall }: { panel: Tickets; wall: boolean }) {
  return useConsole().may('ticket.read') ? <TicketList panel={panel} wall={wall} /> : <TicketCounts panel={panel} />;
}

function TicketCounts({ panel }: { panel: Tickets }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const { root } = useConsole();
  const [url] = useUrl();
  const trpc = useTRPC();
  const region = url.region ?? root.adcode;
  const answer = useQuery(trpc.ticket.counts.queryOptions({ region }, { refetchInterval: COUNTS_MS, placeholderData: (old) => old }));
  const counts = useHeld(answer.data);
  const state: PanelState = answer.isPending
    ? { kind: 'loading', skeleton: 'list' }
    : answer.isError && !counts
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'ready' };
  return (
    <Panel
      className={styles.tickets}
      title={panel.title}
      meta={counts ? joined(formatValue(counts.open, words.ticketUnitWord, { locale })) : null}
      state={state}
    >
      {counts ? <Steps flow={counts} /> : null}
    </Panel>
  );
}

function TicketList({ panel, wall }: { panel: Tickets; wall: boolean }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const { root } = useConsole();
  const [url] = useUrl();
  const trpc = useTRPC();
  const [open, setOpen] = useState<number | null>(null);
  const input = { region: url.region ?? root.adcode, limit: panel.limit };
  const answer = useQuery(trpc.ticket.flow.queryOptions(input, { refetchInterval: SLOW_MS, staleTime: 1_000, placeholderData: (old) => old }));
  useReread(answer);
  const flow: TicketFlow | undefined = useHeld(answer.data);
  const state: PanelState = answer.isPending
    ? { kind: 'loading', skeleton: 'list' }
    : answer.isError && !flow
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : flow && flow.open === 0 && flow.rows.length === 0
        ? { kind: 'empty', why: words.noTickets, what: words.noTicketsWhy }
        : { kind: 'ready' };
  return (
    <>
      <Panel
        className={styles.tickets}
        title={panel.title}
        meta={flow ? (url.span ? `${words.nowWord} ` : '') + joined(formatValue(flow.open, words.ticketUnitWord, { locale })) : null}
        state={state}
      >
        {flow ? (
          <>
            <Steps flow={flow} />
            <ul className={styles.ticketRows}>
              {flow.rows.slice(0, panel.limit).map((row) => (
                <TicketLine key={row.id} row={row} stages={flow.byStep} wall={wall} onOpen={() => setOpen(row.id)} />
              ))}
            </ul>
          </>
        ) : null}
      </Panel>
      {open !== null ? <TicketDrawer id={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

/**
 * Reads the list again after a fact: soon when quiet, and in a flood never before the last answer came and twice its
 * time has passed, so that a slow answer is not asked for faster than it can be given.
 */
function useReread(query: { isFetching: boolean; refetch: () => Promise<unknown> }): void {
  const latest = useRef(query);
  latest.current = query;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const next = useRef(0);
  const read = useCallback(() => {
    if (timer.current) return;
    const run = () => {
      if (latest.current.isFetching) {
        timer.current = setTimeout(run, REREAD_MS);
        return;
      }
      timer.current = null;
      const began = performance.now();
      next.current = Number.POSITIVE_INFINITY;
      void latest.current.refetch().finally(() => {
        next.current = performance.now() + Math.max(REREAD_MS, 2 * (performance.now() - began));
      });
    };
    const wait = Number.isFinite(next.current) ? Math.max(SOON_MS, next.current - performance.now()) : REREAD_MS;
    timer.current = setTimeout(run, wait);
  }, []);
  useFacts(read);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
}

function Steps({ flow }: { flow: Pick<TicketFlow, 'byStep'> }) {
  const { locale } = useLocale();
  const shown = flow.byStep.filter((s) => s.count > 0);
  return (
    <ol className={styles.steps}>
      {(shown.length > 0 ? shown : flow.byStep).slice(0, 5).map((step) => (
        <li key={step.step}>
          <b>{formatCount(step.count, locale)}</b>
          <span>{step.name}</span>
        </li>
      ))}
    </ol>
  );
}

function TicketLine({ row, stages, wall, onOpen }: { row: TicketRow; stages: TicketFlow['byStep']; wall: boolean; onOpen: () => void }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const { region } = useConsole();
  const now = usePictureNow();
  const stage = stageOf(row.step);
  const step = stages.find((s) => s.step === stage)?.name ?? row.step;
  const own = region(row.region);
  // A town's code begins with that of the county or the city it belongs to.
  const above = region(own ? (own.parent ?? '') : row.region.slice(0, 6));
  const place = row.unlocated ? words.unlocated : `${above && above.parent !== null ? above.shortName : ''}${own?.shortName ?? bare(row.regionName)}`;
  return (
    <li>
      <button type="button" className={styles.ticketRow} onClick={onOpen} data-ticket={row.id} title={row.mirrored ? words.ticketMirrored : words.ticketNative}>
        <span>{place}</span>
        <span className={styles.ticketTitle}>
          {row.urgent ? wall ? <b>{words.urgentShort} </b> : <Tag look="inverted">{words.urgent}</Tag> : null}
          {row.mark && row.mark !== 'demo' ? <Tag>{figureWords[locale].marks[row.mark]}</Tag> : null}
          {row.mirrored && !wall ? <Tag>{figureWords[locale].mirrored}</Tag> : null}
          {wall ? (row.categoryName ?? row.title) : row.title}
        </span>
        <span className={styles.ticketStep}>{step}</span>
        <span className={styles.ticketAge}>{formatAge(now - row.movedAt, locale)}</span>
      </button>
    </li>
  );
}

const joined = ({ text, unit }: { text: string; unit: string }) => `${text} ${unit}`;

/** 大涌镇 reads 大涌 beside its city: of towns the console knows no short name. */
function bare(name: string): string {
  return name.length > 2 ? name.replace(/(镇|乡|街道)$/, '') : name;
}

'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DeskCounts, DeskPage, DeskRow } from '../../server/wire/desk.ts';
import { useLive } from '../live/live-provider.tsx';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { useFacts } from '../live/use-facts.ts';
import { appendPage, belongsTo, mergeRows, NO_QUEUE, putBack, putRow, type QueueList, startQueue, sweep } from './queue-list.ts';

/** Facts are gathered for so long before their rows are read. */
const GATHER_MS = 200;
const MOST_IDS = 200;
const COUNTS_MS = 30_000;
const COUNTS_SOONEST_MS = 1_500;
const FADE_MS = 120;

export type Queue = {
  list: QueueList;
  loading: boolean;
  error: unknown;
  /** Reads the queue from its beginning: what waits is shown in its place. */
  reload: () => void;
  /** Reads the next page, if there is one. */
  more: () => void;
  loadingMore: boolean;
  /** What a command answered of a ticket; null: out of sight. */
  put: (id: number, row: DeskRow | null) => void;
  /** Reads some rows again: what a command for many has done. Ends when they are shown; what could not be read comes with its facts. */
  reread: (ids: readonly number[]) => Promise<void>;
  /** Takes away what has gone but the one that is read. */
  settle: (keep: number | null) => void;
};

/** A queue with its live changes. `now` is asked when a row has to be judged by its clock. */
export function useQueue(page: DeskPage, now: () => number): Queue {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { socket } = useLive();
  const key = JSON.stringify(page);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the page
  const asked = useMemo(() => page, [key]);
  const [held, setList] = useState<QueueList>(NO_QUEUE);
  const [of, setOf] = useState(asked);
  // Until the rows of another queue have come, those of the one before are nobody's: nothing is opened from them.
  const list = of === asked ? held : NO_QUEUE;
  const [loadingMore, setLoadingMore] = useState(false);
  const since = useRef(Date.now());
  const answer = useQuery(trpc.desk.queue.queryOptions(asked, { staleTime: 0, gcTime: 0, refetchOnReconnect: false }));
  const clock = useRef(now);
  clock.current = now;
  const latest = useRef(list);
  latest.current = list;
  // Followers of a merge stand in no queue to dispatch; a row does not say that it follows.
  const joined = useRef(new Set<number>());

  const read = useCallback(
    async (ids: readonly number[]) => {
      for (let i = 0; i < ids.length; i += MOST_IDS) {
        const part = ids.slice(i, i + MOST_IDS);
        const rows = await client.desk.rows.query({ ids: part });
        setList((old) => mergeRows(old, part, rows, (row) => !joined.current.has(row.id) && belongsTo(asked, row, clock.current())));
      }
    },
    [client, asked],
  );

  useEffect(() => {
    if (!answer.data) return;
    setList(startQueue(answer.data.rows, answer.data.next));
    setOf(asked);
    // What came while the list was on its way may be newer than it is.
    const missed = [...new Set(socket.feed.recent(since.current).flatMap((item) => (item.subject === 'case' ? [item.id] : [])))];
    if (missed.length > 0) read(missed).catch(() => undefined);
  }, [answer.data, asked, socket, read]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another queue is asked for
  useEffect(() => {
    since.current = Date.now();
    setList(NO_QUEUE);
  }, [asked]);

  const refetch = answer.refetch;
  const reload = useCallback(() => {
    since.current = Date.now();
    void refetch();
  }, [refetch]);
  useGathered(
    read,
    useCallback(() => latest.current.rows.map((r) => r.id).slice(0, MOST_IDS), []),
    useCallback(
      (item: { id: number; kind?: string }) => {
        if (item.kind === 'join' && asked.view === 'dispatch') joined.current.add(item.id);
        if (item.kind === 'leave') joined.current.delete(item.id);
      },
      [asked],
    ),
  );
  const reread = useCallback((ids: readonly number[]) => read(ids).catch(() => undefined), [read]);
  const more = useCallback(() => {
    const cursor = latest.current.next;
    if (cursor === null || loadingMore) return;
    setLoadingMore(true);
    client.desk.queue
      .query({ ...asked, cursor })
      .then(
        (next) => setList((old) => (old.next === cursor ? appendPage(old, next.rows, next.next) : old)),
        () => undefined,
      )
      .finally(() => setLoadingMore(false));
  }, [client, asked, loadingMore]);
  const put = useCallback(
    (id: number, row: DeskRow | null) =>
      setList((old) => {
        if (!row) return mergeRows(old, [id], [], () => false);
        const belongs = (r: DeskRow) => belongsTo(asked, r, clock.current());
        const next = putRow(old, row, belongs);
        return belongs(row) ? putBack(next, row, asked.sort) : next;
      }),
    [asked],
  );
  const settle = useCallback((keep: number | null) => void setTimeout(() => setList((old) => sweep(old, keep)), FADE_MS), []);
  return {
    list,
    loading: answer.isPending,
    error: answer.isError && list.rows.length === 0 ? answer.error : null,
    reload,
    more,
    loadingMore,
    put,
    reread,
    settle,
  };
}

/** Reads the rows of what the facts lane tells, some at a time; after a reset those that are shown. */
function useGathered(read: (ids: readonly number[]) => Promise<void>, shown: () => number[], note: (item: { id: number; kind?: string }) => void): void {
  const ids = useRef(new Set<number>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const reading = useRef(read);
  reading.current = read;
  const gather = useCallback((more: readonly number[]) => {
    for (const id of more) ids.current.add(id);
    if (timer.current || ids.current.size === 0) return;
    timer.current = setTimeout(() => {
      const now = [...ids.current];
      ids.current.clear();
      reading.current(now).then(
        () => undefined,
        // They are asked for again with the next fact.
        () => {
          for (const id of now) ids.current.add(id);
        },
      );
      timer.current = null;
    }, GATHER_MS);
  }, []);
  useFacts((change) => {
    if (change.kind === 'reset') return gather(shown());
    const cases = change.items.filter((item) => item.subject === 'case');
    for (const item of cases) note(item);
    gather(cases.map((item) => item.id));
  });
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
}

/** Counts of all queues of a region, read again soon after something happened. */
export function useCounts(region: string): DeskCounts | undefined {
  const trpc = useTRPC();
  const answer = useQuery(trpc.desk.counts.queryOptions({ region }, { refetchInterval: COUNTS_MS, staleTime: 0, placeholderData: keepPreviousData }));
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const refetch = answer.refetch;
  useFacts(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void refetch();
    }, COUNTS_SOONEST_MS);
  });
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
  return answer.data;
}

'use client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { TaskPage, TaskRow, TaskView } from '../../server/wire/tasks.ts';
import type { ActDoor } from '../desk/use-act.ts';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { useFacts } from '../live/use-facts.ts';
import { useToldAgain } from '../live/use-told-again.ts';

const REFRESH_MS = 60_000;
const FRESH_MS = 15_000;
const PAGE = 50;

/** One list of tasks, or what is behind a number of the appraisal, with the counts of all lists; read again when the facts lane tells of one. */
export function useTasks(region: string, view: TaskView, department: string | null, counted: TaskPage['counted'] | null) {
  const trpc = useTRPC();
  const input = { region, view, ...(department ? { department } : {}), ...(counted ? { counted } : {}), limit: PAGE };
  const answer = useInfiniteQuery(
    trpc.tasks.list.infiniteQueryOptions(input, {
      getNextPageParam: (last) => last.next ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
      staleTime: 0,
    }),
  );
  const { refetch } = answer;
  useToldAgain(
    'task',
    useCallback(() => refetch(), [refetch]),
  );
  const pages = answer.data?.pages;
  // A row that moved between two pages while they were read stands once.
  const rows = useMemo(() => [...new Map(pages?.flatMap((p) => p.rows).map((r) => [r.id, r])).values()], [pages]);
  return { answer, rows, counts: pages?.[0]?.counts ?? null, behind: pages?.[0]?.counted ?? null };
}

/** The task that stands open; read again when something happened to it, and never blank in between. */
export function useTask(id: number | null) {
  const trpc = useTRPC();
  const answer = useQuery(trpc.tasks.get.queryOptions({ id: id ?? 0 }, { enabled: id !== null, staleTime: FRESH_MS }));
  const { refetch } = answer;
  const reload = useCallback(() => void refetch(), [refetch]);
  const version = answer.data?.row.version ?? 0;
  useFacts((change) => {
    if (id === null) return;
    const told = change.kind === 'reset' || change.items.some((i) => i.subject === 'task' && i.id === id && i.version > version);
    if (told) reload();
  });
  return { one: id === null ? null : (answer.data ?? null), error: answer.isError && id !== null ? answer.error : null, reload };
}

/** The door of tasks: nothing is taken back there. */
export function useTaskDoor(): ActDoor<TaskRow> {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useMemo(
    () => ({
      act: (given) => client.tasks.act.mutate(given),
      undo: null,
      forget: (id) => {
        // An answer still on its way may be of before the command, and would count as fresh.
        const held = trpc.tasks.get.queryFilter({ id });
        void cache.cancelQueries(held).then(() => cache.invalidateQueries(held));
        void cache.invalidateQueries(trpc.tasks.list.infiniteQueryFilter());
      },
    }),
    [client, trpc, cache],
  );
}

'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Permission } from '../../server/core/access/roles.ts';
import type { AdminSelf } from '../../server/wire/access.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { accessWords } from './access-messages.ts';
import { conflictOf } from './conflict.ts';

export function useAccessWords() {
  return accessWords[useLocale().locale];
}

/** What another administrator changed is seen after so long without a key. */
export const REFRESH_MS = 20_000;

const NOTHING: AdminSelf = { account: 0, login: '', may: [], grants: [], roots: [] };

/** What the visitor may do here; nothing until it is known. */
export function useSelf() {
  const trpc = useTRPC();
  const answer = useQuery(trpc.admin.self.queryOptions(undefined, { staleTime: 10_000 }));
  const self = answer.data ?? NOTHING;
  return { self, answer, may: (permission: Permission) => self.may.includes(permission) };
}

/** Reads all of the administration again: after a change, and after one that was lost. */
export function useAdminRefresh(): () => void {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries(trpc.admin.pathFilter()), [client, trpc]);
}

/** Why a change was refused, in the reader's words; of a lost race who won it and when. */
export function useFaultText(): (error: unknown) => string {
  const words = useAccessWords();
  const ui = useWords();
  const { locale, timeZone } = useLocale();
  return (error) => {
    const lost = conflictOf(error);
    if (lost) return words.lost(lost.who, `${formatDay(lost.at, locale, timeZone)} ${formatTime(lost.at, timeZone)}`);
    const fault = faultOf(error, ui);
    return words.failed(fault.what, fault.todo);
  };
}

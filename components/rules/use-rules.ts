'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { rulesWords } from './messages.ts';

export function useRulesWords() {
  return rulesWords[useLocale().locale];
}

/** Reads all of the rules again: after a change, and after one that was lost. */
export function useRulesRefresh(): () => void {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries(trpc.rule.pathFilter()), [client, trpc]);
}

/** Who wrote a version first and when, as the server's refusal says it. */
const LOST = /\bmade by (\S{1,64}) at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/;

/** Why a change was refused, in the reader's words; of a lost race who won it and when. */
export function useRulesFault(): (error: unknown) => string {
  const words = useRulesWords();
  const ui = useWords();
  const { locale, timeZone } = useLocale();
  return (error) => {
    const [, who, at] = LOST.exec(error instanceof Error ? error.message : '') ?? [];
    if (who !== undefined && at !== undefined) return words.lost(who, `${formatDay(Date.parse(at), locale, timeZone)} ${formatTime(Date.parse(at), timeZone)}`);
    const fault = faultOf(error, ui);
    return words.failed(fault.what, fault.todo);
  };
}

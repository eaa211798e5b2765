'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef } from 'react';
import type { ChangeOf } from '../../server/wire/dictionary.ts';
import { useConsole } from '../figure/console-context.tsx';
import { wallText } from '../figure/time-text.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultOf } from '../ui/fault.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { type DictionaryUrl, formatDictionaryUrl, parseDictionaryUrl } from './dictionary-url.ts';
import { dictionaryWords } from './messages.ts';

export function useDictionaryWords() {
  return dictionaryWords[useLocale().locale];
}

export type SetDictionaryUrl = (patch: Partial<DictionaryUrl>, options?: { replace?: boolean }) => void;

/** The page's state in its address, and its setter. */
export function useDictionaryUrl(): [DictionaryUrl, SetDictionaryUrl] {
  const params = useSearchParams();
  const path = usePathname();
  const state = useMemo(() => parseDictionaryUrl(new URLSearchParams(params.toString())), [params]);
  const current = useRef(state);
  current.current = state;
  const set = useCallback<SetDictionaryUrl>(
    (patch, options) => {
      const next = { ...current.current, ...patch };
      current.current = next;
      const query = formatDictionaryUrl(next);
      const url = query ? `${path}?${query}` : path;
      if (options?.replace) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [path],
  );
  return [state, set];
}

/** An instant as 2026-12-01 09:30 in the province's zone. */
export function useStamp(): (at: number) => string {
  const { offset } = useConsole();
  return (at) => wallText(at, offset).replace('T', ' ').slice(0, 16);
}

/** What a change is being written of, and the draft that it goes on from. */
export type FormOf = { of: ChangeOf | null; id: number | null; base: number; fields: Readonly<Record<string, string>>; note: string; known: boolean };

const LOST = /published by (\S{1,64}) at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/;

/** Why a step was refused, in the reader's words. */
export function useDictionaryFault(): (error: unknown) => string {
  const words = useDictionaryWords();
  const ui = useWords();
  const stamp = useStamp();
  return (error) => {
    const text = error instanceof Error ? error.message : '';
    const [, who, at] = LOST.exec(text) ?? [];
    if (who !== undefined && at !== undefined) return words.lost(who, stamp(Date.parse(at)));
    if (text.startsWith('four eyes')) return words.fourEyes;
    if (text.startsWith('too many open drafts: you')) return words.tooManyOwn;
    if (text.startsWith('too many open drafts')) return words.tooMany;
    if (text.includes('open draft')) return words.openDraft;
    if (text.includes('another indicator')) return words.otherRule;
    if (text.startsWith('not ready')) return words.notReady;
    if (text.startsWith('a version holds from now')) return words.past;
    if (/^change \d+ is (published|returned|withdrawn|submitted)/.test(text)) return words.decided;
    const fault = faultOf(error, ui);
    return words.failed(fault.what, fault.todo);
  };
}

/** The steps of a change; each says what came of it, and reads the dictionary again. */
export function useSteps(onSaid: (text: string) => void) {
  const words = useDictionaryWords();
  const fault = useDictionaryFault();
  const stamp = useStamp();
  const trpc = useTRPC();
  const client = useQueryClient();
  const again = {
    onError: (error: unknown) => onSaid(fault(error)),
    onSettled: () => void client.invalidateQueries(trpc.dictionary.pathFilter()),
  };
  const submit = useMutation(trpc.dictionary.submit.mutationOptions({ ...again, onSuccess: () => onSaid(words.sent) }));
  const withdraw = useMutation(trpc.dictionary.withdraw.mutationOptions({ ...again, onSuccess: () => onSaid(words.withdrawn) }));
  const giveBack = useMutation(trpc.dictionary.giveBack.mutationOptions({ ...again, onSuccess: () => onSaid(words.returned) }));
  const publish = useMutation(
    trpc.dictionary.publish.mutationOptions({
      ...again,
      onSuccess: ({ version, from }, asked) => onSaid(words.published(version, asked.from === null ? words.atOnce : `${stamp(from).slice(0, 10)} `)),
    }),
  );
  return { submit, withdraw, giveBack, publish, busy: [submit, withdraw, giveBack, publish].some((m) => m.isPending) };
}
export type Steps = ReturnType<typeof useSteps>;

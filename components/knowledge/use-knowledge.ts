'use client';
import { useQueryClient } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { formatKnowledgeUrl, type KnowledgeUrl, parseKnowledgeUrl } from './knowledge-url.ts';
import { knowledgeWords } from './messages.ts';

export type SetKnowledgeUrl = (patch: Partial<KnowledgeUrl>, options?: { replace?: boolean }) => void;

export function useKnowledgeWords() {
  return knowledgeWords[useLocale().locale];
}

/** The page's state in its address, and its setter; nothing is read again from the server by a change. */
export function useKnowledgeUrl(): [KnowledgeUrl, SetKnowledgeUrl] {
  const params = useSearchParams();
  const path = usePathname();
  const state = useMemo(() => parseKnowledgeUrl(new URLSearchParams(params.toString())), [params]);
  const current = useRef(state);
  current.current = state;
  const set = useCallback<SetKnowledgeUrl>(
    (patch, options) => {
      current.current = { ...current.current, ...patch };
      const query = formatKnowledgeUrl(current.current);
      const url = query ? `${path}?${query}` : path;
      if (options?.replace) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [path],
  );
  return [state, set];
}

/** Reads all of the knowledge base again: after a change, and after one that was lost. */
export function useKnowledgeRefresh(): () => void {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries(trpc.knowledge.pathFilter()), [client, trpc]);
}

/** Who changed the entry first and when, as the server's refusal says it; null for any other error. */
export function lostTo(error: unknown): { who: string; at: number } | null {
  const m = /\bchanged by (\S{1,64}) at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/.exec(error instanceof Error ? error.message : '');
  return m?.[1] && m[2] ? { who: m[1], at: Date.parse(m[2]) } : null;
}

/** Why a change was refused, in the reader's words; of a lost race who won it and when. */
export function useFaultText(): (error: unknown) => string {
  const words = useKnowledgeWords();
  const ui = useWords();
  const stamp = useStamp();
  return (error) => {
    const lost = lostTo(error);
    if (lost) return words.lost(lost.who, stamp(lost.at));
    const fault = faultOf(error, ui);
    return words.failed(fault.what, fault.todo);
  };
}

/** `6月16日 14:29`, with the year where it is another one's. */
export function useStamp(): (at: number) => string {
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  return (at) => `${formatDay(at, locale, timeZone, meta.now)} ${formatTime(at, timeZone)}`;
}

/** A day, and the span of a validity in words; its end is exclusive, and its last day is told. */
export function useValidityText(): (span: { from: number | null; until: number | null }) => string {
  const words = useKnowledgeWords();
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  const day = (at: number) => formatDay(at, locale, timeZone, meta.now);
  return ({ from, until }) => {
    if (from === null) return until === null ? words.always : words.until(day(until - 1));
    return words.span(day(from), until === null ? words.always : day(until - 1));
  };
}

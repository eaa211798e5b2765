'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { briefEnd } from '../../server/core/brief/brief-spans.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useAddress } from '../figure/use-address.ts';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { briefBeside, briefChoices, briefPeriod, parseBriefUrl, writeBriefUrl } from './brief-url.ts';
import { briefWords } from './messages.ts';

const REFRESH_MS = 60_000;

export function useBriefWords() {
  return briefWords[useLocale().locale];
}

/** Which brief is read, by the address: kind, region and period. */
export function useBriefPlace() {
  const { meta, offset, home } = useConsole();
  const [url, setUrl] = useUrl();
  const [{ kind }, setOwn] = useAddress(parseBriefUrl, writeBriefUrl);
  const { from, to } = briefPeriod(kind, url.span, meta.now, offset);
  // The period stands in the address, so that a card that is opened is of the same span.
  const named = url.span?.from === from && url.span.to === to;
  useEffect(() => {
    if (!named) setUrl({ span: { from, to }, window: null }, { replace: true });
  }, [named, from, to, setUrl]);
  const region = url.region ?? home.adcode;
  const choices = useMemo(() => briefChoices(kind, from, meta.now, offset), [kind, from, meta.now, offset]);
  const setKind = (next: typeof kind) => {
    setUrl({ span: briefPeriod(next, { from, to }, meta.now, offset), card: null, knownAt: null });
    setOwn({ kind: next });
  };
  const endOf = (start: number) => briefEnd(kind, start, offset);
  const setPeriod = (start: number) => setUrl({ span: { from: start, to: endOf(start) }, card: null, knownAt: null });
  const beside = (by: 1 | -1) => briefBeside(kind, from, by, meta.now, offset);
  return { kind, from, to, region, choices, endOf, beside, setKind, setPeriod, setUrl };
}
export type BriefPlace = ReturnType<typeof useBriefPlace>;

/** The brief, the list of those that were made, and its making. */
export function useBrief({ kind, region, from }: BriefPlace) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const answer = useQuery(trpc.brief.get.queryOptions({ kind, region, at: from }, { staleTime: 30_000, refetchInterval: REFRESH_MS }));
  const made = useQuery(trpc.brief.list.queryOptions({ kind, region }, { staleTime: 30_000, refetchInterval: REFRESH_MS }));
  const make = useMutation(trpc.brief.make.mutationOptions({ onSuccess: () => client.invalidateQueries({ queryKey: trpc.brief.pathKey() }) }));
  return { answer, made: new Set((made.data ?? []).map((b) => b.from)), make };
}

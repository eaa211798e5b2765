'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ITEM_SCOPE } from '../../server/core/items/item-rules.ts';
import type { FigureQuery, FigureValue } from '../../server/wire/figure.ts';
import { useConsole } from '../figure/console-context.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { type SetAddress, useAddress } from '../figure/use-address.ts';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { servicesWords } from './messages.ts';
import { type CaseStep, dayAt, isAhead, parseServicesUrl, reportYears, type ServicesUrl, writeServicesUrl } from './services-url.ts';

const REFRESH = { refetchInterval: 30_000, staleTime: 5_000 };
const MOST_CHANNELS = 12;

/** Figures of cases, by the outcome that each counts. Codes that every profile has, or may have. */
export const CASES = { closed: 'service.volume', accepted: 'service.accepted', rejected: 'service.rejected', withdrawn: 'service.withdrawn' } as const;
export type CaseFigure = keyof typeof CASES;
export const CASE_FIGURES = Object.keys(CASES) as CaseFigure[];
export const codeOf = (step: CaseStep): string => CASES[step];

export function useServicesWords() {
  return servicesWords[useLocale().locale];
}

const write = (query: URLSearchParams, state: ServicesUrl) => writeServicesUrl(query, state).toString();

/** The page's own state in its address, and its setter. */
export function useServicesUrl(): [ServicesUrl, SetAddress<ServicesUrl>] {
  return useAddress(parseServicesUrl, write);
}

/** `ahead`: the address named a day that has not begun; the newest is shown in its place. */
export type ServicesPlace = { region: string; span: { from: number; to: number }; now: number; ahead: boolean };

/** Where and when the page looks: the address's, else the viewer's own part and the running day. */
export function useServicesPlace(): ServicesPlace {
  const { meta, offset, home } = useConsole();
  const [url, setUrl] = useUrl();
  const ahead = url.span !== null && isAhead(url.span, meta.now, offset);
  const { from, to } = url.span && !ahead ? url.span : dayAt(meta.now, offset);
  // The span stands in the address, so that a card that is opened is of the same.
  const named = url.span !== null && !ahead;
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (ahead) setRefused(true);
    if (!named) setUrl({ span: { from, to }, window: null }, { replace: true });
  }, [ahead, named, from, to, setUrl]);
  const region = url.region ?? home.adcode;
  const today = from === dayAt(meta.now, offset).from;
  return useMemo(
    () => ({ region, span: { from, to }, now: meta.now, ahead: ahead || (refused && today) }),
    [region, from, to, meta.now, ahead, refused, today],
  );
}

/** The card of a figure that was read, of the scope and status that it was read in; `span` where it is not the page's. */
export function cardOf({ query }: Pick<FigureValue, 'query'>, span?: CardRef['span']): CardRef {
  const { indicator, region, dims, scope, status } = query;
  return { indicator, region, ...(dims ? { dims } : {}), ...(scope ? { scope } : {}), ...(status ? { status } : {}), window: null, ...(span ? { span } : {}) };
}

/** Counts of cases of the region and span with the week before, in one call, by what each counts. */
export function useCaseFigures({ region, span }: ServicesPlace) {
  const trpc = useTRPC();
  const { indicator } = useConsole();
  const known = useMemo(() => CASE_FIGURES.filter((figure) => indicator(CASES[figure]) !== null), [indicator]);
  const queries = useMemo(() => known.map((figure): FigureQuery => ({ indicator: CASES[figure], region, span })), [known, region, span]);
  const answer = useQuery(trpc.figure.values.queryOptions({ queries, against: 'week' }, REFRESH));
  const values = useMemo(() => new Map(answer.data?.map((value, i) => [known[i] as CaseFigure, value])), [answer.data, known]);
  return { answer, values };
}

export type CaseValues = ReadonlyMap<CaseFigure, FigureValue>;

/** Cases of one step by channel. */
export function useChannels({ region, span }: ServicesPlace, step: CaseStep) {
  const trpc = useTRPC();
  return useQuery(trpc.figure.breakdown.queryOptions({ query: { indicator: codeOf(step), region, span }, by: 'channel', limit: MOST_CHANNELS }, REFRESH));
}

/** The hours of the span's last day against the usual week. */
export function useDayHours({ region, span }: ServicesPlace, step: CaseStep) {
  const trpc = useTRPC();
  return useQuery(trpc.volume.hours.queryOptions({ indicator: codeOf(step), region, day: span.to - 1 }, { ...REFRESH, refetchInterval: 60_000 }));
}

/** Items of one step against their own past. */
export function useUnusual({ region, span }: ServicesPlace, step: CaseStep) {
  const trpc = useTRPC();
  return useQuery(
    trpc.volume.unusual.queryOptions(
      { query: { indicator: codeOf(step), region, span }, by: 'item' },
      { ...REFRESH, refetchInterval: 60_000, staleTime: 30_000 },
    ),
  );
}

/** The catalogue ratios of the dictionary of the years that end with the span's: as reported, and as item lists count them. */
export function useCatalogue({ region, span }: ServicesPlace) {
  const trpc = useTRPC();
  const { meta, offset } = useConsole();
  const years = useMemo(() => reportYears(span.to - 1, offset), [span.to, offset]);
  const rows = useMemo(() => meta.indicators.filter((row) => row.family === 'catalogue'), [meta.indicators]);
  const counted = useMemo(() => rows.filter((row) => row.items !== undefined), [rows]);
  const queries = useMemo(
    () => [
      ...rows.map((row): FigureQuery => ({ indicator: row.code, region, span: years })),
      ...counted.map((row): FigureQuery => ({ indicator: row.code, region, span: years, scope: ITEM_SCOPE })),
    ],
    [rows, counted, region, years],
  );
  const answer = useQuery(trpc.figure.values.queryOptions({ queries }, { ...REFRESH, enabled: rows.length > 0 }));
  const values = useMemo(
    () => ({
      reported: answer.data?.slice(0, rows.length) ?? [],
      counted: new Map(answer.data?.slice(rows.length).map((value, i) => [counted[i]?.code ?? '', value])),
    }),
    [answer.data, rows.length, counted],
  );
  return { rows, years, answer, values };
}

/** The look of a panel about cases that has none: a source that was never connected is another thing than no records. */
export function noCases(volume: FigureValue | null | undefined, words: ReturnType<typeof useServicesWords>): PanelState {
  return volume?.state === 'not_connected' ? { kind: 'not_connected' } : { kind: 'empty', why: words.noCases, what: words.noCasesWhat };
}

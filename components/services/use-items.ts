'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { ITEM_SCOPE } from '../../server/core/items/item-rules.ts';
import type { FigureQuery } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { useConsole } from '../figure/console-context.tsx';
import { type SetAddress, useAddress } from '../figure/use-address.ts';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { itemsWords } from './items-messages.ts';
import { type ItemsUrl, parseItemsUrl, writeItemsUrl } from './items-url.ts';
import { reportYears } from './services-url.ts';
import type { Uncounted } from './why-uncounted.ts';

export const ITEMS_PAGE = 50;
const REFRESH = { refetchInterval: 60_000, staleTime: 5_000 };
const write = (query: URLSearchParams, state: ItemsUrl) => writeItemsUrl(query, state).toString();

export type CountedRow = IndicatorRow & { items: NonNullable<IndicatorRow['items']> };

export function useItemsWords() {
  return itemsWords[useLocale().locale];
}

export function useItemsUrl(): [ItemsUrl, SetAddress<ItemsUrl>] {
  return useAddress(parseItemsUrl, write);
}

/** The region that the page looks at: the address's, else where the viewer's own part begins. */
export function useItemsRegion(): string {
  const { home } = useConsole();
  return useUrl()[0].region ?? home.adcode;
}

/** The indicators that are counted from lists, in the order of the dictionary. */
export function useCountedRows(): CountedRow[] {
  const { meta } = useConsole();
  return useMemo(() => meta.indicators.filter((row): row is CountedRow => row.items !== undefined), [meta.indicators]);
}

/** What the profile calls a property. */
export function usePropertyName(): (id: string) => string {
  const { meta } = useConsole();
  return (id) => meta.profile.itemList?.properties.find((p) => p.id === id)?.name ?? id;
}

/** Why a ratio has no figure, in words. */
export function useUncountedText(): (why: Uncounted) => string {
  const words = useItemsWords();
  const name = usePropertyName();
  const { levelName } = useConsole();
  return (why) =>
    words.uncounted(why.kind, why.kind === 'columns' ? why.columns.map(name).join('”“') : '', why.kind === 'level' ? why.levels.map(levelName).join('、') : '');
}

/** The regions that keep a list, at and below one. */
export function usePlaces(region: string) {
  const trpc = useTRPC();
  return useQuery(trpc.items.overview.queryOptions({ region }, { ...REFRESH, placeholderData: keepPreviousData }));
}

/** The ratios of a region as the figures have them from lists, of the years that end with the running one. */
export function useListedFigures(region: string, rows: readonly CountedRow[]) {
  const trpc = useTRPC();
  const { meta, offset } = useConsole();
  const years = useMemo(() => reportYears(meta.now, offset), [meta.now, offset]);
  const queries = useMemo(() => rows.map((row): FigureQuery => ({ indicator: row.code, region, span: years, scope: ITEM_SCOPE })), [rows, region, years]);
  const answer = useQuery(trpc.figure.values.queryOptions({ queries }, { ...REFRESH, enabled: rows.length > 0 }));
  return { years, answer };
}

export function useItems(region: string, { missing, search, page }: Pick<ItemsUrl, 'missing' | 'search' | 'page'>) {
  const trpc = useTRPC();
  const asked = { region, ...(missing ? { missing } : {}), ...(search ? { text: search } : {}), offset: page * ITEMS_PAGE, limit: ITEMS_PAGE };
  return useQuery(trpc.items.find.queryOptions(asked, { ...REFRESH, placeholderData: keepPreviousData }));
}

/** Reads everything that lists make again, the figures too, after one was imported or withdrawn. */
export function useItemsAgain(): () => void {
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useCallback(() => {
    for (const filter of [trpc.items.pathFilter(), trpc.figure.values.queryFilter()]) void cache.invalidateQueries(filter);
  }, [cache, trpc]);
}

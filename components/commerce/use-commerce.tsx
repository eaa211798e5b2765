'use client';
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import type { FlowFilter } from '../../server/core/trade/cube.ts';
import type { FlowDim, FlowScope, FlowStatus } from '../../server/core/trade/flow.ts';
import { fieldWords } from '../../server/core/words/field-words.ts';
import type { FlowSide } from '../../server/wire/trade.ts';
import type { TradePlaces } from '../../server/wire/trade-places.ts';
import { type SetAddress, useAddress } from '../figure/use-address.ts';
import { useLocale } from '../ui/locale.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import type { Freshness } from '../ui/types.ts';
import type { ClosedPair } from './closed-pair.ts';
import { type CardOf, type CommerceUrl, type FilterDim, parseCommerceUrl, toggled, writeCommerceUrl } from './commerce-url.ts';
import type { Comparison, DaySpan } from './days.ts';
import type { FlowBoard } from './flow-board.ts';
import { commerceWords } from './messages.ts';

/** The page's state in its address, and its setter. */
export function useCommerceUrl(): [CommerceUrl, SetAddress<CommerceUrl>] {
  return useAddress(parseCommerceUrl, writeCommerceUrl);
}

export function useCommerceWords() {
  return commerceWords[useLocale().locale];
}

export type Names = (dim: FlowDim, code: string) => string;

/** What the panels share. It changes when what is asked for changes; the figures themselves are the board's. */
export type Commerce = {
  board: FlowBoard;
  url: CommerceUrl;
  setUrl: SetAddress<CommerceUrl>;
  region: string;
  today: string;
  span: DaySpan;
  /** Whether the span has today in it: then it is live. */
  live: boolean;
  side: { scope: FlowScope; status: FlowStatus };
  sides: FlowSide[];
  places: TradePlaces;
  /** Dimensions of which the closed days are not told: the span is too long. */
  folded: readonly FlowDim[];
  name: Names;
  comparison: Comparison | null;
  /** Whole days of the span and those that they are compared with; null while they are read, or where there are none. */
  pair: ClosedPair | null;
  state: PanelState;
  freshness: Freshness;
  since?: string;
};

export const CommerceContext = createContext<Commerce | null>(null);

export function useCommerce(): Commerce {
  const value = useContext(CommerceContext);
  if (!value) throw new Error('useCommerce needs the page above it');
  return value;
}

/** Moves when the folds have, at most once in two seconds. */
export function useTick(): number {
  const { board } = useCommerce();
  const subscribe = useCallback((fn: () => void) => board.subscribe(fn), [board]);
  const version = () => board.version;
  return useSyncExternalStore(subscribe, version, version);
}

/** Choosing a code of a dimension, or letting it go. */
export function useToggle(dim: FilterDim): (code: string) => void {
  const { url, setUrl } = useCommerce();
  return useCallback((code) => setUrl({ filter: toggled(url.filter, dim, code) }), [url.filter, setUrl, dim]);
}

/** Opens the card of what is chosen, narrowed by `more`. */
export function useOpenCard(): (of: CardOf, more?: FlowFilter) => void {
  const { url, setUrl } = useCommerce();
  return useCallback((of, more) => setUrl({ card: { of, filter: { ...url.filter, ...more } } }), [url.filter, setUrl]);
}

/** Names of codes: places by the profile, modes and partners by the words of fields. */
export function useNames(places: TradePlaces): Names {
  const { locale } = useLocale();
  return useMemo(() => {
    const { values, untold } = fieldWords[locale];
    const tables: Partial<Record<FlowDim, ReadonlyMap<string, string>>> = {
      zone: new Map(places.zones.map((z) => [z.id, z.regionName])),
      port: new Map(places.ports.map((p) => [p.id, p.shortName])),
      chapter: new Map(places.chapters.map((c) => [c.code, c.name])),
      district: new Map(places.districts.map((d) => [d.code, d.name])),
    };
    return (dim, code) => {
      if (code === '') return untold;
      const known = tables[dim]?.get(code);
      if (known !== undefined) return known;
      const words = values[dim] ?? fieldWords['zh-CN'].values[dim];
      return words && Object.hasOwn(words, code) ? (words[code] as string) : code;
    };
  }, [places, locale]);
}

/** What every panel says of itself: 全口径·初步. */
export function useSideText(): string {
  const { side } = useCommerce();
  const words = useCommerceWords();
  return `${words.scopes[side.scope]}·${words.statuses[side.status]}`;
}

/** State and age of a panel whose figures are the board's. */
export function usePanelLook(): { state: PanelState; freshness: Freshness; since?: string } {
  const { state, freshness, since } = useCommerce();
  const old = freshness === 'stale' || freshness === 'dead';
  return { state, freshness: old ? freshness : 'fresh', since: old ? since : undefined };
}

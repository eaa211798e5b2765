'use client';
import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { durationMs } from '../../server/core/indicator/staleness.ts';
import type { FlowDim, FlowScope, FlowStatus } from '../../server/core/trade/flow.ts';
import type { FlowSide } from '../../server/wire/trade.ts';
import { unpackCube, unpackFlows } from '../../server/wire/trade-codec.ts';
import type { TradePlaces } from '../../server/wire/trade-places.ts';
import { useConsole } from '../figure/console-context.tsx';
import { usePicture } from '../figure/picture.tsx';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useFlows } from '../live/use-flows.ts';
import { useNow } from '../live/use-now.ts';
import { formatSince } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import type { Freshness } from '../ui/types.ts';
import { ClosedPair } from './closed-pair.ts';
import { comparisonOf, dayOf, spanOf } from './days.ts';
import { FlowBoard } from './flow-board.ts';
import { type Commerce, CommerceContext, useCommerceUrl, useCommerceWords, useNames } from './use-commerce.tsx';

const NO_PLACES: TradePlaces = {
  told: false,
  zones: [],
  districts: [],
  ports: [],
  partners: [],
  chapters: [],
  areas: [],
  warehouses: [],
  goals: [],
  systems: [],
  happenings: [],
};
const NO_SIDES: FlowSide[] = [];
const WHOLE: readonly FlowDim[] = [];
/** How often corrections of closed days are looked for. */
const CORRECTED_MS = 300_000;
const FAILED_MS = 10_000;
const OFTEN_MS = 30_000;
const NEVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, refetchOnWindowFocus: false } as const;

/** Reads what the address asks for into the one cube of the page, keeps it live, and shares it with the panels. */
export function CommerceProvider({ children }: { children: ReactNode }) {
  const words = useCommerceWords();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { meta, offset, home, indicator } = useConsole();
  const { locale, timeZone } = useLocale();
  const [{ region: chosenRegion }] = useUrl();
  const [url, setUrl] = useCommerceUrl();
  const picture = usePicture();
  const now = useNow(5) ?? meta.now;
  const region = chosenRegion ?? home.adcode;
  const today = dayOf(now, offset);
  const { span: spanName, days } = url;
  const span = useMemo(() => spanOf({ span: spanName, days }, today), [spanName, days, today]);
  const comparison = useMemo(() => comparisonOf({ span: spanName, days }, today), [spanName, days, today]);
  const live = span.from <= today && today < span.to;
  const [board] = useState(() => new FlowBoard());

  const placesAnswer = useQuery(trpc.tradePlaces.all.queryOptions(undefined, NEVER));
  const places = placesAnswer.data ?? NO_PLACES;
  const name = useNames(places);
  const sidesAnswer = useQuery(trpc.trade.sides.queryOptions({ region, ...span }, { refetchInterval: 30_000, staleTime: 10_000 }));
  const sides = sidesAnswer.data ?? NO_SIDES;
  const { scope, status } = url.side ?? sides[0] ?? { scope: 'customs_platform' as const, status: 'preliminary' as const };
  const side = useMemo(() => ({ scope, status }), [scope, status]);
  const ready = url.side !== null || sidesAnswer.isFetched;

  const input = useMemo(() => ({ region, ...span, ...side }), [region, span, side]);
  // What is held while it changes is the board's: an answer that was kept would be of an hour ago.
  const cube = useQuery(trpc.trade.cube.queryOptions(input, { ...NEVER, gcTime: 0, enabled: ready }));
  const closedOf = useQuery(
    trpc.trade.cube.queryOptions({ region, ...(comparison?.of ?? span), ...side }, { ...NEVER, enabled: ready && comparison !== null }),
  );
  const before = useQuery(
    trpc.trade.cube.queryOptions({ region, ...(comparison?.with ?? span), ...side }, { ...NEVER, enabled: ready && comparison !== null }),
  );
  const pair = useMemo(
    () => (comparison && closedOf.data && before.data ? new ClosedPair(unpackFlows(closedOf.data.closed), unpackFlows(before.data.closed)) : null),
    [comparison, closedOf.data, before.data],
  );

  // The filter first: a cube that is loaded is folded once, under what is chosen.
  useEffect(() => board.setFilter(url.filter), [board, url.filter]);
  const [loadedOf, setLoadedOf] = useState<object | null>(null);
  const loadedFor = useRef<object | null>(null);
  const queryKey = useMemo(() => trpc.trade.cube.queryKey(input), [trpc, input]);
  const again = useCallback(() => {
    board.reading();
    // An answer that is on its way may be of before: it is not waited for.
    void queries.cancelQueries({ queryKey }).then(() => queries.refetchQueries({ queryKey }));
  }, [board, queries, queryKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other cells are asked for whenever the input changes
  useEffect(() => board.begin(), [board, input]);
  useEffect(() => {
    if (!cube.data) return;
    // The picture does not move while it is paused, unless other days or another side are asked for.
    if (board.paused && loadedFor.current === input) board.miss();
    else {
      const { closed, live: open } = unpackCube(cube.data);
      const whole = board.load(closed, open, cube.data.today);
      loadedFor.current = input;
      if (!whole) again();
    }
    setLoadedOf(cube.data);
  }, [board, cube.data, input, again]);
  useReadAgain({ failed: cube.isError, often: live && cube.data?.today === null, again });
  // What was corrected of closed days is told by no frame: the pairs that are compared are read again with all else.
  const rest = useCallback(() => {
    again();
    if (comparison) void queries.invalidateQueries({ queryKey: trpc.trade.cube.pathKey(), predicate: (query) => query.queryHash !== hashKey(queryKey) });
  }, [again, comparison, queries, trpc, queryKey]);
  useEvery(CORRECTED_MS, rest);

  const mine = sides.find((s) => s.scope === scope && s.status === status) ?? null;
  useEffect(() => {
    if (mine) board.touch(Date.parse(mine.newest));
  }, [board, mine]);
  useLiveFlows({ board, enabled: live && ready, region, side, again });

  // A lost connection freezes the picture as a pause does.
  const frozen = picture.at !== null;
  useEffect(() => {
    if (frozen) board.pause();
    else if (!board.resume()) again();
  }, [board, frozen, again]);
  usePausedAddress(picture, url.paused, setUrl);

  const row = indicator('trade.value');
  const cadence = row ? durationMs(row.cadence) : 600_000;
  const age = live && board.newestAt !== null ? (picture.at ?? now) - board.newestAt : null;
  const missed = cube.isRefetchError && age !== null;
  const freshness: Freshness = missed
    ? 'stale'
    : age === null
      ? 'fresh'
      : age > 5 * cadence
        ? 'dead'
        : age > 2 * cadence
          ? 'stale'
          : age > cadence
            ? 'late'
            : 'fresh';
  const since = freshness === 'stale' || freshness === 'dead' ? formatSince(board.newestAt ?? 0, now, locale, timeZone) : undefined;

  const loaded = cube.data !== undefined && loadedOf === cube.data;
  const nothing = loaded && board.size === 0;
  const error = cube.error ?? (sidesAnswer.data ? null : sidesAnswer.error) ?? null;
  const retry = useCallback(() => void queries.invalidateQueries({ queryKey: trpc.trade.pathKey() }), [queries, trpc]);
  const state: PanelState = useMemo(
    () =>
      error && !loaded
        ? { kind: 'error', error, onRetry: retry }
        : !loaded
          ? { kind: 'loading', skeleton: 'list' }
          : nothing
            ? { kind: 'empty', why: words.noFlows, what: sides.length > 0 ? words.noFlowsSide : words.noFlowsWhat }
            : { kind: 'ready' },
    [error, loaded, nothing, retry, words, sides.length],
  );
  const folded = cube.data?.folded ?? WHOLE;
  const value = useMemo<Commerce>(
    () => ({ board, url, setUrl, region, today, span, live, side, sides, places, folded, name, comparison, pair, state, freshness, since }),
    [board, url, setUrl, region, today, span, live, side, sides, places, folded, name, comparison, pair, state, freshness, since],
  );
  return <CommerceContext value={value}>{children}</CommerceContext>;
}

/** The pause stands in the address, and an address with it opens paused. */
function usePausedAddress(
  picture: { paused: boolean; toggle: () => void },
  asked: boolean,
  setUrl: (patch: { paused: boolean }, options: { replace: boolean }) => void,
): void {
  const { paused, toggle } = picture;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      if (asked && !paused) {
        toggle();
        return;
      }
    }
    if (asked !== paused) setUrl({ paused }, { replace: true });
  }, [paused, asked, toggle, setUrl]);
}

type LiveFlows = { board: FlowBoard; enabled: boolean; region: string; side: { scope: FlowScope; status: FlowStatus }; again: () => void };

/** Frames of today's cells. Whenever the lane is joined the cells are read once more, so that nothing between is lost. */
function useLiveFlows({ board, enabled, region, side, again }: LiveFlows): void {
  useFlows(enabled ? { region, ...side } : null, (change) => {
    if (change.kind === 'frame') {
      board.touch(change.frame.at);
      if (!board.push(change.frame.cells, change.frame.day)) again();
    } else if (change.kind !== 'refused') again();
  });
}

function useEvery(ms: number | null, fn: () => void): void {
  const run = useEffectEvent(fn);
  useEffect(() => {
    if (ms === null) return;
    const timer = setInterval(() => run(), ms);
    return () => clearInterval(timer);
  }, [ms]);
}

/** Reads again what could not be read, and what changes without being told in frames. */
function useReadAgain({ failed, often, again }: { failed: boolean; often: boolean; again: () => void }): void {
  useEvery(failed ? FAILED_MS : often ? OFTEN_MS : null, again);
}

'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo } from 'react';
import { defaultPeriod, targetPeriods } from '../../server/core/review/goal.ts';
import { useConsole } from '../figure/console-context.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { useUrl } from '../figure/use-url.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { reviewWords } from './messages.ts';
import { cardOf, type Review, type ReviewItem, reviewOf } from './review-model.ts';
import { monthOf, parseReviewUrl, type ReviewUrl, writeReviewUrl } from './review-url.ts';

const REFRESH_MS = 60_000;

export function useReviewWords() {
  return reviewWords[useLocale().locale];
}

/** What is reviewed, by the address: region, month, target period; and what is chosen on the page. */
export function useReviewPlace() {
  const { meta, offset, home } = useConsole();
  const [url, setUrl] = useUrl();
  const params = useSearchParams();
  const path = usePathname();
  const own = useMemo(() => parseReviewUrl(new URLSearchParams(params.toString())), [params]);
  const month = monthOf(url.span, meta.now, offset);
  const { from, to } = month;
  const region = url.region ?? home.adcode;
  const periods = useMemo(() => targetPeriods(meta.indicators), [meta.indicators]);
  const period = own.period ?? defaultPeriod(periods, Math.min(to, meta.now), offset);
  // The month stands in the address, so that a card that is opened is of the same span.
  const named = url.span?.from === from && url.span.to === to;
  useEffect(() => {
    if (!named) setUrl({ span: { from, to }, window: null }, { replace: true });
  }, [named, from, to, setUrl]);
  const set = useCallback(
    (patch: Partial<ReviewUrl>, options?: { replace?: boolean }) => {
      const now = new URLSearchParams(window.location.search);
      const query = writeReviewUrl(now, { ...parseReviewUrl(now), ...patch }).toString();
      const next = query ? `${path}?${query}` : path;
      if (options?.replace) window.history.replaceState(null, '', next);
      else window.history.pushState(null, '', next);
    },
    [path],
  );
  const setRegion = useCallback((adcode: string) => setUrl({ region: adcode, card: null }), [setUrl]);
  const setMonth = useCallback((start: number) => setUrl({ span: monthOf({ from: start }, meta.now, offset), card: null }), [setUrl, meta.now, offset]);
  const openCard = useCallback((card: CardRef) => setUrl({ card }), [setUrl]);
  return { region, month, period, periods, own, set, setRegion, setMonth, openCard, card: url.card };
}
export type Place = ReturnType<typeof useReviewPlace>;

/** The review of the place, everything computed; read again each minute. */
export function useReview(place: Place) {
  const trpc = useTRPC();
  const { indicator, offset } = useConsole();
  const { region, month, period } = place;
  const answer = useQuery(
    trpc.review.page.queryOptions({ region, month: month.from }, { placeholderData: keepPreviousData, refetchInterval: REFRESH_MS, staleTime: 30_000 }),
  );
  const page = answer.data ?? null;
  const review = useMemo((): Review | null => (page ? reviewOf(page, indicator, period, offset) : null), [page, indicator, period, offset]);
  const cardFor = useCallback((item: Pick<ReviewItem, 'row'>, at: string): CardRef => cardOf(item, at, page, offset), [page, offset]);
  return { answer, page, review, cardFor };
}

/** The card of a figure of the review, of the period that is printed beside it. */
export type CardFor = ReturnType<typeof useReview>['cardFor'];

'use client';
import { useEffect, useMemo } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { type SetAddress, useAddress } from '../figure/use-address.ts';
import { useUrl } from '../figure/use-url.ts';
import { monthAt, parseReviewsUrl, type ReviewsUrl, writeReviewsUrl } from './reviews-url.ts';

const write = (query: URLSearchParams, state: ReviewsUrl) => writeReviewsUrl(query, state).toString();

/** The page's own state in its address, and its setter. */
export function useReviewsUrl(): [ReviewsUrl, SetAddress<ReviewsUrl>] {
  return useAddress(parseReviewsUrl, write);
}

export type ReviewsPlace = { region: string; span: { from: number; to: number }; now: number };

/** Where and when the page looks: the address's, else the viewer's own part and this month. */
export function useReviewsPlace(): ReviewsPlace {
  const { meta, offset, home } = useConsole();
  const [url, setUrl] = useUrl();
  const { from, to } = url.span ?? monthAt(meta.now, offset);
  // The span stands in the address, so that a card that is opened is of the same.
  const named = url.span !== null;
  useEffect(() => {
    if (!named) setUrl({ span: { from, to }, window: null }, { replace: true });
  }, [named, from, to, setUrl]);
  const region = url.region ?? home.adcode;
  return useMemo(() => ({ region, span: { from, to }, now: meta.now }), [region, from, to, meta.now]);
}

'use client';
import { useCallback } from 'react';
import { windowSpan } from '../../server/core/indicator/window.ts';
import type { FigureQuery } from '../../server/wire/figure.ts';
import { type TopicRef, topicKey } from '../../server/wire/signals.ts';
import type { Window } from '../../server/wire/topic.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { useConsole } from './console-context.tsx';
import { figureWords } from './messages.ts';
import type { Ref } from './types.ts';
import { useUrl } from './use-url.ts';

/** What the page asks for a panel's figure: the region looked at, and the page's time in place of the panel's own. */
export function usePageQuery(): (ref: Ref, region?: string) => FigureQuery {
  const [url] = useUrl();
  const { root } = useConsole();
  const { span, window } = url;
  const at = url.region ?? root.adcode;
  return useCallback(
    (ref, region = at) => ({
      indicator: ref.indicator,
      region,
      dims: ref.dims,
      scope: ref.scope,
      status: ref.status,
      ...(span ? { span } : { window: window ?? ref.window }),
    }),
    [at, span, window],
  );
}

/** Equal queries have equal keys. */
export function queryKey(query: FigureQuery): string {
  return `${topicKey(query)} ${query.span ? `${query.span.from}-${query.span.to}` : query.window} ${query.knownAt ?? ''}`;
}

/** Key of the live topic that carries the query's region and its children. */
export function liveKey(query: FigureQuery): string {
  const { indicator, region, dims, scope, status } = query;
  const topic: TopicRef = { indicator, region, dims, scope, status };
  return topicKey(topic);
}

/** Words of a span: 近 1 小时, or 1月1日 00:00 — 2月1日 00:00 with years when they are not this one. */
export function usePeriodText(): (query: FigureQuery) => string {
  const { locale, timeZone } = useLocale();
  const { offset } = useConsole();
  return (query) => {
    if (query.window) return figureWords[locale].windows[query.window];
    if (!query.span) return '';
    const { from, to } = query.span;
    const day = (at: number) => {
      const year = new Date(at + offset(at)).getUTCFullYear();
      return locale === 'zh-CN' ? `${year}年${formatDay(at, locale, timeZone)}` : `${formatDay(at, locale, timeZone)}, ${year}`;
    };
    const whole = [from, to].every((at) => (at + offset(at)) % 86_400_000 === 0);
    if (whole && day(from) === day(to - 1)) return day(from);
    return whole ? `${day(from)}—${day(to - 1)}` : `${day(from)} ${formatTime(from, timeZone)}—${day(to)} ${formatTime(to, timeZone)}`;
  };
}

/** The span of a query at `now`. */
export function spanOf(query: FigureQuery, now: number, offset: (at: number) => number): { from: number; to: number } {
  return query.span ?? windowSpan((query.window ?? 'today') satisfies Window, now, offset);
}

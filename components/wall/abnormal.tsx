'use client';
import { type CSSProperties, useCallback, useEffect, useState } from 'react';
import { outsideSince } from '../../server/core/indicator/severity.ts';
import type { Panel as PanelSpec, View } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureScale, figureText, rangeText } from '../figure/figure-text.ts';
import { usePictureNow } from '../figure/picture.tsx';
import { cardAttribute } from '../figure/shortcuts.tsx';
import { useLine } from '../figure/use-line.ts';
import { useUrl } from '../figure/use-url.ts';
import { formatCadence, formatSince, formatSpan } from '../ui/format-time.ts';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { LiveRegion } from '../ui/live-region.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { wallWords } from './messages.ts';
import styles from './panels.module.css';
import { type AbnormalItem, useAbnormal } from './use-abnormal.ts';
import { watchedRefs } from './view-plan.ts';

type AbnormalSpec = Extract<PanelSpec, { kind: 'abnormal' }>;
const NEW_MS = 600_000;

/** What lies outside its normal range now, and what is silent, worst first. Derived, not an alarm: nothing is acknowledged here. */
export function AbnormalPanel({ panel, view }: { panel: AbnormalSpec; view: View }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const now = usePictureNow();
  const { items, judged, loading, error, retry } = useAbnormal(watchedRefs(view));
  const shown = items.slice(0, panel.limit);
  const [since, setSince] = useState<Record<string, number | null>>({});
  const onSince = useCallback((key: string, at: number | null) => setSince((old) => (old[key] === at ? old : { ...old, [key]: at })), []);
  const fresh = shown.filter((i) => now - (since[itemKey(i)] ?? 0) < NEW_MS).length;
  const state: PanelState = error
    ? { kind: 'error', error, onRetry: retry }
    : loading
      ? { kind: 'loading', skeleton: 'list' }
      : items.length === 0
        ? judged === 0
          ? { kind: 'empty', why: words.nothingJudged, what: words.nothingJudgedWhy }
          : { kind: 'empty', why: words.allNormal, what: words.allNormalWhy }
        : { kind: 'ready' };
  return (
    <Panel
      className={styles.abnormal}
      style={{ '--rows': panel.limit } as CSSProperties}
      title={`${panel.title} ${loading ? '' : items.length}`}
      meta={fresh > 0 ? words.newIn10(fresh) : null}
      state={state}
    >
      <ul className={styles.items}>
        {shown.map((item) => (
          <Item key={itemKey(item)} item={item} onSince={onSince} />
        ))}
      </ul>
      {items.length > shown.length ? <p className={styles.more}>{words.moreAbnormal(items.length - shown.length)}</p> : null}
      <LiveRegion message={loading ? '' : words.summaryAbnormal(items.length)} />
    </Panel>
  );
}

const itemKey = (i: AbnormalItem) => `${i.abnormal.indicator}@${i.abnormal.region}`;

function Item({ item, onSince }: { item: AbnormalItem; onSince: (key: string, at: number | null) => void }) {
  const { abnormal, row, query, shown } = item;
  const { locale, timeZone } = useLocale();
  const words = wallWords[locale];
  const { region: regionOf, indicator } = useConsole();
  const now = usePictureNow();
  const [, setUrl] = useUrl();
  const name = item.region?.shortName ?? regionOf(query.region)?.shortName ?? query.region;
  const card = { ...query, window: query.window ?? null };
  const open = () => setUrl({ card });
  const silent = abnormal.kind === 'silent';
  const title = silent
    ? abnormal.indicators.length > 1
      ? words.silentMany(name, abnormal.indicators.length)
      : words.silent(name, row.shortName)
    : abnormal.judgement.side === 'above'
      ? words.abnormalHigh(name, row.shortName)
      : words.abnormalLow(name, row.shortName);
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        onClick={open}
        {...cardAttribute(card)}
        data-region={query.region}
        data-severity={silent ? 'silent' : abnormal.judgement.severity}
      >
        <span className={styles.itemMark}>
          {silent ? (
            <FreshnessMark state={abnormal.state} size="var(--mark-panel)" />
          ) : (
            <SeverityMark severity={abnormal.judgement.severity} size="var(--mark-panel)" />
          )}
        </span>
        <span className={styles.itemTitle}>{title}</span>
        <span className={styles.itemSince}>
          {silent ? abnormal.lastAt === null ? '' : formatSince(abnormal.lastAt, now, locale, timeZone) : <Since item={item} onSince={onSince} />}
        </span>
        <span className={styles.itemNote}>
          {silent
            ? abnormal.lastAt === null
              ? ''
              : abnormal.indicators.length > 1
                ? `${abnormal.indicators.map((code) => indicator(code)?.shortName ?? code).join('、')}`
                : words.notUpdated(formatSpan(now - abnormal.lastAt, { locale }), formatCadence(shown.cadenceMs, locale))
            : against(item, words, locale)}
        </span>
      </button>
    </li>
  );
}

function against(item: AbnormalItem, words: (typeof wallWords)['zh-CN'], locale: 'zh-CN' | 'en'): string {
  const { abnormal, row } = item;
  if (abnormal.kind === 'silent') return '';
  const scale = figureScale(row, [abnormal.value], locale);
  const text = figureText(row, abnormal.value, locale, scale);
  return words.against(text.text, `${rangeText(row, abnormal.expected, scale)}${scale.divisor > 1 ? text.unit : ''}`);
}

/** First minute outside, from today's line; nothing while that is not known. */
function Since({ item, onSince }: { item: AbnormalItem; onSince: (key: string, at: number | null) => void }) {
  const { locale, timeZone } = useLocale();
  const now = usePictureNow();
  const [{ span }] = useUrl();
  const line = useLine(item.query, 'day');
  const band = line.band.flatMap(([at, low, high]) => [[at, low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY] as const]);
  // Told by whole hours first and by ten minutes then, one beginning would have two times.
  const at = line.settled ? outsideSince(line.points, band) : null;
  const key = itemKey(item);
  useEffect(() => onSince(key, at), [onSince, key, at]);
  // Beside a past day's own heading its date is no news, and would push out the name.
  return at === null ? null : formatSince(at, span ? span.to - 1 : now, locale, timeZone);
}

'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { freshness } from '../../server/core/indicator/staleness.ts';
import type { FeedStatus } from '../../server/wire/figure.ts';
import { cardWords } from '../figure/card-messages.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureWords } from '../figure/messages.ts';
import { useHeld, usePictureNow } from '../figure/picture.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { useNow } from '../live/use-now.ts';
import { cx } from '../ui/class-names.ts';
import { formatAge } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { SeverityLegend } from '../ui/severity-mark.tsx';
import { wallWords } from './messages.ts';
import styles from './wall-footer.module.css';

const REFRESH_MS = 10_000;

/** Feeds with their age at the left, the one severity legend at the right. */
export function WallFooter() {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const trpc = useTRPC();
  const mayRead = useConsole().may('feed.read');
  const feeds = useHeld(useQuery(trpc.feed.list.queryOptions(undefined, { refetchInterval: REFRESH_MS, enabled: mayRead })).data);
  const list = useRef<HTMLUListElement>(null);
  const hidden = useHidden(list, feeds?.length ?? 0);
  return (
    <footer className={styles.footer}>
      <div className={styles.feeds}>
        {mayRead ? <h2>{words.sources}</h2> : null}
        <ul ref={list}>
          {feeds
            ?.toSorted((a, b) => silence(b) - silence(a))
            .map((feed) => (
              <Feed key={feed.name} feed={feed} />
            ))}
        </ul>
        {hidden > 0 ? (
          <Link href="/admin/feeds" prefetch={false} className={styles.more} data-more={hidden}>
            {words.moreFeeds(hidden)}
          </Link>
        ) : null}
      </div>
      <HistoryProgress />
      <SeverityLegend className={styles.legend} size={30} />
    </footer>
  );
}

/** How many items of a one-line list had no room and wrapped out of sight. */
function useHidden(list: RefObject<HTMLUListElement | null>, items: number): number {
  const [hidden, setHidden] = useState(0);
  useEffect(() => {
    const box = list.current;
    if (!box || items === 0) return;
    const count = () => {
      const below = box.getBoundingClientRect().bottom - 1;
      setHidden([...box.children].filter((item) => item.getBoundingClientRect().top >= below).length);
    };
    const observer = new ResizeObserver(count);
    observer.observe(box);
    for (const item of box.children) observer.observe(item);
    count();
    return () => observer.disconnect();
  }, [list, items]);
  return hidden;
}

const silence = (feed: FeedStatus) => (feed.state === 'on' && (feed.freshness === 'stale' || feed.freshness === 'dead') ? 1 : 0);

function Feed({ feed }: { feed: FeedStatus }) {
  const { locale } = useLocale();
  const ui = useWords();
  const words = wallWords[locale];
  const now = usePictureNow();
  const off = feed.state !== 'on';
  // A feed's age runs on between two reads; only what never reported is the server's word.
  const state = off ? 'not_connected' : feed.lastGot === null ? feed.freshness : freshness(feed.lastGot, feed.cadenceMs, now);
  const old = state === 'stale' || state === 'dead';
  return (
    <li className={cx(styles.feed, old && styles.old, old && `tg-hatch-${state}`, off && styles.off)} data-feed={feed.name} data-state={state}>
      <span className={cx(old && 'tg-plate')}>
        {short(feed.label)}
        {feed.mark && feed.mark !== 'demo' ? ` ${figureWords[locale].marks[feed.mark]}` : ''}
      </span>{' '}
      <span className={cx(styles.age, old && 'tg-plate')}>
        {off
          ? cardWords[locale].feedStates[feed.state]
          : feed.lastGot === null
            ? ui.freshness[state]
            : formatAge(now - feed.lastGot, locale).replace(/前$/, '')}
        {old ? ` ${words.sourceStale}` : ''}
      </span>
    </li>
  );
}

/** What a label says in brackets stands in the header or on the feed's own page. */
function short(label: string): string {
  return label.replace(/[（(].*[）)]$/, '');
}

/** While the past is still being read in, the wall says so. */
function HistoryProgress() {
  const { locale } = useLocale();
  const trpc = useTRPC();
  const status = useQuery(
    trpc.console.status.queryOptions(undefined, { refetchInterval: (query) => (query.state.data?.history.loading === false ? 60_000 : 3_000) }),
  );
  const history = status.data?.history;
  // Another reader of the same answer may have it before this part of the page is hydrated: the server drew nothing here.
  const hydrated = useNow(60) !== null;
  if (!hydrated || !history?.loading) return null;
  return (
    <p className={styles.history} role="status">
      {history.total > 0 ? figureWords[locale].historyProgress(history.done, history.total) : figureWords[locale].historyLoading}
    </p>
  );
}

'use client';
import type { FeedStatus } from '../../server/wire/figure.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatCadence, formatDay, formatTime } from '../ui/format-time.ts';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { figureWords } from './messages.ts';
import { usePictureNow } from './picture.tsx';

/** Where the records come from, with the papers that allow it. */
export function CardFeeds({ feeds, caption }: { feeds: FeedStatus[]; caption?: string }) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const { meta } = useConsole();
  const now = usePictureNow();
  const time = (at: number | null) => (at === null ? '—' : `${formatDay(at, locale, timeZone, now)} ${formatTime(at, timeZone)}`);
  const columns: Column<FeedStatus>[] = [
    {
      id: 'label',
      head: words.feed,
      rowHead: true,
      cell: (f) => (
        <>
          {f.label} <FeedMark feed={f} />
        </>
      ),
    },
    { id: 'state', head: words.lastAt, cell: (f) => (f.state === 'on' ? <FeedAge feed={f} time={time(f.lastGot)} /> : words.feedStates[f.state]) },
    { id: 'department', head: words.department, cell: (f) => (f.department === null ? '—' : (meta.departments[f.department] ?? f.department)) },
    { id: 'purpose', head: words.purpose, cell: (f) => f.purpose ?? '—' },
    { id: 'share', head: words.share, cell: (f) => words.shares[f.share] },
    { id: 'until', head: words.until, cell: (f) => (f.until === null ? words.noEnd : formatDay(f.until, locale, timeZone, now)) },
    { id: 'cadence', head: words.cadence, cell: (f) => formatCadence(f.cadenceMs, locale) },
  ];
  if (feeds.some((f) => f.brokerUser !== null)) columns.push({ id: 'broker', head: words.brokerUser, cell: (f) => f.brokerUser ?? '—' });
  return <DataTable caption={caption ?? words.feeds} captionHidden stack columns={columns} rows={feeds} rowKey={(f) => f.name} />;
}

function FeedAge({ feed, time }: { feed: FeedStatus; time: string }) {
  return (
    <>
      <FreshnessMark state={feed.freshness} word /> {time}
    </>
  );
}

/** What its records are, and whether its tickets are only mirrored here. */
export function FeedMark({ feed }: { feed: Pick<FeedStatus, 'mark' | 'mirrored'> }) {
  const words = figureWords[useLocale().locale];
  return (
    <>
      {feed.mark ? <Tag>{words.marks[feed.mark]}</Tag> : null}
      {feed.mirrored ? <Tag>{words.mirrored}</Tag> : null}
    </>
  );
}

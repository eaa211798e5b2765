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

/** Where the records come from, with the papers that allow it. */
export function CardFeeds({ feeds, caption }: { feeds: FeedStatus[]; caption?: string }) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const { meta } = useConsole();
  const time = (at: number | null) => (at === null ? '—' : `${formatDay(at, locale, timeZone)} ${formatTime(at, timeZone)}`);
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
    { id: 'until', head: words.until, cell: (f) => (f.until === null ? words.noEnd : formatDay(f.until, locale, timeZone)) },
    { id: 'cadence', head: words.cadence, cell: (f) => formatCadence(f.cadenceMs, locale) },
  ];
  return <DataTable caption={caption ?? words.feeds} captionHidden columns={columns} rows={feeds} rowKey={(f) => f.name} />;
}

function FeedAge({ feed, time }: { feed: FeedStatus; time: string }) {
  return (
    <>
      <FreshnessMark state={feed.freshness} word /> {time}
    </>
  );
}

/** 演示数据 or 重放 beside what is not real or not of now. */
export function FeedMark({ feed }: { feed: Pick<FeedStatus, 'demo' | 'mark'> }) {
  const words = figureWords[useLocale().locale];
  if (feed.mark === 'replay') return <Tag>{words.replay}</Tag>;
  return feed.mark === 'demo' || feed.demo ? <Tag>{words.demo}</Tag> : null;
}

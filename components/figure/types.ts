import type { FeedStatus, FigureQuery, RegionInfo } from '../../server/wire/figure.ts';
import type { IndicatorRow, ProfileFile } from '../../server/wire/profile.ts';
import type { Window } from '../../server/wire/topic.ts';

/** What the console knows from its first second: the profile without towns, and the topics without their views. */
export type ConsoleMeta = {
  profile: Pick<
    ProfileFile,
    'id' | 'name' | 'shortName' | 'brand' | 'functions' | 'levels' | 'reviewLevels' | 'ticketSteps' | 'timeZone' | 'map' | 'groups' | 'requestTypes'
  >;
  regions: RegionInfo[];
  topics: TopicSummary[];
  indicators: IndicatorRow[];
  departments: Record<string, string>;
  categories: Record<string, string>;
  items: Record<string, string>;
  demo: boolean;
  now: number;
  calendarYears: number[];
};

export type TopicSummary = {
  id: string;
  order: number;
  kind: 'wall' | 'feed' | 'application';
  title: string;
  short: string;
  lead: string | null;
  leadName: string | null;
  partners: { id: string; name: string }[];
  summary: string | null;
  connected: boolean;
  elements: { name: string; connected: boolean }[];
};

export type BreakdownRow = {
  key: string | null;
  name: string;
  num: number;
  den: number;
  value: number | null;
  records: number;
  expected: { low: number | null; high: number | null } | null;
};

/** A figure as a panel names it: which series, and which span unless the page's time range overrides it. */
export type Ref = Pick<FigureQuery, 'indicator' | 'dims' | 'scope' | 'status'> & { window: Window; label?: string };

/** The page's time: null = live with each panel's own window. */
export type PageTime = { window: Window | null; span: { from: number; to: number } | null };

export type FeedUsage = { feed: string; month: string; accepted: number; duplicate: number; rejected: number };
export type { FeedStatus };

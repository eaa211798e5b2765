import type { Permission, Role } from '../core/access/roles.ts';
import type { RegionInfo } from './figure.ts';
import type { IndicatorRow, ProfileFile } from './profile.ts';

export type TopicSummary = {
  id: string;
  order: number;
  kind: 'wall' | 'feed' | 'application';
  title: string;
  short: string;
  inMenu: boolean;
  lead: string | null;
  leadName: string | null;
  coLeads: { id: string; name: string }[];
  partners: { id: string; name: string }[];
  summary: string | null;
  /** It has a screen of its own, or at least one element with an indicator. */
  connected: boolean;
  hasView: boolean;
  elements: { name: string; connected: boolean }[];
};

/** Whoever looks at a page. */
export type Viewer = {
  kind: 'person' | 'display';
  login: string;
  name: string;
  roles: Role[];
  /** What pages may offer; the server asks again for each. */
  may: Permission[];
  /** Tops of the regions whose figures he sees, in the order of the tree; none for who sees none. */
  homes: string[];
  /** The only screen of a display. */
  topic: string | null;
  /** Path at which his work begins. */
  home: string;
};

/** What the console needs to know of its province before it shows a number. */
export type ConsoleMeta = {
  profile: Pick<
    ProfileFile,
    | 'id'
    | 'adcode'
    | 'name'
    | 'shortName'
    | 'brand'
    | 'functions'
    | 'levels'
    | 'reviewLevels'
    | 'ticketSteps'
    | 'timeZone'
    | 'map'
    | 'groups'
    | 'requestTypes'
    | 'itemList'
  >;
  /** All but towns. */
  regions: RegionInfo[];
  topics: TopicSummary[];
  indicators: IndicatorRow[];
  departments: Record<string, string>;
  categories: Record<string, string>;
  items: Record<string, string>;
  sources: Record<string, string>;
  demo: boolean;
  now: number;
  viewer: Viewer;
  calendarYears: number[];
};

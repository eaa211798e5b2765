import type { FeedKind } from '../../wire/events.ts';
import { FEED_KIND, type SimFeed, sourceOf } from './parts.ts';

export type DemoFeed = {
  feed: SimFeed;
  /** Name in the store and in subjects. */
  name: string;
  kind: FeedKind;
  source: string;
  label: string;
  /** Words of a province department's name, the first that fits provides the feed. */
  providedBy: string[];
  purpose: string;
  fields: string[];
  share: 'open' | 'conditional' | 'none';
  /** ISO 8601; null: nothing is expected of it again. */
  cadence: string | null;
};

const GOVERNMENT_SERVICE = ['政务服务', '数据管理', '数据局', '政府办公厅', '办公厅'];

function feed(of: SimFeed, rest: Omit<DemoFeed, 'feed' | 'name' | 'kind' | 'source'>): DemoFeed {
  return { feed: of, name: `demo-${of}`, kind: FEED_KIND[of], source: sourceOf(of), ...rest };
}

/** The simulated feeds, to be registered at the first start. */
export const DEMO_FEEDS: readonly DemoFeed[] = [
  feed('tickets', {
    label: '12345热线工单（演示）',
    providedBy: GOVERNMENT_SERVICE,
    purpose: '热线诉求办理与督办（演示数据）',
    share: 'conditional',
    cadence: 'PT2M',
    fields: [
      'channel',
      'entrance',
      'line',
      'requestType',
      'urgent',
      'title',
      'body',
      'category',
      'region',
      'location',
      'reporter',
      'ticketRef',
      'step',
      'unit',
      'reason',
      'text',
      'satisfied',
      'resolved',
    ],
  }),
  feed('calls', {
    label: '12345热线话务（演示）',
    providedBy: GOVERNMENT_SERVICE,
    purpose: '热线接通与话务运行监测（演示数据）',
    share: 'conditional',
    cadence: 'PT2M',
    fields: ['line', 'region', 'window', 'offered', 'answered', 'answeredIn15s', 'abandoned', 'waitSeconds', 'talkSeconds'],
  }),
  feed('services', {
    label: '政务服务办件（演示）',
    providedBy: GOVERNMENT_SERVICE,
    purpose: '政务服务运行监测（演示数据）',
    share: 'conditional',
    cadence: 'PT2M',
    fields: ['item', 'department', 'region', 'channel', 'outcome', 'count'],
  }),
  feed('reviews', {
    label: '政务服务好差评（演示）',
    providedBy: GOVERNMENT_SERVICE,
    purpose: '政务服务评价与差评整改（演示数据）',
    share: 'conditional',
    cadence: 'PT2M',
    fields: [
      'serviceRef',
      'item',
      'department',
      'region',
      'channel',
      'level',
      'isDefault',
      'closedAt',
      'deviceHash',
      'window',
      'tags',
      'comment',
      'reviewer',
      'count',
    ],
  }),
  feed('trade', {
    label: '跨境电商申报（演示）',
    providedBy: ['商务', '口岸', '发展和改革'],
    purpose: '跨境电商运行监测（演示数据）',
    share: 'conditional',
    cadence: 'PT2M',
    fields: [
      'zone',
      'region',
      'window',
      'scope',
      'status',
      'mode',
      'direction',
      'partner',
      'valueCny',
      'parcels',
      'declarations',
      'hsChapter',
      'port',
      'customsDistrict',
      'inspected',
      'mismatched',
      'returned',
      'clearance',
      'flags',
    ],
  }),
  feed('counts', {
    label: '12345热线历史汇总（演示）',
    providedBy: GOVERNMENT_SERVICE,
    purpose: '热线历史趋势（演示数据）',
    share: 'conditional',
    cadence: null,
    fields: ['indicator', 'region', 'value', 'numerator', 'denominator', 'dims'],
  }),
];

/** The id of the root's department that provides the feed; without one that fits, the root's first; else null. */
export function departmentOf(demo: DemoFeed, departments: { id: string; name: string; region: string }[], root: string): string | null {
  const own = departments.filter((d) => d.region === root);
  for (const word of demo.providedBy) {
    const found = own.find((d) => d.name.includes(word));
    if (found) return found.id;
  }
  return own[0]?.id ?? null;
}

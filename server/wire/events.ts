import { TICKET_STEPS, type TicketStep } from '../core/case/steps.ts';
import { z } from './zod.ts';

/**
 * The events that come in at the public door: CloudEvents 1.0 with the data of one of the types below.
 * Numbers are finite; money is 元 with at most two decimals. Unknown fields of data are dropped.
 */

const Region = z.string().regex(/^\d{6}(\d{3}){0,2}$/, 'a GB/T 2260 code of 6 digits, or 9 for a town');
const Count = z.number().int().nonnegative().max(1e12);
const Text = (max: number) => z.string().max(max);
const Span = z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) });
const Status = z.enum(['preliminary', 'formal', 'revised']);
const Dims = z
  .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,31}$/), z.string().min(1).max(64))
  .refine((d) => Object.keys(d).length <= 6, 'at most 6 dimensions');

export { TICKET_STEPS, type TicketStep };

const IndicatorObserved = z
  .object({
    indicator: z.string().min(1).max(64),
    region: Region.optional(),
    value: z.number().optional(),
    numerator: z.number().optional(),
    denominator: z.number().optional(),
    /** 2026-11-24 day, 2026-11 month, 2026-Q3 quarter, 2026 year; absent: the minute of `time`. */
    period: z
      .string()
      .regex(/^\d{4}(-(Q[1-4]|\d{2}(-\d{2})?))?$/)
      .optional(),
    dims: Dims.optional(),
    scope: Text(64).optional(),
    status: Status.optional(),
  })
  .refine((d) => d.value !== undefined || (d.numerator !== undefined && d.denominator !== undefined), 'value, or numerator and denominator');

const ServiceHandled = z.object({
  item: Text(64).min(1),
  department: Text(64).min(1),
  region: Region.optional(),
  channel: z.enum(['window', 'online', 'mobile', 'kiosk', 'hotline']),
  outcome: z.enum(['accepted', 'closed', 'rejected', 'withdrawn']),
  count: Count.optional(),
});

const CallCounted = z.object({
  line: Text(64).min(1),
  region: Region.optional(),
  window: Span,
  offered: Count,
  answered: Count,
  answeredIn15s: Count,
  abandoned: Count,
  waitSeconds: z.number().nonnegative().max(1e12),
  talkSeconds: z.number().nonnegative().max(1e12),
});

const Reporter = z.object({
  name: Text(100).optional(),
  phone: Text(40).optional(),
  idNumber: Text(40).optional(),
  anonymous: z.boolean().optional(),
  confidential: z.boolean().optional(),
});

const TicketReported = z.object({
  channel: Text(32).min(1),
  entrance: z.enum(['grassroots', 'petition', 'sector']).optional(),
  line: Text(64).optional(),
  requestType: Text(16).min(1),
  urgent: z.boolean().optional(),
  title: Text(400),
  body: Text(20_000),
  category: Text(64).optional(),
  region: Region.optional(),
  location: z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90), address: Text(400).optional() }).optional(),
  reporter: Reporter.optional(),
});

const TicketProgressed = z.object({
  ticketRef: z.object({ source: Text(300).min(1), id: Text(200).min(1) }),
  step: z.enum(TICKET_STEPS),
  unit: Text(64).optional(),
  reason: Text(2000).optional(),
  text: Text(20_000).optional(),
  satisfied: z.boolean().optional(),
  resolved: z.boolean().optional(),
});

const ReviewSubmitted = z.object({
  serviceRef: Text(200).optional(),
  item: Text(64).min(1),
  department: Text(64).min(1),
  region: Region.optional(),
  channel: Text(32).min(1),
  level: z.number().int().min(1).max(5),
  isDefault: z.boolean(),
  closedAt: z.iso.datetime({ offset: true }).optional(),
  deviceHash: Text(128).optional(),
  window: Text(64).optional(),
  tags: z.array(Text(64)).max(20).optional(),
  comment: Text(4000).optional(),
  reviewer: Reporter.optional(),
  count: Count.optional(),
});

/** A code that others' registers give: no separators of keys in it. */
const Code = (most: number) => Text(most).regex(/^[^\p{Cc}|]*$/u, 'without control characters and |');

const TradeDeclared = z.object({
  zone: Code(64).min(1),
  region: Region.optional(),
  window: Span,
  scope: z.enum(['customs_platform', 'full_scope', 'platform_gmv']),
  status: Status,
  mode: z.enum(['9610', '1210', '1239', '9710', '9810', '0110', 'other']),
  direction: z.enum(['export', 'import']),
  partner: z.string().regex(/^[A-Z]{3}$/, 'ISO 3166-1 alpha-3'),
  valueCny: z.number().nonnegative().max(1e13),
  parcels: Count,
  declarations: Count,
  hsChapter: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  port: Code(64).optional(),
  customsDistrict: Code(16).optional(),
  inspected: Count.optional(),
  mismatched: Count.optional(),
  returned: Count.optional(),
  clearance: z.object({ le1h: Count, le6h: Count, le24h: Count, gt24h: Count }).optional(),
  flags: z.object({ overOrderLimit: Count.optional(), overYearLimit: Count.optional(), manyOrdersOneIdentity: Count.optional() }).optional(),
});

/** Event type → schema of its data. The type's feed kind is in EVENT_KIND. */
export const EVENT_DATA = {
  'cn.tongguan.indicator.observed.v1': IndicatorObserved,
  'cn.tongguan.service.handled.v1': ServiceHandled,
  'cn.tongguan.call.counted.v1': CallCounted,
  'cn.tongguan.ticket.reported.v1': TicketReported,
  'cn.tongguan.ticket.progressed.v1': TicketProgressed,
  'cn.tongguan.review.submitted.v1': ReviewSubmitted,
  'cn.tongguan.trade.declared.v1': TradeDeclared,
} as const;
export type EventType = keyof typeof EVENT_DATA;
export const EVENT_TYPES = Object.keys(EVENT_DATA) as EventType[];

export const FEED_KINDS = ['indicator', 'service', 'ticket', 'review', 'trade', 'call'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];
export const EVENT_KIND: Record<EventType, FeedKind> = {
  'cn.tongguan.indicator.observed.v1': 'indicator',
  'cn.tongguan.service.handled.v1': 'service',
  'cn.tongguan.call.counted.v1': 'call',
  'cn.tongguan.ticket.reported.v1': 'ticket',
  'cn.tongguan.ticket.progressed.v1': 'ticket',
  'cn.tongguan.review.submitted.v1': 'review',
  'cn.tongguan.trade.declared.v1': 'trade',
};

export type TicketReportedData = z.infer<typeof TicketReported>;
export type TicketProgressedData = z.infer<typeof TicketProgressed>;
export type IndicatorObservedData = z.infer<typeof IndicatorObserved>;
export type ServiceHandledData = z.infer<typeof ServiceHandled>;
export type CallCountedData = z.infer<typeof CallCounted>;
export type ReviewSubmittedData = z.infer<typeof ReviewSubmitted>;
export type TradeDeclaredData = z.infer<typeof TradeDeclared>;

/** A CloudEvents 1.0 envelope as it is sent; `data` is checked against the type afterwards. */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(300),
  type: z.string().min(1).max(100),
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.string().max(100).optional(),
  /** Extensions: id of an earlier event of the same source that this one corrects or withdraws. */
  replaces: z.string().min(1).max(200).optional(),
  retracts: z.string().min(1).max(200).optional(),
  data: z.unknown(),
});
export type Envelope = z.infer<typeof Envelope>;

/** Why an event was not taken. */
export const REJECT_CODES = [
  'unknown_region',
  'unknown_indicator',
  'bad_text',
  'id_reused',
  'too_late',
  'wrong_level',
  'time_out_of_range',
  'invalid',
  'wrong_source',
  'wrong_kind',
  'out_of_scope',
  'unknown_reference',
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

export type Rejection = { index: number; id: string | null; code: RejectCode; message: string };
/** Answer of POST /api/v1/events and of every other way in. */
export type IngestAnswer = { accepted: number; duplicate: number; rejected: Rejection[] };

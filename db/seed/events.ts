import { MADE } from './scenarios/made-province.ts';

/** CloudEvents of each type with sane defaults; override what the test is about. Ids count up, so no two are equal. */
export type SeedEvent<D extends object> = { specversion: '1.0'; id: string; source: string; type: string; time: string; data: D };
export type EnvelopeOverrides = { id?: string; source?: string; time?: string; replaces?: string; retracts?: string };

export const SEED_SOURCE = 'urn:test:feed';
export const SEED_TIME = '2026-03-10T10:00:00+08:00';
let count = 0;

function make<D extends object>(kind: string, data: D, over: EnvelopeOverrides): SeedEvent<D> & EnvelopeOverrides {
  return { specversion: '1.0', id: `${kind}-${++count}`, source: SEED_SOURCE, type: `cn.tongguan.${kind}.v1`, time: SEED_TIME, data, ...over };
}

/** A reported request, located in a county, by an impossible person. */
export function makeTicket(data: Record<string, unknown> = {}, over: EnvelopeOverrides = {}) {
  return make(
    'ticket.reported',
    {
      channel: 'phone',
      line: '12345',
      requestType: '投诉',
      title: '青禾路施工噪声扰民',
      body: '每晚十点以后仍在施工，希望尽快处理。',
      category: '0401',
      region: MADE.county,
      location: { lon: 100.01, lat: 20.01, address: '甲一区青禾路1号' },
      reporter: { name: '示例甲乙', phone: '19900000001' },
      ...data,
    },
    over,
  );
}

/** A step of the reported request `ticket`. */
export function makeProgress(ticket: { id: string; source: string }, step: string, data: Record<string, unknown> = {}, over: EnvelopeOverrides = {}) {
  return make('ticket.progressed', { ticketRef: { source: ticket.source, id: ticket.id }, step, ...data }, over);
}

/** Ten calls of a minute, nine answered. */
export function makeCall(data: Record<string, unknown> = {}, over: EnvelopeOverrides = {}) {
  return make(
    'call.counted',
    {
      line: '12345',
      region: MADE.city,
      window: { from: '2026-03-10T10:00:00+08:00', to: '2026-03-10T10:01:00+08:00' },
      offered: 10,
      answered: 9,
      answeredIn15s: 8,
      abandoned: 1,
      waitSeconds: 90,
      talkSeconds: 1350,
      ...data,
    },
    over,
  );
}

/** One matter closed at a window. */
export function makeService(data: Record<string, unknown> = {}, over: EnvelopeOverrides = {}) {
  return make('service.handled', { item: MADE.item, department: MADE.department, region: MADE.city, channel: 'window', outcome: 'closed', ...data }, over);
}

/** One review at level 5, not a default. */
export function makeReview(data: Record<string, unknown> = {}, over: EnvelopeOverrides = {}) {
  return make(
    'review.submitted',
    { item: MADE.item, department: MADE.department, region: MADE.city, channel: 'online', level: 5, isDefault: false, ...data },
    over,
  );
}

/** A thousand yuan exported in four parcels. */
export function makeTrade(data: Record<string, unknown> = {}, over: EnvelopeOverrides = {}) {
  return make(
    'trade.declared',
    {
      zone: MADE.zone,
      region: MADE.city,
      window: { from: '2026-03-10T10:00:00+08:00', to: '2026-03-10T10:00:10+08:00' },
      scope: 'customs_platform',
      status: 'preliminary',
      mode: '9610',
      direction: 'export',
      partner: 'USA',
      valueCny: 1000,
      parcels: 4,
      declarations: 4,
      clearance: { le1h: 4, le6h: 0, le24h: 0, gt24h: 0 },
      ...data,
    },
    over,
  );
}

/** A value of the hotline's count. */
export function makeObserved(data: Record<string, unknown> = {}, over: EnvelopeOverrides = {}) {
  return make('indicator.observed', { indicator: 'hotline.tickets', region: MADE.city, value: 1, ...data }, over);
}

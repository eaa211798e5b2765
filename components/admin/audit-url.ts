import type { OffsetAt } from '../../server/core/indicator/window.ts';
import type { AuditFilter, AuditOrder } from '../../server/wire/audit.ts';
import { parseWall, wallText } from '../figure/time-text.ts';

/** What the page of the audit shows, as its address carries it. Pure. */
export type AuditUrl = {
  span: AuditSpan;
  /** Of the span `own`, epoch ms; null = open. */
  from: number | null;
  to: number | null;
  actor: string;
  /** noun.verb, or `noun.` */
  action: string;
  kind: string;
  object: string;
  region: string;
  result: '' | 'ok' | 'refused' | 'failed';
  address: string;
  q: string;
  order: AuditOrder;
  /** Id of the row that is looked at. */
  row: number | null;
};

export const AUDIT_SPANS = ['day', 'week', 'month', 'ever', 'own'] as const;
export type AuditSpan = (typeof AUDIT_SPANS)[number];

const DAYS: Partial<Record<AuditSpan, number>> = { day: 1, week: 7, month: 30 };
const DAY = 86_400_000;
const LATEST = 4_102_444_800_000;

export const EMPTY_AUDIT: AuditUrl = {
  span: 'week',
  from: null,
  to: null,
  actor: '',
  action: '',
  kind: '',
  object: '',
  region: '',
  result: '',
  address: '',
  q: '',
  order: 'newest',
  row: null,
};

const TEXTS = { actor: 'who', object: 'id', address: 'ip', q: 'q' } as const;

export function parseAuditUrl(params: URLSearchParams, offset: OffsetAt): AuditUrl {
  const fitting = (name: string, rule: RegExp) => {
    const text = params.get(name) ?? '';
    return rule.test(text) ? text : '';
  };
  const text = (name: string) => (params.get(name) ?? '').trim().slice(0, 100);
  return {
    span: AUDIT_SPANS.find((s) => s === params.get('span')) ?? 'week',
    from: parseWall(params.get('from'), offset),
    to: parseWall(params.get('to'), offset),
    actor: text(TEXTS.actor),
    action: fitting('act', /^[a-z_]{1,40}\.[a-z_]{0,40}$/),
    kind: fitting('kind', /^[a-z_]{1,40}$/),
    object: text(TEXTS.object),
    region: fitting('r', /^\d{6,12}$/),
    result: (['ok', 'refused', 'failed'] as const).find((r) => r === params.get('res')) ?? '',
    address: text(TEXTS.address),
    q: text(TEXTS.q),
    order: params.get('order') === 'oldest' ? 'oldest' : 'newest',
    row: Number(fitting('row', /^[1-9]\d{0,14}$/)) || null,
  };
}

/** Query string without `?`. */
export function formatAuditUrl(state: AuditUrl, offset: OffsetAt): string {
  const out = new URLSearchParams();
  if (state.span !== 'week') out.set('span', state.span);
  if (state.span === 'own' && state.from !== null) out.set('from', wallText(state.from, offset));
  if (state.span === 'own' && state.to !== null) out.set('to', wallText(state.to, offset));
  const texts: [string, string][] = [
    [TEXTS.actor, state.actor],
    ['act', state.action],
    ['kind', state.kind],
    [TEXTS.object, state.object],
    ['r', state.region],
    ['res', state.result],
    [TEXTS.address, state.address],
    [TEXTS.q, state.q],
  ];
  for (const [name, value] of texts) if (value !== '') out.set(name, value);
  if (state.order !== 'newest') out.set('order', state.order);
  if (state.row !== null) out.set('row', String(state.row));
  return out.toString();
}

/** What is asked of the server, at the instant `now`. */
export function auditFilter(state: AuditUrl, now: number): AuditFilter {
  const days = DAYS[state.span];
  const from = days !== undefined ? now - days * DAY : state.span === 'own' ? (state.from ?? 0) : 0;
  const to = state.span === 'own' ? (state.to ?? LATEST) : LATEST;
  const given = {
    actor: state.actor,
    action: state.action,
    objectKind: state.kind,
    objectId: state.object,
    region: state.region,
    address: state.address,
    q: state.q,
  };
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  return { from: Math.max(0, from), to: Math.max(to, from + 1), ...filter, ...(state.result === '' ? {} : { result: state.result }) };
}

/** Where the rows of a filter are given out as a file. */
export function exportHref(filter: AuditFilter, format: 'csv' | 'ndjson'): string {
  const params = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) params.set(name, String(value));
  return `/api/audit/export?${params}`;
}

/** Whether anything but the span narrows the search. */
export const isNarrowed = (state: AuditUrl): boolean =>
  [state.actor, state.action, state.kind, state.object, state.region, state.result, state.address, state.q].some((text) => text !== '');

import { MEASURES } from '../../server/core/case/measures.ts';
import { BANDS, WATCHES } from '../../server/core/case/tally.ts';
import { DAY, type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';
import { APPRAISAL_BY, type AppraisalBy, type AppraisalPart } from '../../server/wire/appraisal.ts';

/** What the page shows, as its address carries it. Pure. Days are local dates `2026-11-30`, the last one included. */
export type AppraisalUrl = {
  tab: 'rates' | 'watch';
  /** null = where the viewer's own part begins. */
  region: string | null;
  from: string | null;
  to: string | null;
  by: AppraisalBy;
  /** The number that stands open: its row (undefined: the total, null: no unit or class) and what it counts. */
  open: { key: string | null | undefined; part: AppraisalPart } | null;
};

export const EMPTY_APPRAISAL: AppraisalUrl = { tab: 'rates', region: null, from: null, to: null, by: 'unit', open: null };

export function parseAppraisalUrl(params: URLSearchParams): AppraisalUrl {
  const region = params.get('r');
  const key = params.get('k');
  const part = parsePart(params.get('n'));
  return {
    tab: params.get('tab') === 'watch' ? 'watch' : 'rates',
    region: region !== null && /^\d{6,12}$/.test(region) ? region : null,
    from: dateOf(params.get('from')),
    to: dateOf(params.get('to')),
    by: APPRAISAL_BY.find((b) => b === params.get('by')) ?? 'unit',
    open: part && { key: key === null ? undefined : key === '' ? null : key.slice(0, 80), part },
  };
}

function dateOf(text: string | null): string | null {
  return text !== null && /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

/** `on_time_close.miss`, `satisfaction.left.flag:mediation`, `band.red`, `watch.late`, `handled`. */
function parsePart(text: string | null): AppraisalPart | null {
  const [first = '', second = '', ...rest] = (text ?? '').split('.');
  if (first === 'handled') return { of: 'handled' };
  const band = BANDS.find((b) => b === second);
  if (first === 'band' && band) return { of: 'band', band };
  const watch = WATCHES.find((w) => w === second);
  if (first === 'watch' && watch) return { of: 'watch', watch };
  const measure = MEASURES.find((m) => m === first);
  const part = (['hit', 'miss', 'left'] as const).find((p) => p === second);
  if (!measure || !part) return null;
  return { of: 'measure', measure, part, ...(rest.length > 0 ? { reason: rest.join('.').slice(0, 300) } : {}) };
}

export function partText(part: AppraisalPart): string {
  if (part.of === 'handled') return 'handled';
  if (part.of === 'band') return `band.${part.band}`;
  if (part.of === 'watch') return `watch.${part.watch}`;
  return [part.measure, part.part, ...(part.reason === undefined ? [] : [part.reason])].join('.');
}

/** Query string without `?`. */
export function formatAppraisalUrl({ tab, region, from, to, by, open }: AppraisalUrl): string {
  const out = new URLSearchParams();
  if (tab !== 'rates') out.set('tab', tab);
  if (region) out.set('r', region);
  if (from) out.set('from', from);
  if (to) out.set('to', to);
  if (by !== 'unit') out.set('by', by);
  if (open) {
    out.set('n', partText(open.part));
    if (open.key !== undefined) out.set('k', open.key ?? '');
  }
  return out.toString();
}

/** The local date of an instant. */
export const localDate = (at: number, offset: OffsetAt): string => new Date(at + offset(at)).toISOString().slice(0, 10);

function startOf(date: string, offset: OffsetAt): number {
  const wall = Date.parse(`${date}T00:00:00Z`);
  return wall - offset(wall - offset(wall));
}

/** Days of the address as instants; this month so far where it names none. `to` is exclusive. */
export function spanOf({ from, to }: Pick<AppraisalUrl, 'from' | 'to'>, now: number, offset: OffsetAt): { from: number; to: number } {
  const start = from === null ? periodStart(now, 'month', offset) : startOf(from, offset);
  const last = to === null ? Math.max(periodStart(now, 'day', offset), start) : Math.max(startOf(to, offset), start);
  return { from: start, to: periodStart(last + DAY + DAY / 8, 'day', offset) };
}

export const PRESETS = ['month', 'lastMonth', 'quarter', 'year'] as const;
export type Preset = (typeof PRESETS)[number];

/** Days of a usual period, as the address says them. */
export function presetDays(preset: Preset, now: number, offset: OffsetAt): { from: string; to: string } {
  const today = localDate(now, offset);
  const month = periodStart(now, 'month', offset);
  if (preset === 'month') return { from: localDate(month, offset), to: today };
  if (preset === 'lastMonth') return { from: localDate(periodStart(month - DAY, 'month', offset), offset), to: localDate(month - DAY / 2, offset) };
  if (preset === 'year') return { from: localDate(periodStart(now, 'year', offset), offset), to: today };
  const first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
  return { from: `${today.slice(0, 4)}-${String(first).padStart(2, '0')}-01`, to: today };
}

import type { OffsetAt } from '../../core/indicator/window.ts';

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/;
const CLOCK = /^(?:T|\s*)(\d{1,2})[:时点](\d{1,2})分?(?::?(\d{1,2})(?:[.,](\d{1,9}))?秒?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?$/;
const SERIAL = /^\d{5}(?:\.\d+)?$/;
/** Day 0 of spreadsheet dates. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30);

/**
 * The instant (epoch ms) of a written time: 2019/1/1 8:05, 2019-02-28 11:25:05, 2019年2月28日, ISO 8601, 20190228112505 or a
 * spreadsheet's day number. `offset` is the zone of what names none. Null for anything else and for days that do not
 * exist.
 */
export function parseTime(value: unknown, offset: OffsetAt): number | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const compact = COMPACT.exec(text);
  if (compact) return at(compact.slice(1, 4), compact.slice(4, 7), undefined, undefined, offset);
  if (SERIAL.test(text)) return fromLocal(SERIAL_ZERO + Math.round(Number(text) * 86_400) * 1_000, offset);
  const date = DATE.exec(text);
  if (!date) return null;
  const rest = text.slice(date[0].length);
  if (rest.trim() === '') return at(date.slice(1, 4), [], undefined, undefined, offset);
  const clock = CLOCK.exec(rest);
  return clock ? at(date.slice(1, 4), clock.slice(1, 4), clock[4], clock[5], offset) : null;
}

type Part = string | undefined;

function at([year, month, day]: Part[], [hour, minute, second]: Part[], fraction: Part, zone: Part, offset: OffsetAt): number | null {
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map((p) => Number(p ?? 0)) as [number, number, number, number, number, number];
  const local = Date.UTC(y, mo - 1, d, h, mi, s) + (fraction ? Math.floor(Number(`0.${fraction}`) * 1000) : 0);
  const back = new Date(local);
  if (h > 23 || mi > 59 || s > 59 || back.getUTCFullYear() !== y || back.getUTCMonth() !== mo - 1 || back.getUTCDate() !== d) return null;
  if (!zone) return fromLocal(local, offset);
  if (/z/i.test(zone)) return local;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return local - (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function fromLocal(local: number, offset: OffsetAt): number {
  return local - offset(local - offset(local));
}

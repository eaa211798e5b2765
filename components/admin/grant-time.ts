import { type GrantSpan, grantState } from '../../server/core/access/grants.ts';
import type { OffsetAt } from '../../server/core/indicator/window.ts';
import { fromWall } from '../figure/time-text.ts';

type Times = Pick<GrantSpan, 'from' | 'until' | 'revokedAt'>;

/** The year in which an instant lies, as the track on which grants are drawn. Times in epoch ms. */
export type Track = { readonly year: number; readonly from: number; readonly to: number };

export function yearTrack(at: number, offset: OffsetAt): Track {
  const year = new Date(at + offset(at)).getUTCFullYear();
  return { year, from: fromWall(Date.UTC(year, 0, 1), offset), to: fromWall(Date.UTC(year + 1, 0, 1), offset) };
}

/** Where a grant lies on the track, both ends from 0 to 1; null when it does not touch it. `goesOn`: beyond the year. */
export function barOf(grant: Times, track: Track): { start: number; end: number; goesOn: boolean } | null {
  const last = endOf(grant) ?? Number.POSITIVE_INFINITY;
  if (last <= track.from || grant.from >= track.to) return null;
  const place = (at: number) => Math.min(1, Math.max(0, (at - track.from) / (track.to - track.from)));
  return { start: place(grant.from), end: place(last), goesOn: last > track.to };
}

export type TimeSaid =
  | { kind: 'open' }
  | { kind: 'until'; at: number }
  | { kind: 'left'; ms: number }
  | { kind: 'from'; at: number }
  | { kind: 'ended'; at: number }
  | { kind: 'revoked'; at: number };

/** Under this it is said how long a grant still holds. */
const SOON_MS = 3 * 86_400_000;

/** What is said beside the bar. */
export function timeSaid(grant: Times, now: number): TimeSaid {
  const state = grantState(grant, now);
  if (state === 'revoked') return { kind: 'revoked', at: grant.revokedAt ?? now };
  if (state === 'ended') return { kind: 'ended', at: grant.until ?? now };
  if (state === 'future') return { kind: 'from', at: grant.from };
  if (grant.until === null) return { kind: 'open' };
  return grant.until - now < SOON_MS ? { kind: 'left', ms: grant.until - now } : { kind: 'until', at: grant.until };
}

function endOf(grant: Times): number | null {
  if (grant.revokedAt === null) return grant.until;
  return grant.until === null ? grant.revokedAt : Math.min(grant.until, grant.revokedAt);
}

/** A day typed in a form, as its first instant in the profile's zone; null for none and for no day. */
export function dayStart(text: string, offset: OffsetAt): number | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!m) return null;
  const [year, month, day] = [Number(m[1]), Number(m[2]) - 1, Number(m[3])];
  const start = new Date(Date.UTC(year, month, day));
  return start.getUTCMonth() === month && start.getUTCDate() === day ? fromWall(start.getTime(), offset) : null;
}

/** The first instant after a day typed in a form: a grant holds to the end of its last day. */
export function dayEnd(text: string, offset: OffsetAt): number | null {
  const start = dayStart(text, offset);
  return start === null ? null : fromWall(start + offset(start) + 86_400_000, offset);
}

/** The last day of an end, as forms type it. */
export function lastDay(until: number, offset: OffsetAt): string {
  const last = until - 1;
  return new Date(last + offset(last)).toISOString().slice(0, 10);
}

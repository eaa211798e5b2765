import type { OffsetAt } from './window.ts';

/** An instant as ISO 8601 with the offset of the profile's zone: 2026-11-24T09:00:00+08:00. */
export function localIso(at: number, zone: OffsetAt): string {
  const offset = zone(at);
  const minutes = Math.abs(Math.round(offset / 60_000));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${new Date(at + offset).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

import type { OffsetAt } from '../../core/indicator/window.ts';

/** Writes epoch milliseconds as ISO 8601 with the zone's offset, quickly: the part of the day is kept for the next call. */
export function makeClockText(offset: OffsetAt): (at: number) => string {
  let known = Number.NaN;
  let base = 0;
  let head = '';
  let tail = '';
  return (at) => {
    const quarter = Math.floor(at / 900_000);
    if (quarter !== known) {
      const east = offset(at);
      const minutes = Math.round(east / 60_000);
      const abs = Math.abs(minutes);
      known = quarter;
      head = new Date(quarter * 900_000 + east).toISOString().slice(0, 14);
      tail = `${minutes < 0 ? '-' : '+'}${two(Math.floor(abs / 60))}:${two(abs % 60)}`;
      base = new Date(quarter * 900_000 + east).getUTCMinutes();
    }
    const rest = at - quarter * 900_000;
    const seconds = Math.floor(rest / 1000);
    const ms = rest - seconds * 1000;
    const text = `${head}${two(base + Math.floor(seconds / 60))}:${two(seconds % 60)}`;
    return ms === 0 ? text + tail : `${text}.${String(Math.floor(ms)).padStart(3, '0')}${tail}`;
  };
}

function two(n: number): string {
  return n < 10 ? `0${n}` : `${n}`;
}

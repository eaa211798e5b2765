import { MADE_REGIONS } from '../../db/seed/catalog.ts';

const REGIONS = MADE_REGIONS.map((r) => r.adcode);
const SCOPES = 21;
/** Series of one indicator: ten regions in so many scopes. */
export const SERIES = REGIONS.length * SCOPES;
const MINUTES = 2;

/** What a batch adds to the totals, to be compared with what the store says. */
export type Expected = { n: number; num: number };

/**
 * Observations of one indicator over 210 series in the two minutes before `now`, as living feeds send them, in batches of `size`; `tag` keeps the ids
 * of different runs apart. o.sum keeps one series an event, o.count three.
 */
export function observations(indicator: 'o.sum' | 'o.count', total: number, size: number, now: number, tag: string): object[][] {
  const batches: object[][] = [];
  for (let i = 0; i < total; i++) {
    if (i % size === 0) batches.push([]);
    const series = (i * 7919) % SERIES;
    (batches.at(-1) as object[]).push({
      specversion: '1.0',
      id: `${tag}-${i.toString(36).padStart(6, '0')}`,
      source: `urn:bench:${indicator}`,
      type: 'cn.tongguan.indicator.observed.v1',
      time: new Date(now - ((i * 31) % (MINUTES * 60)) * 1000).toISOString(),
      data: {
        indicator,
        region: REGIONS[series % REGIONS.length],
        value: amountOf(i),
        scope: `s${Math.floor(series / REGIONS.length)}`,
        ...(indicator === 'o.count' ? { dims: { line: 'a', kind: 'b' } } : {}),
      },
    });
  }
  return batches;
}

const amountOf = (i: number) => (i % 97) + 1;

/** Sum of the values of `total` observations. */
export function sumOf(total: number): number {
  let sum = 0;
  for (let i = 0; i < total; i++) sum += amountOf(i);
  return sum;
}

/** The same events as lines of COPY's text format, with the columns of a raw event. */
export function copyLines(batches: readonly object[][], now: number): string {
  const got = new Date(now).toISOString();
  const lines: string[] = [];
  for (const e of batches.flat() as { id: string; time: string; data: { region: string; scope: string } }[]) {
    const series = REGIONS.indexOf(e.data.region) + REGIONS.length * Number(e.data.scope.slice(1));
    lines.push(`1\t${e.id}\t${series}\t${e.time}\t${got}\t${JSON.stringify(e.data)}\n`);
  }
  return lines.join('');
}

export const BARE_TABLE = 'create table bare (source int, id text, series int, at timestamptz, got timestamptz, data jsonb)';

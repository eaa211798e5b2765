import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tongguan } from '../fixtures/feed.ts';
import type { ProductServer } from '../fixtures/server.ts';
import { observed } from './events.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** The profiles' zone, which has no summer time. */
const ZONE = 8 * HOUR;

/**
 * Imports four weeks of usual hours round the present hour, `perHour` tickets in each region and hour, so that the
 * screens know what to expect; and today as usual, so that nothing is abnormal. Call before a page reads it.
 */
export async function importUsualHours(server: ProductServer, regions: readonly string[], perHour: number): Promise<void> {
  const now = Date.now();
  const hour = Math.floor(now / HOUR) * HOUR;
  const midnight = Math.floor((now + ZONE) / DAY) * DAY - ZONE;
  // Of the usual hours of today, those that are over, beside the last sixty minutes.
  const expected = perHour * ((now - hour) / HOUR + (hour - HOUR >= midnight ? 1 : 0));
  const earlier = { at: now - 75 * MINUTE, count: Math.round(expected - perHour) };
  const events = regions.flatMap((region) => {
    const past = [1, 2, 3, 4].flatMap((week) => [-1, 0, 1].map((step) => observed(region, perHour, hour - week * WEEK + step * HOUR + MINUTE)));
    const today = earlier.count > 0 && earlier.at >= midnight ? [observed(region, earlier.count, earlier.at)] : [];
    return [...past, ...today, observed(region, perHour, now - 10 * MINUTE)];
  });
  await importEvents(server, 'indicator', events);
}

/** Imports whole events by the command line. */
export async function importEvents(server: ProductServer, kind: string, events: readonly object[]): Promise<void> {
  const file = join(server.dataDir, 'events.ndjson');
  const source = `urn:test:import-${kind}`;
  await writeFile(file, events.map((event, i) => JSON.stringify({ specversion: '1.0', id: `import-${i}`, source, ...event })).join('\n'));
  const printed = await tongguan(server, ['import', kind, file]);
  await rm(file);
  if (!printed.includes(`accepted ${events.length}, duplicate 0, rejected 0`)) throw new Error(`not everything was imported: ${printed}`);
}

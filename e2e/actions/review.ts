import { makeCall } from '../../db/seed/events.ts';
import type { TestEvent, TestFeed } from '../fixtures/feed.ts';
import type { City } from './events.ts';

const HOURS_8 = 8 * 3_600_000;

/** Start of the month so many months before the one that an instant lies in, in a zone eight hours ahead of Greenwich. */
export function monthBack(now: number, back: number): number {
  const local = new Date(now + HOURS_8);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - back, 1) - HOURS_8;
}

/** Of each city and month: how many called, and how many were answered. */
export type CallsOf = (city: City, i: number, back: number) => { offered: number; answered: number };

/** Months of calls, the newest first, one report a city on the tenth. */
export function monthsOfCalls(cities: readonly City[], now: number, months: number, of: CallsOf): TestEvent[] {
  return Array.from({ length: months }, (_, b) => b + 1).flatMap((back) =>
    cities.map((city, i): TestEvent => {
      const at = monthBack(now, back) + 9 * 86_400_000;
      const { offered, answered } = of(city, i, back);
      const window = { from: new Date(at - 60_000).toISOString(), to: new Date(at).toISOString() };
      const data = { region: city.adcode, window, offered, answered, answeredIn15s: Math.round(answered * 0.9), abandoned: offered - answered };
      return { type: 'cn.tongguan.call.counted.v1', time: new Date(at).toISOString(), data: makeCall(data).data };
    }),
  );
}

export type Told = { indicator: string; region: string; period: string; status?: string; value?: number; numerator?: number; denominator?: number };

/** Values of a year that a body reports by hand. */
export const reports = (list: readonly Told[], at: number): TestEvent[] =>
  list.map((data) => ({ type: 'cn.tongguan.indicator.observed.v1', time: new Date(at).toISOString(), data }));

/** Posts events in batches; throws on the first that is refused. */
export async function postAll(feed: TestFeed, events: readonly TestEvent[]): Promise<void> {
  for (let i = 0; i < events.length; i += 500) {
    const answer = await feed.post(events.slice(i, i + 500));
    if (answer.rejected.length > 0 || answer.status !== 200) throw new Error(JSON.stringify(answer));
  }
}

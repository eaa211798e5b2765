import { describe, expect, it } from 'vitest';
import { madeProvince } from '../../../db/seed/scenarios/made-province.ts';
import { MINUTE } from '../../core/indicator/window.ts';
import { firstPast, firstPlan } from './history.ts';
import type { LiveFeed, SimEvent } from './parts.ts';
import { type PostAnswer, runLive } from './run-live.ts';
import { Simulator } from './simulator.ts';

const START = Date.parse('2026-03-11T11:23:00+08:00');
const make = (): Simulator => new Simulator({ parts: madeProvince, seed: 7, start: START, past: firstPast(firstPlan(START)) });

/** Runs one feed on a clock that the waits move; `post` decides the answers. */
async function run(feed: LiveFeed, until: number, post: (events: SimEvent[], at: number) => PostAnswer, jump: (at: number) => number = (at) => at) {
  let at = START;
  const stop = new AbortController();
  const got: { at: number; event: SimEvent }[] = [];
  const skips: { from: number; to: number }[] = [];
  const refused: number[] = [];
  let sent = 0;
  await runLive({
    sim: make(),
    from: START,
    feeds: [feed],
    signal: stop.signal,
    now: () => at,
    wait: async (ms) => {
      at = jump(at + ms);
      if (at >= until) stop.abort();
    },
    post: async (_feed, events) => {
      const answer = post(events, at);
      if (answer.kind === 'taken') for (const event of events) got.push({ at, event });
      return answer;
    },
    onSkip: (_feed, from, to) => skips.push({ from, to }),
    onRefused: (_feed, count) => refused.push(count),
    onSent: (_feed, through) => {
      sent = through;
    },
  });
  return { got, skips, refused, sent };
}

const taken = (): PostAnswer => ({ kind: 'taken' });

describe('the live driver', () => {
  it('sends each event once, within a second of its time', async () => {
    const { got, sent } = await run('tickets', START + 5 * MINUTE, taken);
    const expected = make().events('tickets', START, START + 5 * MINUTE);
    expect(got.map((x) => x.event)).toEqual(expected.slice(0, got.length));
    expect(got.length).toBeGreaterThan(expected.length - 10);
    for (const x of got) {
      const late = x.at - Date.parse(x.event.time);
      expect(late >= 0 && late <= 1000).toBe(true);
    }
    expect(sent).toBeGreaterThan(START + 4 * MINUTE);
  });

  it('repeats the same batch when pushed back, after the time it was told, and drops nothing', async () => {
    let asked = 0;
    const first: string[][] = [];
    const { got } = await run('calls', START + 4 * MINUTE, (events) => {
      asked++;
      if (asked <= 3) first.push(events.map((e) => e.id));
      return asked <= 2 ? { kind: 'retry', afterMs: 5000 } : taken();
    });
    expect(first[1]).toEqual(first[0]);
    expect(first[2]).toEqual(first[0]);
    expect(got.map((x) => x.event)).toEqual(
      make()
        .events('calls', START, START + 4 * MINUTE)
        .slice(0, got.length),
    );
    expect((got[0]?.at ?? 0) - Date.parse(got[0]?.event.time ?? '')).toBeGreaterThanOrEqual(10_000);
  });

  it('treats a door that throws as one that pushes back', async () => {
    let asked = 0;
    const { got } = await run('trade', START + 2 * MINUTE, () => {
      if (++asked === 1) throw new Error('connection refused');
      return taken();
    });
    expect(got.map((x) => x.event)).toEqual(
      make()
        .events('trade', START, START + 2 * MINUTE)
        .slice(0, got.length),
    );
  });

  it('after a long sleep catches up ten minutes and says what it skipped', async () => {
    let slept = false;
    const wake = START + 2 * MINUTE + 3 * 60 * MINUTE;
    const { got, skips } = await run('tickets', wake + 30 * MINUTE, taken, (at) => {
      if (slept || at < START + 2 * MINUTE) return at;
      slept = true;
      return wake;
    });
    expect(skips).toHaveLength(1);
    const { from, to } = skips[0] ?? { from: 0, to: 0 };
    expect(wake - to).toBeLessThan(11 * MINUTE);
    const reported = got.filter((x) => x.event.type.includes('reported'));
    expect(reported.some((x) => Date.parse(x.event.time) >= from && Date.parse(x.event.time) < to)).toBe(false);
    const minutes = new Set(reported.map((x) => Number.parseInt(x.event.id.split('-')[1] ?? '', 36) * MINUTE));
    for (const x of got) {
      const ref: unknown = Reflect.get(x.event.data, 'ticketRef');
      if (ref === undefined) continue;
      const minute = Number.parseInt(String(Reflect.get(Object(ref), 'id')).split('-')[1] ?? '', 36) * MINUTE;
      expect(minute < START || minutes.has(minute)).toBe(true);
    }
  });

  it('goes on when refused, and counts it', async () => {
    const { got, refused } = await run('calls', START + 3 * MINUTE, (_e, at) => (at < START + MINUTE ? { kind: 'refused', reason: 'HTTP 403' } : taken()));
    expect(refused.length).toBeGreaterThan(0);
    expect(got.length).toBeGreaterThan(5);
    expect(got.length + refused.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(15);
  });
});

import { expect, test } from 'vitest';
import { zoneOffset } from '../core/indicator/window.ts';
import { candidates, isDue } from '../services/rollup/retain.ts';
import { type Clock, nextPause, startSchedule } from './schedule.ts';
import { isNightlyDue } from './sweeps.ts';

/** A clock that only moves when it is told to. */
function handClock() {
  let now = 0;
  let timers: { at: number; fn: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, fn) => {
      const timer = { at: now + ms, fn };
      timers.push(timer);
      return () => (timers = timers.filter((t) => t !== timer));
    },
    random: () => 0.5,
  };
  const settle = () => new Promise((done) => setImmediate(done));
  const forward = async (ms: number) => {
    const end = now + ms;
    for (;;) {
      const due = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      now = due.at;
      timers = timers.filter((t) => t !== due);
      due.fn();
      await settle();
    }
    now = end;
    await settle();
  };
  return { clock, forward, waiting: () => timers.length };
}
const silent = { error: () => {} };

test('a job runs once an interval and never beside itself', async () => {
  const { clock, forward } = handClock();
  let runs = 0;
  let end = () => {};
  const schedule = startSchedule(
    [
      {
        name: 'slow',
        everyMs: 1_000,
        run: () =>
          new Promise<void>((done) => {
            runs += 1;
            end = done;
          }),
      },
    ],
    silent,
    clock,
  );
  await forward(5_000);
  expect(runs).toBe(1);
  end();
  await forward(0);
  await forward(1_000);
  expect(runs).toBe(2);
  end();
  await schedule.stop();
});

test('what a job throws is logged, and it runs again', async () => {
  const { clock, forward } = handClock();
  const logged: string[] = [];
  let runs = 0;
  const bad = { name: 'bad', everyMs: 1_000, run: async () => Promise.reject(new Error(`no ${++runs}`)) };
  const schedule = startSchedule(
    [
      bad,
      {
        ...bad,
        name: 'thrown',
        run: () => {
          throw new Error('at once');
        },
      },
    ],
    { error: (fields, message) => void logged.push(`${message}: ${(fields as { err: Error }).err.message}`) },
    clock,
  );
  await forward(2_500);
  expect(logged).toEqual(['bad failed: no 1', 'thrown failed: at once', 'bad failed: no 2', 'thrown failed: at once']);
  await schedule.stop();
});

test('stop waits for what runs, tells it, and lets nothing start again', async () => {
  const { clock, forward, waiting } = handClock();
  const seen: string[] = [];
  let end = () => {};
  const schedule = startSchedule(
    [
      {
        name: 'long',
        everyMs: 1_000,
        run: async ({ stopping }) => {
          await new Promise<void>((done) => (end = done));
          seen.push(`ended, stopping ${stopping()}`);
        },
      },
      { name: 'other', everyMs: 60_000, run: async () => void seen.push('other') },
    ],
    silent,
    clock,
  );
  await forward(1_000);
  const stopped = schedule.stop().then(() => seen.push('stopped'));
  await forward(0);
  expect(seen).toEqual([]);
  end();
  await stopped;
  expect([seen, waiting()]).toEqual([['ended, stopping true', 'stopped'], 0]);
  await forward(120_000);
  expect(seen).toHaveLength(2);
});

test('pauses differ by a tenth', () => {
  expect([0, 0.5, 1].map((r) => nextPause(60_000, r))).toEqual([54_000, 60_000, 66_000]);
});

test('the nightly work is done once a night, and made up for', () => {
  const zone = zoneOffset('Asia/Shanghai');
  const at = (text: string) => Date.parse(`2026-03-${text}+08:00`);
  expect(isNightlyDue(null, at('10T12:00'), zone)).toBe(false);
  expect(isNightlyDue(null, at('10T02:00'), zone)).toBe(true);
  expect(isNightlyDue(at('10T02:00'), at('10T05:59'), zone)).toBe(false);
  expect(isNightlyDue(at('10T05:00'), at('11T02:00'), zone)).toBe(true);
  expect(isNightlyDue(at('09T02:00'), at('10T12:00'), zone)).toBe(true);
});

test('raw months go by their last arrival, never by the time of their events', () => {
  const now = Date.UTC(2026, 2, 10);
  const month = (y: number, m: number) => ({ name: `event_${y}`, from: Date.UTC(y, m - 1), to: Date.UTC(y, m) });
  expect(candidates([month(2026, 3), month(2025, 12), month(2019, 1), month(2025, 1)], now, 400).map((p) => p.name)).toEqual(['event_2019', 'event_2025']);
  expect([isDue(now - 401 * 86_400_000, now, 400), isDue(now - 399 * 86_400_000, now, 400), isDue(null, now, 400)]).toEqual([true, false, true]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HistoryLoader } from './history-loader.ts';
import { NowClock } from './now-clock.ts';
import { throttled } from './throttled.ts';

beforeEach(() => vi.useFakeTimers({ now: 1_000_250 }));
afterEach(() => vi.useRealTimers());

test('a number changes at most once a second, the first time at once, the last value always', () => {
  let change = (): void => undefined;
  let calls = 0;
  const end = throttled(
    (fn) => {
      change = fn;
      return () => undefined;
    },
    () => calls++,
    1000,
  );
  change();
  expect(calls).toBe(1);
  for (let i = 0; i < 100; i++) change();
  vi.advanceTimersByTime(999);
  expect(calls).toBe(1);
  vi.advanceTimersByTime(1);
  expect(calls).toBe(2);
  vi.advanceTimersByTime(5000);
  expect(calls).toBe(2);
  change();
  expect(calls).toBe(3);
  change();
  end();
  vi.advanceTimersByTime(5000);
  expect(calls).toBe(3);
});

test('one clock ticks on whole seconds of server time', () => {
  const clock = new NowClock(() => Date.now() + 100);
  const heard: number[] = [];
  clock.subscribe(() => heard.push(clock.read()));
  clock.start();
  vi.advanceTimersByTime(649);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual([1_001_000]);
  vi.advanceTimersByTime(3000);
  expect(heard).toHaveLength(4);
  clock.stop();
  vi.advanceTimersByTime(3000);
  expect(heard).toHaveLength(4);
});

test('histories are fetched in batches: the first soon, refreshes later, failures again', async () => {
  const fetched: string[][] = [];
  const set: [string, boolean][] = [];
  let again = 0;
  let down = false;
  const history = { ringFrom: 0, bucketMinutes: 10 as const, regions: [], buckets: [], prior: { today: [], month: [], year: [] } };
  const loader = new HistoryLoader({
    fetch: async (topics) => {
      fetched.push(topics.map((t) => t.key));
      if (down) throw new Error('down');
      return Object.fromEntries(topics.map((t) => [t.key, history]));
    },
    set: (key, h) => void set.push([key, h !== null]),
    again: () => void again++,
    random: () => 0.5,
  });
  loader.want([{ key: 'a', ringFrom: 0 }]);
  loader.want([{ key: 'b', ringFrom: 0 }]);
  await vi.advanceTimersByTimeAsync(30);
  expect(fetched).toEqual([['a', 'b']]);
  down = true;
  loader.want([{ key: 'a', ringFrom: 10 }]);
  await vi.advanceTimersByTimeAsync(1999);
  expect(fetched).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(fetched[1]).toEqual(['a']);
  expect(set).toEqual([
    ['a', true],
    ['b', true],
    ['a', false],
  ]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(again).toBe(1);
});

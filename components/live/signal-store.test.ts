import { describe, expect, test } from 'vitest';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import type { TopicsAnswer } from '../../server/wire/live.ts';
import { encodeSegment, joinSegments, makeColumns } from '../../server/wire/signal-codec.ts';
import { type History, SignalStore } from './signal-store.ts';

const START = Date.parse('2026-03-10T04:00:30Z');
const M = Math.floor(START / 60_000);

function rig() {
  let now = START;
  let frame: (() => void) | null = null;
  const asked: { key: string; ringFrom: number }[][] = [];
  const store = new SignalStore({
    now: () => now,
    raf: (fn) => {
      expect(frame).toBeNull();
      frame = fn;
    },
    offset: zoneOffset('Asia/Shanghai'),
    needHistory: (t) => void asked.push(t),
  });
  const paint = () => {
    const fn = frame;
    frame = null;
    fn?.();
  };
  return { store, asked, paint, pass: (ms: number) => (now += ms), now: () => now };
}

const answer = (...keys: string[]): TopicsAnswer => ({
  hub: 'h',
  seq: 10,
  refused: [],
  topics: keys.map((key, i) => ({ key, id: i + 1, regions: ['p', 'c'], fold: 'sum' })),
});

function segment(topic: number, cells: [region: number, minute: number, num: number][], snapshot = false): Uint8Array {
  const c = makeColumns(cells.length + 1);
  c.count = cells.length;
  cells.forEach(([region, minute, num], i) => {
    c.region[i] = region;
    c.minute[i] = minute;
    c.n[i] = 1;
    c.num[i] = num;
  });
  return encodeSegment(topic, c, snapshot);
}

const history = (ringFrom: number, today: number): History => ({
  ringFrom,
  bucketMinutes: 10,
  regions: ['c', 'p'],
  buckets: [[], [{ at: ringFrom - 10, n: 1, num: 5, den: 0 }]],
  prior: {
    today: [
      { n: 9, num: 9, den: 0 },
      { n: 1, num: today, den: 0 },
    ],
    month: [],
    year: [],
  },
});

describe('cells', () => {
  test('listeners of changed keys run once per frame, others not at all', () => {
    const { store, paint } = rig();
    const heard: string[] = [];
    store.grant(answer('a', 'b'), false);
    store.subscribe('a', () => heard.push('a'));
    store.subscribe('b', () => heard.push('b'));
    for (let i = 0; i < 5; i++) store.push({ seq: i, body: segment(1, [[0, M, i]]) });
    expect(heard).toEqual([]);
    paint();
    expect(heard).toEqual(['a']);
    store.push({ seq: 9, body: joinSegments([segment(1, [[0, M, 1]]), segment(2, [[0, M, 1]]), segment(77, [[0, M, 1]])]) });
    paint();
    expect(heard).toEqual(['a', 'a', 'b']);
  });

  test('a figure keeps its identity until its value changes', () => {
    const { store, now } = rig();
    store.grant(answer('a'), false);
    store.push({
      seq: 1,
      body: segment(1, [
        [0, M, 4],
        [1, M, 3],
        [0, M - 30, 2],
      ]),
    });
    const figure = store.figure('a', 'p', 'PT10M', now());
    expect(figure).toEqual({ n: 1, num: 4, den: 0 });
    store.push({ seq: 2, body: segment(1, [[1, M, 9]]) });
    expect(store.figure('a', 'p', 'PT10M', now())).toBe(figure);
    store.push({ seq: 3, body: segment(1, [[0, M, 4]]) });
    expect(store.figure('a', 'p', 'PT10M', now())).toBe(figure);
    store.push({ seq: 4, body: segment(1, [[0, M, 5]]) });
    expect(store.figure('a', 'p', 'PT10M', now())).toEqual({ n: 1, num: 5, den: 0 });
    expect(store.figure('a', 'p', 'PT1H', now())).toEqual({ n: 2, num: 7, den: 0 });
    expect(store.figure('a', 'x', 'PT1H', now())).toBeNull();
    expect(store.lastMinute('a', 'p')).toBe(M);
  });

  test('a new minute moves the windows', () => {
    const { store, paint, pass, now } = rig();
    store.grant(answer('a'), false);
    store.push({ seq: 1, body: segment(1, [[0, M - 9, 4]]) });
    store.tick();
    paint();
    let heard = 0;
    store.subscribe('a', () => heard++);
    store.tick();
    pass(60_000);
    store.tick();
    paint();
    expect(heard).toBe(1);
    expect(store.figure('a', 'p', 'PT10M', now())).toEqual({ n: 0, num: 0, den: 0 });
  });

  test('[S9] a snapshot replaces what was held', () => {
    const { store, now } = rig();
    store.grant(answer('a'), false);
    store.push({
      seq: 1,
      body: segment(1, [
        [0, M, 4],
        [0, M - 1, 4],
      ]),
    });
    store.push({ seq: 2, body: segment(1, [[0, M, 1]], true) });
    expect(store.figure('a', 'p', 'PT10M', now())).toEqual({ n: 1, num: 1, den: 0 });
  });

  test('memory stays bounded over days', () => {
    const { store, pass } = rig();
    store.grant(answer('a'), false);
    store.setHistory('a', history(M - (M % 10) - 170, 0));
    for (let i = 0; i < 4000; i++) {
      store.push({ seq: i, body: segment(1, [[0, M + i, 1]]) });
      pass(60_000);
    }
    expect(store.series('a', 'p', 1, 0, 1e9).length).toBeLessThan(200);
    expect(store.series('a', 'p', 10, 0, 1e9).length).toBeLessThan(170);
  });
});

describe('[S7] history', () => {
  test('is asked for once per topic, again after a notice or a late row', () => {
    const { store, asked } = rig();
    store.grant(answer('a', 'b'), false);
    expect(asked).toEqual([
      [
        { key: 'a', ringFrom: expect.any(Number) },
        { key: 'b', ringFrom: expect.any(Number) },
      ],
    ]);
    const ringFrom = asked[0]?.[0]?.ringFrom as number;
    expect(ringFrom % 10).toBe(0);
    store.historyChanged([1]);
    expect(asked).toHaveLength(1);
    store.setHistory('a', history(ringFrom, 1));
    expect(asked[1]).toEqual([{ key: 'a', ringFrom }]);
    store.setHistory('a', history(ringFrom, 1));
    store.push({ seq: 1, body: segment(1, [[0, ringFrom - 1, 3]]) });
    expect(asked[2]?.[0]?.key).toBe('a');
    store.grant(answer('a', 'b', 'c'), true);
    expect(asked[3]?.map((a) => a.key)).toEqual(['c']);
    store.setHistory('a', history(ringFrom, 1));
    store.setHistory('b', history(ringFrom, 1));
    store.grant(answer('a', 'b'), false);
    expect(asked[4]?.map((a) => a.key)).toEqual(['a', 'b']);
  });

  test('regions are matched by code, and today is history plus ring', () => {
    const { store, asked, now } = rig();
    store.grant(answer('a'), false);
    store.push({ seq: 1, body: segment(1, [[0, M, 4]]) });
    expect(store.figure('a', 'p', 'today', now())).toBeNull();
    store.setHistory('a', history(asked[0]?.[0]?.ringFrom as number, 100));
    expect(store.figure('a', 'p', 'today', now())).toEqual({ n: 2, num: 104, den: 0 });
    expect(store.figure('a', 'p', 'PT24H', now())).toEqual({ n: 2, num: 9, den: 0 });
    expect(store.figure('a', 'c', 'today', now())).toEqual({ n: 9, num: 9, den: 0 });
  });

  test('minutes are not absorbed while history is on its way; a failure is asked again', () => {
    const { store, asked, pass, now } = rig();
    store.grant(answer('a'), false);
    const ringFrom = asked[0]?.[0]?.ringFrom as number;
    store.push({ seq: 1, body: segment(1, [[0, ringFrom + 1, 4]]) });
    pass(20 * 60_000);
    store.push({ seq: 2, body: segment(1, [[0, M + 20, 1]]) });
    store.setHistory('a', history(ringFrom, 100));
    expect(store.figure('a', 'p', 'today', now())?.num).toBe(105);
    store.push({ seq: 3, body: segment(1, [[0, M + 20, 2]]) });
    expect(store.figure('a', 'p', 'today', now())?.num).toBe(106);
    store.historyChanged([1]);
    store.setHistory('a', null);
    expect(asked).toHaveLength(2);
    store.askHistory();
    expect(asked).toHaveLength(3);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absorb, emptyRegion, type Fold, figure, type History, type Parts, regionAdds, ringStart, series, setRegionHistory, timeFold } from './live-window.ts';
import { MINUTE, periodStart, type WindowName, windowSpan, zoneOffset } from './window.ts';

const WINDOWS: WindowName[] = ['PT10M', 'PT1H', 'PT24H', 'today', 'month', 'year'];
const RING = 180;

/** Every minute that ever was, summed the plain way. */
class Naive {
  readonly minutes = new Map<number, Parts>();

  fold(from: number, to: number, fold: Fold): Parts {
    const out: Parts = { n: 0, num: 0, den: 0 };
    for (const [minute, p] of [...this.minutes].sort(([a], [b]) => a - b)) {
      if (minute < from || minute >= to) continue;
      out.n += p.n;
      out.num = fold === 'sum' ? out.num + p.num : p.num;
      out.den = fold === 'sum' ? out.den + p.den : p.den;
    }
    return out;
  }

  history(ringFrom: number, now: number, fold: Fold, offset: (at: number) => number): History {
    const first = Math.floor(now / MINUTE) - 24 * 60 - 20;
    const buckets = [];
    for (let at = first - (first % 10); at < ringFrom; at += 10) {
      if ([...this.minutes.keys()].some((m) => m >= at && m < at + 10)) buckets.push({ at, ...this.fold(at, at + 10, fold) });
    }
    const prior = (grain: 'day' | 'month' | 'year') => [this.fold(periodStart(now, grain, offset) / MINUTE, ringFrom, fold)];
    return {
      ringFrom,
      bucketMinutes: 10,
      regions: ['r'],
      buckets: [buckets],
      prior: { today: prior('day'), month: prior('month'), year: prior('year') },
      at: now,
    };
  }
}

const STARTS = [
  '2026-03-10T04:00:00Z',
  '2026-12-31T13:30:00Z',
  '2026-02-28T14:10:00Z',
  '2024-02-29T12:00:00Z',
  '2026-03-28T21:00:00Z',
  '2026-10-24T22:00:00Z',
].map(Date.parse);
const step = fc.record({
  pass: fc.integer({ min: 0, max: 40 }),
  back: fc.integer({ min: -2, max: 150 }),
  n: fc.integer({ min: 0, max: 50 }),
  num: fc.integer({ min: -1000, max: 1000 }),
  reload: fc.integer({ min: 0, max: 30 }),
});

describe('[S11] the same minutes as on the server', () => {
  for (const fold of ['sum', 'last'] as const) {
    for (const zone of ['Asia/Shanghai', 'Europe/Berlin']) {
      test(`${fold}, ${zone}`, () => {
        const offset = zoneOffset(zone);
        fc.assert(
          fc.property(fc.constantFrom(...STARTS), fc.array(step, { minLength: 5, maxLength: 60 }), (start, steps) => {
            let now = start;
            const naive = new Naive();
            for (let m = 0; m < 2000; m += 7) naive.minutes.set(Math.floor(now / MINUTE) - 200 - m, { n: 1, num: m, den: 2 });
            const live = emptyRegion(ringStart(now, RING));
            setRegionHistory(live, naive.history(live.ringFrom, now, fold, offset), 0, now, offset);
            for (const s of steps) {
              now += s.pass * MINUTE;
              const minute = Math.floor(now / MINUTE) - s.back;
              if (minute >= live.ringFrom) {
                const parts = { n: s.n, num: s.num, den: 3 };
                naive.minutes.set(minute, parts);
                live.cells.set(minute, parts.n, parts.num, parts.den);
              }
              absorb(live, ringStart(now, RING), fold, offset);
              if (s.reload === 0) setRegionHistory(live, naive.history(live.ringFrom, now, fold, offset), 0, now, offset);
              for (const w of WINDOWS) {
                const span = windowSpan(w, now, offset);
                expect({ w, ...figure(live, w, now, fold, offset) }).toEqual({ w, ...naive.fold(span.from / MINUTE, span.to / MINUTE, fold) });
              }
            }
            const to = Math.floor(now / MINUTE) + 1;
            for (const p of series(live, 10, to - 1440 - (to % 10), to, fold)) {
              const { at, ...parts } = p;
              expect({ at, ...naive.fold(at, Math.min(at + 10, to), fold) }).toEqual({ at, ...parts });
            }
          }),
          { numRuns: 40 },
        );
      });
    }
  }
});

test('[S11] a window that reaches behind the ring is unknown until its history is there', () => {
  const offset = zoneOffset('Asia/Shanghai');
  const now = Date.parse('2026-03-10T04:00:00Z');
  const live = emptyRegion(ringStart(now, RING));
  expect(WINDOWS.map((w) => figure(live, w, now, 'sum', offset) === null)).toEqual([false, false, true, true, true, true]);
  const early = Date.parse('2026-12-31T16:30:00Z');
  const fresh = emptyRegion(ringStart(early, RING));
  expect(figure(fresh, 'year', early, 'sum', offset)).toEqual({ n: 0, num: 0, den: 0 });
});

test('buckets older than a day are dropped', () => {
  const offset = zoneOffset('Asia/Shanghai');
  const live = emptyRegion(0);
  for (let m = 0; m < 5000; m++) {
    live.cells.set(m, 1, 1, 0);
    if (m % 10 === 0) absorb(live, m - 180, 'sum', offset);
  }
  expect(live.cells.length).toBeLessThan(200);
  expect(live.buckets.length).toBeLessThan(150);
});

test('what adds', () => {
  const rules = (kind: 'ratio' | 'gauge' | 'count', region: 'add' | 'none', time: 'add' | 'last' | 'none') => ({ kind, additivity: { region, time } });
  expect([
    regionAdds(rules('ratio', 'none', 'none')),
    regionAdds(rules('gauge', 'add', 'last')),
    regionAdds(rules('gauge', 'none', 'last')),
    regionAdds(rules('count', 'add', 'add')),
  ]).toEqual([true, true, false, true]);
  expect([timeFold(rules('ratio', 'none', 'none')), timeFold(rules('gauge', 'add', 'last')), timeFold(rules('count', 'add', 'add'))]).toEqual([
    'sum',
    'last',
    'sum',
  ]);
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { derive, deriveObserved, indexDerivations } from '../core/indicator/derive.ts';
import { parseMap } from '../ingest/import/map-file.ts';
import { rowMapper } from '../ingest/import/map-row.ts';
import { EVENT_DATA } from '../wire/events.ts';
import { loadProfile } from './load.ts';

const shipped = fileURLToPath(new URL('../../db/profiles', import.meta.url));
const REVIEWED = 'cn.tongguan.review.submitted.v1';
/** Made up, in the shape of a published month: nearly all full marks, a rest in every level. */
const COUNTS = { 非常满意: 99_700, 满意: 240, 基本满意: 50, 不满意: 4, 非常不满意: 6 };
const TOTAL = 100_000;

const mapper = rowMapper(parseMap('review-counts', readFileSync(`${shipped}/mappings/review-counts.json`, 'utf8'), 'review'));
const rows = Object.entries(COUNTS).map(([level, count], i) => ({ row_id: `r${i}`, at: '2026-01-31', region: '990000', level, count: String(count) }));

/** What the rows of a file add to each indicator's whole, and to its parts by level. */
function counted(profile: string) {
  const indicators = loadProfile(shipped, profile).indicators;
  const index = indexDerivations(indicators);
  const sums = new Map<string, { num: number; den: number }>();
  for (const row of rows) {
    const mapped = mapper(row);
    if (!('drafts' in mapped)) throw new Error(JSON.stringify(mapped));
    const [draft] = mapped.drafts;
    const data = EVENT_DATA[REVIEWED].parse(draft?.data);
    for (const { indicator, dims, num, den } of derive(index, REVIEWED, data)) {
      const key = [indicator, ...Object.entries(dims).map((d) => d.join('='))].join(' ');
      const sum = sums.get(key) ?? { num: 0, den: 0 };
      sums.set(key, { num: sum.num + num, den: sum.den + den });
    }
  }
  return { indicators, sums };
}

describe.each([
  ['guangdong', [10, 8, 6, 3, 0]],
  ['fujian', [5, 4, 3, 2, 1]],
] as const)('%s', (profile, scores) => {
  test('a month of counts, a row a level, gives score, rates and levels by the profile’s scores', () => {
    const { sums } = counted(profile);
    const points = Object.values(COUNTS).reduce((sum, n, i) => sum + n * (scores[i] ?? 0), 0);
    expect(sums.get('review.score')).toEqual({ num: points, den: TOTAL });
    expect(sums.get('review.good-rate')).toEqual({ num: TOTAL - 10, den: TOTAL });
    expect(sums.get('review.bad')?.num).toBe(10);
    expect(sums.get('review.count')?.num).toBe(TOTAL);
    expect(sums.get('review.active-rate')).toEqual({ num: TOTAL, den: 0 });
    for (const [level, count] of Object.values(COUNTS).map((n, i) => [5 - i, n])) expect(sums.get(`review.count level=${level}`)?.num).toBe(count);
    // Every rate is told apart by channel and department, and what is bad by item, with the same parts.
    for (const key of ['review.score channel=-', 'review.score department=-', 'review.good-rate item=-', 'review.active-rate department=-'])
      expect(sums.get(key)).toEqual(sums.get(key.split(' ')[0] ?? ''));
    expect([...sums.keys()].filter((k) => k.startsWith('review.defaulted') || k.startsWith('review.published'))).toEqual([]);
  });

  test('defaults are kept apart, and matters that were closed are the rest of the active rate', () => {
    const index = indexDerivations(loadProfile(shipped, profile).indicators);
    const codes = (data: Record<string, unknown>) => new Set(derive(index, REVIEWED, data).map((c) => c.indicator));
    const review = { item: 'i', department: 'd', channel: 'online', level: 3, isDefault: true };
    expect([...codes(review)]).toEqual(['review.defaulted']);
    const closed = derive(index, 'cn.tongguan.service.handled.v1', { item: 'i', department: 'd', channel: 'online', outcome: 'closed', count: 7 });
    expect(closed.find((c) => c.indicator === 'review.active-rate')).toMatchObject({ num: 0, den: 7 });
  });

  test('what was published stands in rows of its own that nothing is added to; orders are not bad reviews', () => {
    const { indicators } = counted(profile);
    const of = (code: string) => {
      const row = indicators.find((r) => r.code === code);
      if (!row) throw new Error(`${code} is missing`);
      return row;
    };
    for (const code of ['review.published-count', 'review.published-score'])
      expect(of(code)).toMatchObject({ kind: 'manual', from: [], additivity: { region: 'none' } });
    expect(deriveObserved(of('review.published-count'), { value: 103_000 })).toMatchObject([{ num: 103_000, den: 0 }]);
    expect(deriveObserved(of('review.published-score'), { value: 9.9 })).toMatchObject([{ num: 990 }]);
    expect(deriveObserved(of('review.orders'), { value: 8 })).toMatchObject([{ indicator: 'review.orders', num: 8 }]);
    expect(deriveObserved(of('review.ontime-rate'), { numerator: 8, denominator: 8 })).toMatchObject([{ num: 8, den: 8 }]);
  });
});

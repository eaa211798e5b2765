import { describe, expect, it } from 'vitest';
import type { FigureValue } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { expectedRatio, show } from './shown.ts';

const MIN = 60_000;
const now = 1_000 * MIN;
const row = (more: Partial<IndicatorRow> = {}) =>
  ({
    kind: 'count',
    scale: 0,
    display: { decimals: 0, factor: 1 },
    additivity: { region: 'add', time: 'add' },
    cadence: 'PT1M',
    direction: 'down',
    aliveBy: null,
    ...more,
  }) as IndicatorRow;
const base = (more: Partial<FigureValue> = {}) =>
  ({
    value: 100,
    num: 100,
    den: 0,
    records: 100,
    state: 'fresh',
    asOf: now,
    arrivedAt: now,
    expected: { low: 80, high: 120 },
    coverage: null,
    notReported: false,
    cadenceMs: 60_000,
    ...more,
  }) as FigureValue;
const live = (n: number, at: number | null = now) => ({ n, num: n, den: 0, at });

describe('show', () => {
  it('shows live totals over the last answer and judges them', () => {
    const s = show(row(), base(), live(200), now);
    expect([s.value, s.state, s.judgement?.severity, s.live]).toEqual([200, 'fresh', 2, true]);
  });
  it('keeps the answer while the live lane is empty', () => expect(show(row(), base(), live(0, null), now).value).toBe(100));
  it('ages by the interval of its feed where the answer says one', () => {
    expect(show(row(), base({ cadenceMs: 3_600_000, arrivedAt: now - 30 * 60_000 }), null, now).state).toBe('fresh');
    expect(show(row(), base({ cadenceMs: 5_000, arrivedAt: now - 12_000 }), null, now).state).toBe('stale');
  });
  it.each([
    [0.5, 'fresh'],
    [1.5, 'late'],
    [3, 'stale'],
    [6, 'dead'],
  ] as const)('ages by its own cadence: %d min is %s', (minutes, state) => {
    const s = show(row(), base({ value: 500, arrivedAt: now - minutes * MIN }), null, now);
    expect(s.state).toBe(state);
    expect(s.judgement === null).toBe(state === 'stale' || state === 'dead');
  });
  it('does not age the past', () => expect(show(row(), base({ arrivedAt: now - 9 * MIN }), null, null).state).toBe('fresh'));
  it('keeps no data, not connected and zero apart', () => {
    expect(show(row(), base({ value: null, records: 0, state: 'not_connected' }), null, now).state).toBe('not_connected');
    expect(show(row(), base({ value: null, records: 0, state: 'no_data' }), null, now).state).toBe('no_data');
    expect(show(row(), base({ value: 0, records: 0 }), null, now)).toMatchObject({ value: 0, state: 'fresh' });
  });
  it('lets the place above vouch for a quiet one', () => {
    expect(
      show(row(), base({ value: null, records: 0, state: 'no_data', arrivedAt: null, asOf: null }), null, now, { below: true, vouched: true }),
    ).toMatchObject({
      value: 0,
      state: 'fresh',
    });
    expect(show(row({ kind: 'ratio' }), base({ value: null, records: 0, state: 'no_data' }), null, now, { below: true, vouched: true }).state).toBe('no_data');
  });
  it('takes an expected nothing as knowledge only where the past was told', () => {
    const none = base({ expected: { low: 0, high: 0 } });
    expect(show(row(), none, live(44), now).judgement?.severity).toBe(2);
    const below = show(row(), none, live(44), now, { below: true, vouched: true });
    expect([below.expected, below.judgement, expectedRatio(below)]).toEqual([null, null, null]);
  });
  it('leaves rare events to what vouches for them', () => {
    expect(show(row({ aliveBy: 'calls' }), base({ arrivedAt: now - 9 * MIN }), null, now).state).toBe('fresh');
  });
});

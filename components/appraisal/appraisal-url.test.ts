import { expect, test } from 'vitest';
import { type AppraisalUrl, EMPTY_APPRAISAL, formatAppraisalUrl, parseAppraisalUrl, presetDays, spanOf } from './appraisal-url.ts';

const EAST_8 = () => 8 * 3_600_000;
const at = (text: string) => Date.parse(`${text}+08:00`);

test('what the page shows goes into its address and comes back', () => {
  const states: AppraisalUrl[] = [
    EMPTY_APPRAISAL,
    { ...EMPTY_APPRAISAL, tab: 'watch', region: '440300', open: { key: undefined, part: { of: 'watch', watch: 'late' } } },
    { ...EMPTY_APPRAISAL, from: '2026-01-01', to: '2026-03-31', by: 'region', open: { key: '440300', part: { of: 'handled' } } },
    { ...EMPTY_APPRAISAL, open: { key: null, part: { of: 'measure', measure: 'satisfaction', part: 'left', reason: 'excluded:a.b' } } },
    { ...EMPTY_APPRAISAL, open: { key: 'gd-x', part: { of: 'band', band: 'red' } } },
  ];
  for (const state of states) expect(parseAppraisalUrl(new URLSearchParams(formatAppraisalUrl(state)))).toEqual(state);
  expect(formatAppraisalUrl(EMPTY_APPRAISAL)).toBe('');
});

test('an address that somebody made up is read as far as it makes sense', () => {
  expect(parseAppraisalUrl(new URLSearchParams('tab=x&r=abc&from=2026-13-40&by=y&n=nothing.hit&k=1'))).toEqual(EMPTY_APPRAISAL);
});

test('days are local and the last one is included', () => {
  const now = at('2026-11-30T09:41:00');
  expect(spanOf({ from: null, to: null }, now, EAST_8)).toEqual({ from: at('2026-11-01T00:00:00'), to: at('2026-12-01T00:00:00') });
  expect(spanOf({ from: '2026-02-01', to: '2026-02-01' }, now, EAST_8)).toEqual({ from: at('2026-02-01T00:00:00'), to: at('2026-02-02T00:00:00') });
  expect(spanOf({ from: '2026-02-05', to: '2026-02-01' }, now, EAST_8)).toEqual({ from: at('2026-02-05T00:00:00'), to: at('2026-02-06T00:00:00') });
});

test('usual periods', () => {
  const now = at('2026-05-31T23:59:00');
  expect(presetDays('month', now, EAST_8)).toEqual({ from: '2026-05-01', to: '2026-05-31' });
  expect(presetDays('lastMonth', now, EAST_8)).toEqual({ from: '2026-04-01', to: '2026-04-30' });
  expect(presetDays('quarter', now, EAST_8)).toEqual({ from: '2026-04-01', to: '2026-05-31' });
  expect(presetDays('year', now, EAST_8)).toEqual({ from: '2026-01-01', to: '2026-05-31' });
});

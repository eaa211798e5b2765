import { describe, expect, test } from 'vitest';
import { comparedSpans, tellingStep } from './compared-spans.ts';
import { DAY, HOUR, type WindowName, zoneOffset } from './window.ts';

const zone = zoneOffset('Asia/Shanghai');
const at = (local: string) => Date.parse(`${local}+08:00`);
const span = (from: string, to: string) => ({ from: at(`${from}:00`), to: at(`${to}:00`) });
const TODAY = span('2026-03-10T00:00', '2026-03-11T00:00');
const asked = (now: string, over: object = {}) => ({
  ...{ window: undefined as WindowName | undefined, against: 'before' as const, step: 'minute' as const, now: at(`${now}:30`), zone },
  ...over,
});

describe('what of a running span is compared', () => {
  test('the minutes of a day that are over, with those of the day before and of the week before', () => {
    expect(comparedSpans(TODAY, asked('2026-03-10T00:20'))?.previous).toEqual({
      part: span('2026-03-10T00:00', '2026-03-10T00:21'),
      before: span('2026-03-09T00:00', '2026-03-09T00:21'),
    });
    expect(comparedSpans(TODAY, asked('2026-03-10T00:20', { against: 'week' }))?.previous.before).toEqual(span('2026-03-03T00:00', '2026-03-03T00:21'));
  });

  test('whole hours where a source tells by the hour, and nothing before the first is over', () => {
    const hourly = { step: tellingStep('minute', HOUR) };
    expect(comparedSpans(TODAY, asked('2026-03-10T00:59', hourly))).toBeNull();
    expect(comparedSpans(TODAY, asked('2026-03-10T14:20', hourly))?.previous).toEqual({
      part: span('2026-03-10T00:00', '2026-03-10T14:00'),
      before: span('2026-03-09T00:00', '2026-03-09T14:00'),
    });
  });

  test('whole days of a month that is told by the day, whether by a window or by its own span', () => {
    const daily = { step: tellingStep('day', 300_000) };
    const part = { part: span('2026-03-01T00:00', '2026-03-10T00:00'), before: span('2026-02-01T00:00', '2026-02-10T00:00') };
    const running = span('2026-03-01T00:00', '2026-03-10T14:21');
    expect(comparedSpans(running, asked('2026-03-10T14:20', { ...daily, window: 'month' }))?.previous).toEqual(part);
    expect(comparedSpans(span('2026-03-01T00:00', '2026-04-01T00:00'), asked('2026-03-10T14:20', daily))?.previous).toEqual(part);
    expect(comparedSpans(TODAY, asked('2026-03-10T23:59', daily))).toBeNull();
  });

  test('no more days than the month before has, and none of its own', () => {
    const running = span('2026-03-01T00:00', '2026-03-30T12:01');
    const pairs = comparedSpans(running, asked('2026-03-30T12:00', { window: 'month' }));
    expect(pairs?.previous).toEqual({ part: span('2026-03-01T00:00', '2026-03-29T00:00'), before: span('2026-02-01T00:00', '2026-03-01T00:00') });
    expect(pairs?.yearAgo.before).toEqual(span('2025-03-01T00:00', '2025-03-30T12:01'));
  });

  test('whole months of a year that is told by the month', () => {
    const running = span('2026-01-01T00:00', '2026-03-10T14:21');
    expect(comparedSpans(running, asked('2026-03-10T14:20', { window: 'year', step: tellingStep('month', 0) }))?.yearAgo).toEqual({
      part: span('2026-01-01T00:00', '2026-03-01T00:00'),
      before: span('2025-01-01T00:00', '2025-03-01T00:00'),
    });
  });
});

test('no quarter that runs is compared', () => {
  const quarterly = (now: string) => comparedSpans(span('2026-01-01T00:00', '2027-01-01T00:00'), asked(now, { step: 'quarter' }));
  expect(quarterly('2026-03-31T23:59')).toBeNull();
  expect(quarterly('2026-06-30T10:00')?.previous).toEqual({
    part: span('2026-01-01T00:00', '2026-04-01T00:00'),
    before: span('2025-01-01T00:00', '2025-04-01T00:00'),
  });
});

test('what is over is compared as a whole: months with months, other spans with those of the same length', () => {
  const daily = { step: 'day' as const };
  expect(comparedSpans(span('2026-03-01T00:00', '2026-04-01T00:00'), asked('2026-05-01T00:00', daily))?.previous.before).toEqual(
    span('2026-02-01T00:00', '2026-03-01T00:00'),
  );
  const { from, to } = TODAY;
  expect(comparedSpans(TODAY, asked('2026-05-01T00:00', daily))?.previous).toEqual({ part: TODAY, before: { from: from - DAY, to: to - DAY } });
});

test('a source tells by the coarser of its slots and its cadence', () => {
  expect([
    tellingStep('minute', 300_000),
    tellingStep('minute', 30 * DAY),
    tellingStep('quarter', 0),
    tellingStep('year', 0),
    tellingStep('day', HOUR),
  ]).toEqual(['minute', 'month', 'quarter', 'year', 'day']);
});

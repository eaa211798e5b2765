import { describe, expect, test } from 'vitest';
import { zoneOffset } from '../indicator/window.ts';
import { BRIEF_AFTER_MS, briefSpans, briefStart, dueBrief, fitsBrief } from './brief-spans.ts';

const zone = zoneOffset('Asia/Shanghai');
const at = (text: string) => Date.parse(`${text}+08:00`);
const day = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);

describe('periods of briefs', () => {
  test('a day is compared with the day before and the same weekday', () => {
    const { span, previous, like } = briefSpans('day', at('2026-03-02T00:00:00'), zone);
    expect([span.from, span.to, previous.from, previous.to, like.from, like.to].map(day)).toEqual([
      '2026-03-02T00:00',
      '2026-03-03T00:00',
      '2026-03-01T00:00',
      '2026-03-02T00:00',
      '2026-02-23T00:00',
      '2026-02-24T00:00',
    ]);
  });

  test('a week runs from Monday to Sunday, and is compared with weeks of the same days', () => {
    const from = briefStart('week', at('2026-01-04T23:59:00'), zone);
    expect(day(from)).toBe('2025-12-29T00:00');
    expect(briefStart('week', from, zone)).toBe(from);
    const { span, previous, like } = briefSpans('week', from, zone);
    expect([span.to, previous.from, like.from, like.to].map(day)).toEqual(['2026-01-05T00:00', '2025-12-22T00:00', '2024-12-30T00:00', '2025-01-06T00:00']);
  });

  test('a month is compared with whole months, however many days they have', () => {
    const { span, previous, like } = briefSpans('month', at('2026-03-01T00:00:00'), zone);
    expect([span.to, previous.from, previous.to, like.from, like.to].map(day)).toEqual([
      '2026-04-01T00:00',
      '2026-02-01T00:00',
      '2026-03-01T00:00',
      '2025-03-01T00:00',
      '2025-04-01T00:00',
    ]);
  });

  test('days keep their midnights where clocks change', () => {
    const berlin = zoneOffset('Europe/Berlin');
    const { span, previous } = briefSpans('day', Date.parse('2026-03-29T00:00:00+01:00'), berlin);
    expect(span.to - span.from).toBe(23 * 3_600_000);
    expect(previous.to).toBe(span.from);
    const week = briefSpans('week', briefStart('week', Date.parse('2026-10-25T12:00:00+01:00'), berlin), berlin).span;
    expect(week.to - week.from).toBe((7 * 24 + 1) * 3_600_000);
  });

  test('a brief is due half an hour after its period', () => {
    const midnight = at('2026-06-01T00:00:00');
    expect(day(dueBrief('day', midnight + BRIEF_AFTER_MS - 1, zone))).toBe('2026-05-30T00:00');
    expect(day(dueBrief('day', midnight + BRIEF_AFTER_MS, zone))).toBe('2026-05-31T00:00');
    expect(day(dueBrief('week', midnight + BRIEF_AFTER_MS, zone))).toBe('2026-05-25T00:00');
    expect(day(dueBrief('month', midnight + BRIEF_AFTER_MS - 1, zone))).toBe('2026-04-01T00:00');
    expect(day(dueBrief('month', midnight + BRIEF_AFTER_MS, zone))).toBe('2026-05-01T00:00');
  });

  test('what is told by the month is of no day', () => {
    expect(['minute', 'day', 'month', 'quarter', 'year'].filter((g) => fitsBrief('day', g))).toEqual(['minute', 'day']);
    expect(['minute', 'day', 'month', 'quarter', 'year'].filter((g) => fitsBrief('month', g))).toEqual(['minute', 'day', 'month']);
  });
});

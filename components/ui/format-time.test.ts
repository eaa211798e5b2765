import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatAsOf,
  formatCadence,
  formatClock,
  formatDate,
  formatRemaining,
  formatSince,
  formatSpan,
  formatTime,
  wallTime,
} from './format-time.ts';

const at = Date.UTC(2026, 5, 16, 6, 32, 8); // 2026-06-16 14:32:08 in Shanghai
const MIN = 60_000;
const HOUR = 60 * MIN;

describe('times', () => {
  it('writes clock, date and weekday in the zone asked for', () => {
    expect(formatClock(at)).toBe('14:32:08');
    expect(formatTime(at)).toBe('14:32');
    expect(formatDate(at)).toBe('6月16日 周二');
    expect(formatDate(at, 'en')).toBe('Tue Jun 16');
    expect(wallTime(Date.UTC(2026, 5, 16, 16), 'Asia/Shanghai')).toMatchObject({ day: 17, hour: 0, weekday: 3 });
  });

  it.each([
    [-5, '0 秒前'],
    [12_400, '12 秒前'],
    [3.9 * MIN, '3 分前'],
    [59.9 * MIN, '59 分前'],
    [2 * HOUR, '2 时前'],
    [50 * HOUR, '2 天前'],
  ])('age %d', (ms, text) => expect(formatAge(ms)).toBe(text));

  it.each([
    [6 * 24 * HOUR + HOUR, '6 天'],
    [5.5 * HOUR, '5 时'],
    [102 * MIN, '1 时 42 分'],
    [2 * HOUR, '2 时'],
    [50 * MIN, '50 分'],
    [40_000, '40 秒'],
  ])('span %d', (ms, text) => expect(formatSpan(ms)).toBe(text));

  it('adds seconds for the ticket and says overdue', () => {
    expect(formatSpan(50 * MIN + 2000, { seconds: true })).toBe('50 分 02 秒');
    expect(formatSpan(2000, { seconds: true })).toBe('2 秒');
    expect(formatRemaining(-2 * HOUR)).toBe('超 2 时');
    expect(formatRemaining(18 * MIN)).toBe('18 分');
    expect(formatRemaining(-2 * HOUR, { locale: 'en' })).toBe('over by 2 h');
  });

  it('names the day only when it is another one', () => {
    expect(formatSince(at - 3 * MIN, at)).toBe('14:29 起');
    expect(formatSince(at - 24 * HOUR, at)).toBe('6月15日 14:32 起');
    expect(formatSince(at - 3 * MIN, at, 'en')).toBe('since 14:29');
  });

  it('gives midnight to the day it ends', () => {
    expect(formatAsOf(Date.UTC(2026, 4, 31, 16))).toBe('截至 5月31日 24:00');
    expect(formatAsOf(at)).toBe('截至 6月16日 14:32');
  });

  it('says a cadence', () => {
    expect(formatCadence(10 * MIN)).toBe('每 10 分');
    expect(formatCadence(10 * MIN, 'en')).toBe('every 10 min');
    expect([366, 31, 7, 2].map((days) => formatCadence(days * 24 * HOUR))).toEqual(['每年', '每月', '每周', '每 2 天']);
    expect(formatCadence(366 * 24 * HOUR, 'en')).toBe('every year');
  });
});

describe('wallTime', () => {
  it('follows a zone over its change of hours, whatever was asked before', () => {
    const at = (text: string) => wallTime(Date.parse(text), 'America/New_York');
    const clock = (text: string) => [at(text).day, at(text).hour, at(text).minute];
    expect(clock('2026-03-08T06:59:59Z')).toEqual([8, 1, 59]);
    expect(clock('2026-03-08T07:00:00Z')).toEqual([8, 3, 0]);
    expect(clock('2026-11-01T05:59:59Z')).toEqual([1, 1, 59]);
    expect(clock('2026-11-01T06:00:00Z')).toEqual([1, 1, 0]);
    expect(clock('2026-03-08T06:59:59Z')).toEqual([8, 1, 59]);
    // Half an hour south of an hour, and three quarters.
    expect(wallTime(Date.parse('2026-04-04T14:59:59Z'), 'Australia/Lord_Howe').hour).toBe(1);
    expect(wallTime(Date.parse('2026-06-01T00:00:00Z'), 'Asia/Kathmandu')).toMatchObject({ hour: 5, minute: 45 });
  });

  it('says the same as the platform at any instant', () => {
    for (const timeZone of ['Asia/Shanghai', 'Europe/London', 'UTC'])
      for (let at = Date.UTC(2025, 11, 31, 15, 59, 58); at < Date.UTC(2026, 11, 31); at += 40_000_007) {
        const { year, month, day, hour, minute, second } = wallTime(at, timeZone);
        const two = (n: number) => String(n).padStart(2, '0');
        expect(`${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`).toBe(new Date(at).toLocaleString('sv-SE', { timeZone }));
      }
  });
});

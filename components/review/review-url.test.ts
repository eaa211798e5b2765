import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import { lastMonth, monthChoices, monthOf, parseReviewUrl, writeReviewUrl } from './review-url.ts';

const offset = zoneOffset('Asia/Shanghai');
const start = (year: number, month: number) => Date.UTC(year, month - 1, 1) - 8 * 3_600_000;
const NOW = start(2026, 6) + 15 * 86_400_000;

describe('the address of the review', () => {
  it('comes back as it was, and leaves what is not its own', () => {
    const url = { period: '2025', indicator: 'gd145.06', peers: false, view: 'table' } as const;
    const params = writeReviewUrl(new URLSearchParams('r=440300&t=2030&card=x'), url);
    expect(parseReviewUrl(params)).toEqual(url);
    expect(params.get('r')).toBe('440300');
    expect(params.get('card')).toBe('x');
    expect(writeReviewUrl(params, { period: null, indicator: null, peers: true, view: 'chart' }).toString()).toBe('r=440300&card=x');
  });
  it('takes nothing that is none of its own', () => {
    expect(parseReviewUrl(new URLSearchParams('t=<b>&i=../x&peers=1&view=map'))).toEqual({ period: null, indicator: null, peers: true, view: 'chart' });
  });
});

describe('months', () => {
  it('begins with the last whole month', () => {
    expect(lastMonth(NOW, offset)).toEqual({ from: start(2026, 5), to: start(2026, 6) });
    expect(monthOf(null, NOW, offset).from).toBe(start(2026, 5));
    expect(monthOf({ from: NOW + 40 * 86_400_000 }, NOW, offset).from).toBe(start(2026, 5));
    expect(monthOf({ from: start(2026, 3) + 5 }, NOW, offset)).toEqual({ from: start(2026, 3), to: start(2026, 4) });
  });
  it('offers the running one, thirteen before it, and the chosen one', () => {
    const months = monthChoices(start(2024, 1), NOW, offset);
    expect(months.slice(0, 2)).toEqual([start(2026, 6), start(2026, 5)]);
    expect(months).toHaveLength(15);
    expect(months.at(-1)).toBe(start(2024, 1));
    expect(monthChoices(start(2026, 5), NOW, offset)).toHaveLength(14);
  });
});

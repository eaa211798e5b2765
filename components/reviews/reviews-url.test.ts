import { expect, test } from 'vitest';
import { monthAt, monthChoices, parseReviewsUrl, writeReviewsUrl } from './reviews-url.ts';

const offset = () => 8 * 3_600_000;

test('the address carries the page’s state beside what others keep in it, and nothing that is none', () => {
  const text = 'r=440300&tab=work&v=late&item=i1&c=12&ledger=handling.1';
  const url = parseReviewsUrl(new URLSearchParams(text));
  expect(url).toEqual({ tab: 'work', by: 'region', view: 'late', item: 'i1', open: 12, ledger: 'handling.1' });
  expect(writeReviewsUrl(new URLSearchParams(text), url).toString()).toBe(text);
  const none = parseReviewsUrl(new URLSearchParams('tab=x&by=y&v=z&c=-1&ledger=<b>'));
  expect(none).toEqual({ tab: 'figures', by: 'region', view: 'judge', item: null, open: null, ledger: null });
  expect(writeReviewsUrl(new URLSearchParams('r=440300'), none).toString()).toBe('r=440300');
});

test('months are those of the zone, and the chosen one is always among them', () => {
  const now = Date.parse('2026-03-01T00:30:00+08:00');
  const { from, to } = monthAt(now, offset);
  expect([from, to]).toEqual([Date.parse('2026-03-01T00:00:00+08:00'), Date.parse('2026-04-01T00:00:00+08:00')]);
  expect(monthChoices(null, now, offset)).toHaveLength(25);
  const old = Date.parse('2023-07-01T00:00:00+08:00');
  expect(monthChoices(old, now, offset).at(-1)).toBe(old);
});

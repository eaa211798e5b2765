import { expect, test } from 'vitest';
import { type DeskUrl, EMPTY_DESK, formatDeskUrl, parseDeskUrl, queueInput, readViews, saveView } from './desk-url.ts';

const FULL: DeskUrl = {
  region: '990100',
  view: 'watch',
  due: 'late',
  mark: 'supervised',
  requestType: '投诉',
  category: '0301',
  unit: 'd1',
  mirrored: false,
  text: '噪声 P1',
  sort: 'newest',
  ticket: 4127,
  ledger: 'handling.2',
};

test('an address says the whole state and is read back the same', () => {
  expect(parseDeskUrl(new URLSearchParams(formatDeskUrl(FULL)))).toEqual(FULL);
  expect(formatDeskUrl(EMPTY_DESK)).toBe('');
  expect(parseDeskUrl(new URLSearchParams(''))).toEqual(EMPTY_DESK);
});

test('what an address may not say is left out', () => {
  const bad = new URLSearchParams('r=x&v=none&due=9&mark=a&sort=up&t=-1&ledger=A.b&mir=2');
  expect(parseDeskUrl(bad)).toEqual(EMPTY_DESK);
});

test('the queue is asked with what the address says, and with the own part and queue where it says nothing', () => {
  expect(queueInput(EMPTY_DESK, '990000', 'dispatch')).toEqual({ region: '990000', view: 'dispatch', sort: 'due', limit: 100 });
  const { ticket: _t, ledger: _l, ...filters } = FULL;
  expect(queueInput(FULL, '990000', 'dispatch')).toEqual({ ...filters, limit: 100 });
});

test('a saved view keeps the filters and not what stands open; storage may hold anything', () => {
  const saved = saveView([{ name: '我的', query: 'v=open' }], '我的', FULL);
  expect(saved).toHaveLength(1);
  expect(parseDeskUrl(new URLSearchParams(saved[0]?.query))).toEqual({ ...FULL, ticket: null, ledger: null });
  expect(readViews(JSON.stringify([...saved, 4, { name: '' }, null]))).toEqual(saved);
  expect(readViews('{')).toEqual([]);
});

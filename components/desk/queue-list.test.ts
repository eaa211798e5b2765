import { expect, test } from 'vitest';
import type { DeskPage, DeskRow } from '../../server/wire/desk.ts';
import { after, appendPage, belongsTo, isWithin, mergeRows, putBack, putRow, range, startQueue, sweep, toggle, visible, walk } from './queue-list.ts';
import { madeRow } from './testing.ts';

const ids = (rows: readonly DeskRow[]) => rows.map((r) => r.id);
const yes = () => true;
const list = () =>
  startQueue(
    [1, 2, 3, 4].map((id) => madeRow({ id })),
    'c',
  );

test('a page goes behind what is shown, once', () => {
  const more = appendPage(list(), [madeRow({ id: 4 }), madeRow({ id: 5 })], null);
  expect([ids(more.rows), more.next]).toEqual([[1, 2, 3, 4, 5], null]);
});

test('what arrives live moves nothing: changed in place, new ones wait, gone ones stay until swept', () => {
  const rows = [madeRow({ id: 2, version: 9, title: '改' }), madeRow({ id: 3, version: 6, state: 'handling' }), madeRow({ id: 8 })];
  const merged = mergeRows(list(), [2, 3, 4, 8], rows, (r) => r.state !== 'handling');
  expect(ids(merged.rows)).toEqual([1, 2, 3, 4]);
  expect(merged.rows[1]?.title).toBe('改');
  expect([...merged.gone]).toEqual([3, 4]);
  expect(merged.waiting).toEqual([8]);
  expect(ids(sweep(merged, 3).rows)).toEqual([1, 2, 3]);
  expect(ids(sweep(merged, null).rows)).toEqual([1, 2]);
  // One that comes back is no longer gone, and an older version changes nothing.
  const back = mergeRows(merged, [4], [madeRow({ id: 4 })], yes);
  expect([...back.gone]).toEqual([3]);
  expect(putRow(back, madeRow({ id: 2, version: 5, title: '旧' }), yes).rows[1]?.title).toBe('改');
});

test('what one takes back stands at its place again, in every order, once', () => {
  const clock = (dueAt: number) => ({ kind: 'handling' as const, startedAt: 0, dueAt, soonAt: 0, paused: false, provisional: false });
  const due = startQueue([madeRow({ id: 1, clock: clock(50), at: 9 }), madeRow({ id: 2, at: 5 }), madeRow({ id: 9, at: 1 })], null);
  expect(ids(putBack({ ...due, waiting: [7, 8] }, madeRow({ id: 7, at: 3 }), 'due').rows)).toEqual([1, 2, 7, 9]);
  expect(putBack({ ...due, waiting: [7, 8] }, madeRow({ id: 7, at: 3 }), 'due').waiting).toEqual([8]);
  expect(ids(putBack(due, madeRow({ id: 7, clock: clock(60), at: 99 }), 'due').rows)).toEqual([1, 7, 2, 9]);
  expect(ids(putBack(due, madeRow({ id: 7, at: 99 }), 'due').rows)).toEqual([1, 2, 7, 9]);
  const newest = startQueue([madeRow({ id: 1, at: 9 }), madeRow({ id: 2, at: 4 })], null);
  expect(ids(putBack(newest, madeRow({ id: 7, at: 6 }), 'newest').rows)).toEqual([1, 7, 2]);
  expect(putBack(newest, madeRow({ id: 2, at: 6 }), 'newest')).toBe(newest);
});

test('walking stays at the ends and passes over what has gone', () => {
  const gone = mergeRows(list(), [2], [], yes);
  expect(walk(gone, 1, 1)).toBe(3);
  expect(walk(gone, 4, 1)).toBe(4);
  expect(walk(gone, 1, -1)).toBe(1);
  expect(walk(gone, null, 1)).toBe(1);
  expect(walk(gone, 99, 1)).toBe(1);
});

test('after a ticket has left, the next is read, then the one before, then none', () => {
  expect(after(list(), 2)).toBe(3);
  expect(after(list(), 4)).toBe(3);
  expect(after(startQueue([madeRow({ id: 1 })], null), 1)).toBeNull();
});

test('ranges and single choices', () => {
  expect(range(list(), 3, 1)).toEqual([1, 2, 3]);
  expect(range(list(), 9, 2)).toEqual([2]);
  expect([...toggle(new Set([1]), 1)]).toEqual([]);
  expect([...toggle(new Set([1]), 2)]).toEqual([1, 2]);
});

test('only the rows near the window are drawn', () => {
  expect(visible(0, 540, 10_000, 54)).toEqual({ from: 0, to: 16 });
  expect(visible(54_000, 540, 10_000, 54)).toEqual({ from: 994, to: 1016 });
  expect(visible(0, 540, 3, 54)).toEqual({ from: 0, to: 3 });
});

test('a live row is taken into the queue whose filters it passes', () => {
  const page: DeskPage = { region: '990100', view: 'dispatch', sort: 'due', limit: 100 };
  const now = 1_000_000;
  const row = madeRow({ id: 1, region: '990102', clock: { kind: 'sign', startedAt: 0, soonAt: 900_000, dueAt: 1_100_000, paused: false, provisional: false } });
  const holds = (over: Partial<DeskPage>, change: Partial<DeskRow> = {}) => belongsTo({ ...page, ...over }, { ...row, ...change }, now);
  expect(holds({})).toBe(true);
  expect(holds({ region: '990000' })).toBe(true);
  expect(holds({ region: '990200' })).toBe(false);
  expect(holds({ view: 'sign' })).toBe(false);
  expect(holds({ view: 'open' })).toBe(true);
  expect(holds({ view: 'watch' })).toBe(false);
  expect(holds({ view: 'watch' }, { marks: ['returned'] })).toBe(true);
  expect(holds({ due: 'soon' })).toBe(true);
  expect(holds({ due: 'late' })).toBe(false);
  expect(holds({ view: 'done' }, { state: 'archived' })).toBe(true);
  expect(holds({ mark: 'merged' })).toBe(false);
  expect(holds({ category: '03' }, { category: '0301' })).toBe(true);
  expect(holds({ text: '噪声' })).toBe(false);
  expect(holds({ mirrored: true })).toBe(false);
  expect(isWithin('990102001', '990102')).toBe(true);
  expect(isWithin('440100', '440200')).toBe(false);
});

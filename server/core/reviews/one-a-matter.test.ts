import { expect, test } from 'vitest';
import { matterOf, takesPlace } from './one-a-matter.ts';

test('a matter is what a single review refers to; no reference, a word for none, and a redacted one are no matter', () => {
  expect(matterOf({ serviceRef: '粤A-2026-0001' })).toBe('粤A-2026-0001');
  expect(matterOf({ serviceRef: '10' })).toBe('10');
  for (const data of [{}, { serviceRef: 7 }, { serviceRef: 'a1', count: 1 }, { serviceRef: '窗口〔电话〕' }]) expect(matterOf(data)).toBe(null);
  for (const none of ['', ' ', '-', '——', '0', '000', '/', '无', '暂无', 'NULL', 'n/a', 'NA']) expect(matterOf({ serviceRef: none })).toBe(null);
});

test('of two reviews of a matter the newer counts, one of somebody over a default, and any after a retraction', () => {
  const review = (at: number, isDefault = false) => ({ at, data: { isDefault } });
  const takes: [ReturnType<typeof review>, ReturnType<typeof review>, boolean][] = [
    [review(2), review(1), true],
    [review(1), review(1), true],
    [review(1), review(2), false],
    [review(1), review(2, true), true],
    [review(2), review(1, true), true],
    [review(2, true), review(1), false],
    [review(1, true), review(2), false],
    [review(2, true), review(1, true), true],
    [review(1, true), review(2, true), false],
  ];
  for (const [next, current, expected] of takes) expect(takesPlace(next, current)).toBe(expected);
  for (const next of [review(1), review(1, true)]) expect(takesPlace(next, { at: 2, data: { retraction: true } })).toBe(true);
});

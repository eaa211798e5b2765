import { expect, test } from 'vitest';
import { isBadReview } from './bad-review.ts';
import { type FullMark, praiseSigns, SIGN_LIMITS } from './praise-signs.ts';
import { sharedWords } from './words.ts';

const T0 = Date.UTC(2026, 2, 10, 1, 0, 0);
let n = 0;
const mark = (over: Partial<FullMark> = {}): FullMark => ({
  source: 1,
  id: `m${++n}`,
  at: T0 + n * 61_000,
  region: '990101',
  department: 'd1',
  item: 'i1',
  device: null,
  closedAt: null,
  text: null,
  ...over,
});
const many = (count: number, over: (i: number) => Partial<FullMark>) => Array.from({ length: count }, (_, i) => mark(over(i)));

test('a bad review is single, not a default, of level 1 or 2, and still there', () => {
  const review = { level: 2, isDefault: false };
  expect(isBadReview(review)).toBe(true);
  for (const over of [{ level: 3 }, { isDefault: true }, { count: 1 }, { retraction: true }, { level: undefined }])
    expect(isBadReview({ ...review, ...over })).toBe(false);
});

test('one device, the same text and reviews at once are signs from their limit on, with evidence', () => {
  const { device, text, atOnce } = SIGN_LIMITS;
  expect(praiseSigns(many(device - 1, () => ({ device: 'a' })))).toEqual([]);
  expect(praiseSigns(many(device, () => ({ device: 'a' })))).toMatchObject([{ kind: 'device', count: device, of: device, department: 'd1' }]);
  expect(praiseSigns(many(text, () => ({ text: '服务非常好 下次还来' })))).toMatchObject([{ kind: 'text', count: text }]);
  expect(praiseSigns(many(text * 2, () => ({ text: '很好' })))).toEqual([]);
  const quick = many(atOnce, (i) => ({ at: T0 + i * 90_000, closedAt: T0 + i * 90_000 - 1_000 }));
  expect(praiseSigns(quick)).toMatchObject([{ kind: 'seconds', count: atOnce, item: 'i1', usual: 2 }]);
  expect(praiseSigns(quick.map((m) => ({ ...m, closedAt: m.at - 2_000 })))).toEqual([]);
  expect(praiseSigns(many(device, (i) => ({ device: 'a', department: `d${i % 2}` })))).toEqual([]);
});

test('a burst stands out from what ten minutes usually have, and is none without a usual', () => {
  const quiet = many(24, (i) => ({ at: T0 + i * 600_000 }));
  const burst = many(SIGN_LIMITS.burst, (i) => ({ at: T0 + 30 * 600_000 + i * 1_000 }));
  expect(praiseSigns([...quiet, ...burst])).toMatchObject([{ kind: 'burst', count: SIGN_LIMITS.burst, of: 24 + SIGN_LIMITS.burst, usual: 1 }]);
  expect(praiseSigns(burst)).toEqual([]);
  expect(praiseSigns(quiet)).toEqual([]);
});

test('words are what at least three reviews share, the longest of those that come together', () => {
  const words = sharedWords(['排队时间太久，没有人管', '窗口排队时间太久', '排队时间太久了', '态度很好']);
  expect(words[0]).toEqual({ word: '排队时间太久', count: 3 });
  expect(words.map((w) => w.word)).not.toContain('排队');
  expect(sharedWords(['没人管', '没人管'])).toEqual([]);
});

test('words begin and end as phrases do, and say something', () => {
  const words = sharedWords([
    '上午来排队等了两个多小时才叫到，窗口只开了一个，没有人管',
    '在大厅等了两个多小时，窗口只开了一个',
    '等了两个多小时。办事窗口只开了一个，也没有说明',
    '材料退了三次，没有告知',
    '材料退了三次，也没有理由',
    '材料退了三次',
  ]);
  const said = words.map((w) => w.word);
  expect(words).toContainEqual({ word: '等了两个多小时', count: 3 });
  expect(words).toContainEqual({ word: '窗口只开了一个', count: 3 });
  expect(words).toContainEqual({ word: '材料退了三次', count: 3 });
  for (const chopped of ['了两个多小时', '口只开了一个', '没有', '料退了三次', '窗口']) expect(said).not.toContain(chopped);
});

test('a word on its own stands beside the phrases that hold it, and a longer one is not cut', () => {
  const long = '办事指南写的材料清单与窗口实际要求的不一致还要再跑';
  const words = sharedWords([long, long, long, '材料清单不清楚']);
  expect(words).toContainEqual({ word: '材料清单', count: 4 });
  for (const { word } of words) expect('了的在是有就都也还和与及').not.toContain(word.at(-1));
});

import { expect, test } from 'vitest';
import { keepHeads } from './keep-heads.ts';

const DAY = 86_400_000;
const line = (seq: number, day: number, noted = false) => ({ seq, at: day * DAY + seq, noted });

test('old heads are kept one a day, the newest all, and notes for ever', () => {
  const lines = [line(1, 0, true), line(2, 0), line(3, 0), line(4, 1), line(5, 1), line(6, 2), line(7, 2), line(8, 2)];
  expect(keepHeads(lines, { recent: 2, floorSeq: 0 })).toEqual([0, 2, 4, 6, 7]);
  expect(keepHeads(lines, { recent: 2, floorSeq: 4 })).toEqual([0, 4, 6, 7]);
  expect(keepHeads(lines, { recent: 0, floorSeq: 8 })).toEqual([0]);
  expect(keepHeads([], { recent: 5, floorSeq: 0 })).toEqual([]);
});

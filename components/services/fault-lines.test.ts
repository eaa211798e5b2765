import { expect, test } from 'vitest';
import { fewOfEach } from '../../server/core/items/few-of-each.ts';
import type { ItemFault } from '../../server/core/items/read-items.ts';
import { faultCount, faultLines } from './fault-lines.ts';

const fault = (line: number, code: ItemFault['code'], text: string): ItemFault => ({ line, code, field: 'kind', text });

test('equal faults stand in one line with those that are not named counted, and none is lost', () => {
  const all = [
    ...Array.from({ length: 2_500 }, (_, i) => fault(i + 2, 'unknown_kind', '许可')),
    ...[1, 2, 3, 4, 5].map((n) => fault(2_600 + n, 'twice', String(n))),
  ];
  const few = fewOfEach(all);
  const lines = faultLines(few);
  expect(lines.map((l) => [l.lines, l.others, l.like])).toEqual([
    [[2, 3, 4], 2_497, false],
    [[2_601], 0, false],
    [[2_602], 0, false],
    [[2_603], 0, false],
    [[2_604], 1, true],
  ]);
  expect(faultCount(few)).toBe(2_505);
  expect(lines.reduce((n, l) => n + l.lines.length + l.others, 0)).toBe(2_505);
});

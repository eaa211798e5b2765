import { describe, expect, it } from 'vitest';
import { effectiveRows } from './rule-versions.ts';
import type { RuleRow } from './rules.ts';

const redo = (version: number, most: number, from: number, until: number | null = null, id = 'redo'): RuleRow => ({
  id,
  version,
  rule: 'redo',
  where: {},
  from,
  until,
  source: 'made',
  value: { most },
});
const held = (...rows: RuleRow[]) => effectiveRows(rows).map((r) => [r.version, r.from, r.until]);

describe('versions of a rule', () => {
  it('a later version holds from its own beginning, the earlier one until then', () => {
    expect(held(redo(1, 2, 0), redo(2, 3, 100))).toEqual([
      [1, 0, 100],
      [2, 100, null],
    ]);
  });

  it('a version that begins no later replaces the earlier as if it had never been', () => {
    expect(held(redo(1, 2, 50), redo(2, 3, 50))).toEqual([[2, 50, null]]);
    expect(held(redo(1, 2, 50), redo(2, 3, 10))).toEqual([[2, 10, null]]);
  });

  it('an end is a version, and the one before does not come back after it', () => {
    expect(held(redo(1, 2, 0), redo(2, 2, 0, 80))).toEqual([[2, 0, 80]]);
    expect(held(redo(1, 2, 0), redo(2, 2, 0, 0))).toEqual([]);
  });

  it('of the same id and version the last given holds, and other ids stand beside', () => {
    expect(effectiveRows([redo(1, 2, 0), redo(1, 5, 0), redo(1, 9, 0, null, 'other')]).map((r) => r.value)).toEqual([{ most: 5 }, { most: 9 }]);
  });
});

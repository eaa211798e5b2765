import { expect, test } from 'vitest';
import { MADE_REGIONS, MADE_RETIRED } from '../../../db/seed/catalog.ts';
import { buildTree } from './tree.ts';

const tree = buildTree(MADE_REGIONS, MADE_RETIRED);
const node = (adcode: string, parent: string) => ({ adcode, parent, level: 'x', kind: 'normal' as const });

test('parents decide, not prefixes, and a missing level breaks nothing', () => {
  expect(tree.subtree('990300')).toEqual(['990300', '990300101']);
  expect(tree.lineage('990300101')).toEqual(['990300101', '990300', '990000']);
  expect(tree.childrenOf('990000')).toEqual(['990100', '990200', '990300', '999900']);
  expect(tree.atLevel('city', '990000')).toEqual(['990100', '990200', '990300', '999900']);
  expect(tree.atLevel('county', '990300')).toEqual([]);
  expect([tree.contains('990100', '990101'), tree.contains('990101', '990100'), tree.contains('990100', '990201'), tree.contains('990000', 'nowhere')]).toEqual(
    [true, false, false, false],
  );
  expect(new Set(tree.subtree(tree.root)).size).toBe(MADE_REGIONS.length);
});

test('retired codes lead to living regions, unknown ones nowhere', () => {
  expect([tree.resolve('990109'), tree.resolve('990101'), tree.resolve('990199')]).toEqual(['990102', '990101', null]);
  expect([tree.subtree('990199'), tree.lineage('990199'), tree.parentOf('990000'), tree.kindOf('999900')]).toEqual([[], [], null, 'offMap']);
});

test('a tree that is none is refused', () => {
  expect(() => buildTree([node('1', ''), node('2', '')])).toThrow(/one root/);
  expect(() => buildTree([node('1', ''), node('2', '9')])).toThrow(/2.*9/);
  expect(() => buildTree([node('1', ''), node('2', '3'), node('3', '2')])).toThrow(/cycle/);
  expect(() => buildTree([])).toThrow(/one root/);
});

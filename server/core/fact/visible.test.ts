import { expect, test } from 'vitest';
import { canonicalScope, seesPlace, visible } from './visible.ts';

const contains = (a: string, r: string): boolean => r.startsWith(a);

test('a scope sees the subtree of its regions', () => {
  const scope = { regions: ['4401', '4403'], departments: null };
  expect(seesPlace(scope, ['440106'], [], contains)).toBe(true);
  expect(seesPlace(scope, ['440200'], [], contains)).toBe(false);
  expect(seesPlace(scope, [], [], contains)).toBe(false);
});

test('departments bound it further, and an unnamed department is nobody’s', () => {
  const scope = { regions: ['44'], departments: ['water'] };
  expect(seesPlace(scope, ['440106'], ['water', 'police'], contains)).toBe(true);
  expect(seesPlace(scope, ['440106'], ['police'], contains)).toBe(false);
  expect(seesPlace(scope, ['440106'], [], contains)).toBe(false);
});

test('a transfer is visible after, gone before, hidden elsewhere', () => {
  const fact = { regions: ['4401', '4403'], departments: [], after: { regions: ['4403'], departments: [] } };
  const see = (region: string) => visible({ regions: [region], departments: null }, fact, contains);
  expect([see('4403'), see('4401'), see('4402'), see('44')]).toEqual(['visible', 'gone', 'hidden', 'visible']);
});

test('equal scopes have equal text, whatever their order', () => {
  const a = canonicalScope({ regions: ['b', 'a'], departments: null, mask: 'masked' });
  expect(a).toBe(canonicalScope({ regions: ['a', 'b'], departments: null, mask: 'masked' }));
  for (const other of [
    { regions: ['a'], departments: null, mask: 'masked' },
    { regions: ['a', 'b'], departments: [], mask: 'masked' },
    { regions: ['a', 'b'], departments: null, mask: 'full' },
  ]) {
    expect(canonicalScope(other)).not.toBe(a);
  }
});

import { expect, test } from 'vitest';
import { canonicalScope, type ScopePart, seesPlace, visible } from './visible.ts';

const contains = (a: string, r: string): boolean => r.startsWith(a);
const whole = (...regions: string[]): { parts: ScopePart[] } => ({ parts: regions.map((region) => ({ region, departments: null })) });

test('a scope sees the subtree of its regions', () => {
  const scope = whole('4401', '4403');
  expect(seesPlace(scope, ['440106'], [], contains)).toBe(true);
  expect(seesPlace(scope, ['440200'], [], contains)).toBe(false);
  expect(seesPlace(scope, [], [], contains)).toBe(false);
});

test('departments bound it further, and an unnamed department is nobody’s', () => {
  const scope = { parts: [{ region: '44', departments: ['water'] }] };
  expect(seesPlace(scope, ['440106'], ['water', 'police'], contains)).toBe(true);
  expect(seesPlace(scope, ['440106'], ['police'], contains)).toBe(false);
  expect(seesPlace(scope, ['440106'], [], contains)).toBe(false);
});

test('a department of one region is not one of another region', () => {
  const scope = {
    parts: [
      { region: '4401', departments: ['water'] },
      { region: '4403', departments: ['police'] },
    ],
  };
  expect(seesPlace(scope, ['440106'], ['water'], contains)).toBe(true);
  expect(seesPlace(scope, ['440106'], ['police'], contains)).toBe(false);
  expect(seesPlace(scope, ['440306'], ['police'], contains)).toBe(true);
});

test('a transfer is visible after, gone before, hidden elsewhere', () => {
  const fact = { regions: ['4401', '4403'], departments: [], after: { regions: ['4403'], departments: [] } };
  const see = (region: string) => visible(whole(region), fact, contains);
  expect([see('4403'), see('4401'), see('4402'), see('44')]).toEqual(['visible', 'gone', 'hidden', 'visible']);
});

test('equal scopes have equal text, whatever their order', () => {
  const a = canonicalScope(whole('b', 'a'));
  expect(a).toBe(canonicalScope(whole('a', 'b', 'a')));
  for (const other of [whole('a'), { parts: [...whole('a').parts, { region: 'b', departments: [] }] }]) expect(canonicalScope(other)).not.toBe(a);
});

import { expect, test } from 'vitest';
import { claimText, claimValues, grantsFromClaims } from './claims.ts';

const claims = JSON.parse('{"groups":["hotline","water",7,{"x":1}],"level":3,"name":" ","sub":"s","__proto__":{"groups":"admins"}}') as Record<string, unknown>;
const rule = (claim: string, equals: string, role: 'a' | 'b', unmask = false) => ({ claim, equals, role, region: '990000', department: null, unmask });

test('a claim is its own texts and nothing that is inherited or nested', () => {
  expect(claimValues(claims, 'groups')).toEqual(['hotline', 'water', '7']);
  expect(claimValues(claims, 'level')).toEqual(['3']);
  expect(claimValues(claims, 'constructor')).toEqual([]);
  expect(claimValues(claims, 'toString')).toEqual([]);
  expect([claimText(claims, 'sub'), claimText(claims, 'name'), claimText(claims, 'groups'), claimText(claims, 'none')]).toEqual(['s', null, null, null]);
});

test('roles come from rules alone: each once, and a claim that says it is an administrator says nothing', () => {
  expect(grantsFromClaims([], { role: 'a', roles: ['a'] })).toEqual([]);
  const rules = [rule('groups', 'hotline', 'a'), rule('groups', 'water', 'a', true), rule('groups', 'HOTLINE', 'b'), rule('level', '3', 'b')];
  expect(grantsFromClaims(rules, claims)).toEqual([
    { role: 'a', region: '990000', department: null, unmask: true },
    { role: 'b', region: '990000', department: null, unmask: false },
  ]);
});

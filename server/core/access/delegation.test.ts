import { describe, expect, test } from 'vitest';
import { type Containment, endFault, type GrantWish, giveFault } from './delegation.ts';
import type { GrantSpan } from './grants.ts';
import { ADMINISTRATORS, allows, mayUnmask, ROLES, type Role } from './roles.ts';

const NOW = 1_000;
// A province p of two cities; a department d with an office below it, and one beside it.
const PARENTS: Record<string, string> = { 'p/a': 'p', 'p/a/x': 'p/a', 'p/b': 'p', 'd/o': 'd' };
const below = (ancestor: string, one: string): boolean => one === ancestor || (PARENTS[one] !== undefined && below(ancestor, PARENTS[one]));
const contains: Containment = { region: below, department: below };

const span = (over: Partial<GrantSpan> = {}): GrantSpan => ({
  role: 'security_admin',
  region: 'p/a',
  department: null,
  unmask: false,
  from: 0,
  until: null,
  revokedAt: null,
  ...over,
});
const wish = (over: Partial<GrantWish> = {}): GrantWish => ({
  role: 'dispatcher',
  region: 'p/a',
  department: null,
  unmask: false,
  from: NOW,
  until: null,
  ...over,
});
const giver = (...grants: GrantSpan[]) => ({ account: 1, grants });
const holder = (...grants: GrantSpan[]) => ({ account: 2, disabled: false, grants });
const why = (...args: Parameters<typeof giveFault>) => giveFault(...args)?.why ?? 'given';

describe('what lies within whose power', () => {
  const REGIONS = ['p', 'p/a', 'p/a/x', 'p/b'];
  const DEPARTMENTS = [null, 'd', 'd/o', 'e'];
  const UNTIL = [NOW + 10, NOW + 20, null];
  const cells = REGIONS.flatMap((region) => DEPARTMENTS.flatMap((department) => UNTIL.map((until) => ({ region, department, until }))));
  const isIn = (inner: string | null, outer: string | null) => outer === null || (inner !== null && below(outer, inner));
  const reach = (t: number | null) => t ?? Number.POSITIVE_INFINITY;

  test.each(cells)('own region %o: everything inside is given and nothing beyond a border', (own) => {
    for (const asked of cells) {
      const inside = below(own.region, asked.region) && isIn(asked.department, own.department) && reach(asked.until) <= reach(own.until);
      const border = !below(own.region, asked.region) ? 'region' : !isIn(asked.department, own.department) ? 'department' : 'span';
      expect([asked, why(giver(span(own)), holder(), wish(asked), contains, NOW)]).toEqual([asked, inside ? 'given' : border]);
    }
  });

  test('two grants are not added up: one of them must hold all of it', () => {
    const own = giver(span({ region: 'p/a', until: NOW + 10 }), span({ region: 'p', department: 'd' }));
    expect(why(own, holder(), wish({ until: NOW + 10 }), contains, NOW)).toBe('given');
    expect(why(own, holder(), wish({ department: 'd' }), contains, NOW)).toBe('given');
    expect(why(own, holder(), wish({ until: null }), contains, NOW)).toBe('span');
  });
});

test('only an active grant of a role that manages grants lets one give', () => {
  for (const role of ROLES)
    expect([role, why(giver(span({ role })), holder(), wish(), contains, NOW)]).toEqual([role, allows(role, 'grant.manage') ? 'given' : 'no_right']);
  for (const over of [{ from: NOW + 1 }, { until: NOW }, { revokedAt: NOW }]) expect(why(giver(span(over)), holder(), wish(), contains, NOW)).toBe('no_right');
  expect(why(giver(), holder(), wish(), contains, NOW)).toBe('no_right');
  expect(why({ account: null, grants: [] }, holder(), wish({ region: 'p' }), contains, NOW)).toBe('given');
});

test('nobody gives to himself, to a disabled account, into the past or backwards', () => {
  expect(why(giver(span()), { ...holder(), account: 1 }, wish(), contains, NOW)).toBe('self');
  expect(why(giver(span()), { ...holder(), disabled: true }, wish(), contains, NOW)).toBe('disabled');
  expect(why(giver(span()), holder(), wish({ from: NOW - 1 }), contains, NOW)).toBe('past');
  expect(why(giver(span()), holder(), wish({ from: NOW + 5, until: NOW + 5 }), contains, NOW)).toBe('order');
});

test('the mark that lets one unmask is for roles that may', () => {
  for (const role of ROLES)
    expect([role, why(giver(span()), holder(), wish({ role, unmask: true }), contains, NOW)]).toEqual([role, mayUnmask(role) ? 'given' : 'unmask']);
});

describe('roles of one account', () => {
  const clash = (held: Role, given: Role) => held !== given && (ADMINISTRATORS.includes(held) || ADMINISTRATORS.includes(given));

  test('an administrator is given nothing else, nor anybody else an administrator', () => {
    for (const held of ROLES)
      for (const given of ROLES) {
        const fault = giveFault(giver(span()), holder(span({ role: held, region: 'p/b' })), wish({ role: given }), contains, NOW);
        expect([held, given, fault?.why ?? 'given']).toEqual([held, given, clash(held, given) ? 'conflict' : 'given']);
      }
  });

  test('roles meet only where their times meet', () => {
    const held = (over: Partial<GrantSpan>) => holder(span({ role: 'audit_admin', ...over }));
    const give = (over: Partial<GrantSpan>, asked: Partial<GrantWish>) => why(giver(span()), held(over), wish(asked), contains, NOW);
    expect(give({ until: NOW + 10 }, { from: NOW + 10 })).toBe('given');
    expect(give({ until: NOW + 11 }, { from: NOW + 10 })).toBe('conflict');
    expect(give({ from: NOW + 10 }, { until: NOW + 10 })).toBe('given');
    expect(give({ from: NOW + 10 }, { until: null })).toBe('conflict');
    expect(give({ revokedAt: NOW }, {})).toBe('given');
  });

  test('what is held already is not given twice, more of it is', () => {
    const give = (over: Partial<GrantSpan>, asked: Partial<GrantWish>) =>
      why(giver(span()), holder(span({ role: 'dispatcher', ...over })), wish(asked), contains, NOW);
    expect(give({}, {})).toBe('held');
    expect(give({ unmask: true }, {})).toBe('held');
    expect(give({}, { unmask: true })).toBe('given');
    expect(give({ until: NOW + 10 }, { until: NOW + 10 })).toBe('held');
    expect(give({ until: NOW + 10 }, { until: NOW + 11 })).toBe('given');
    expect(give({}, { department: 'd' })).toBe('given');
  });
});

test('a grant is ended by whoever holds all of its place, once, and not by its holder', () => {
  const own = giver(span());
  expect(endFault(own, 2, span({ region: 'p/a/x', role: 'leader' }), contains, NOW)).toBeNull();
  expect(endFault(own, 2, span({ region: 'p', role: 'leader' }), contains, NOW)).toBe('outside');
  expect(endFault(giver(span({ department: 'd' })), 2, span({ department: null }), contains, NOW)).toBe('outside');
  expect(endFault(own, 1, span(), contains, NOW)).toBe('self');
  expect(endFault(giver(span({ role: 'system_admin' })), 2, span(), contains, NOW)).toBe('no_right');
  expect(endFault(giver(span({ until: NOW })), 2, span(), contains, NOW)).toBe('no_right');
  expect(endFault(own, 2, span({ until: NOW }), contains, NOW)).toBe('ended');
  expect(endFault(own, 2, span({ revokedAt: NOW - 1 }), contains, NOW)).toBe('ended');
  expect(endFault(own, 2, span({ from: NOW + 5 }), contains, NOW)).toBeNull();
});

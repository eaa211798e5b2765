import { expect, test } from 'vitest';
import { ADMINISTRATORS, ROLES } from './roles.ts';
import { sightOf, sightsOf } from './sights.ts';

test('the mark of the grant and the role together let one unmask; administrators see nothing of the work', () => {
  const sights = Object.fromEntries(ROLES.map((role) => [role, [sightOf({ role, unmask: false }), sightOf({ role, unmask: true })]]));
  expect(sights).toEqual({
    operator: ['masked', 'masked'],
    dispatcher: ['masked', 'unmask'],
    unit_handler: ['masked', 'unmask'],
    supervisor: ['masked', 'unmask'],
    leader: ['masked', 'masked'],
    steward: ['masked', 'masked'],
    chief_data_officer: ['totals', 'totals'],
    ...Object.fromEntries(ADMINISTRATORS.map((role) => [role, [null, null]])),
  });
});

test('a person counts once, by the best that he may and the highest region that it comes from', () => {
  const grants = [
    { account: 1, role: 'chief_data_officer', region: '44', unmask: false },
    { account: 1, role: 'dispatcher', region: '4401', unmask: true },
    { account: 2, role: 'dispatcher', region: '4401', unmask: false },
    { account: 2, role: 'dispatcher', region: '440101', unmask: true },
    { account: 3, role: 'audit_admin', region: '44', unmask: false },
    { account: 4, role: 'operator', region: '4402', unmask: false },
  ] as const;
  expect(sightsOf(grants, ['44', '4401', '440101'])).toEqual({
    people: 2,
    sights: { unmask: 2, masked: 0, totals: 0 },
    levels: [
      { region: '44', people: 1 },
      { region: '4401', people: 1 },
    ],
    roles: [
      { role: 'dispatcher', people: 2 },
      { role: 'chief_data_officer', people: 1 },
    ],
  });
  expect(sightsOf([], ['44'])).toEqual({ people: 0, sights: { unmask: 0, masked: 0, totals: 0 }, levels: [], roles: [] });
});

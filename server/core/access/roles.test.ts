import { expect, test } from 'vitest';
import { grantState, grantsFor, isWithin, nextChange } from './grants.ts';
import { ADMINISTRATORS, allows, PERMISSIONS, ROLES, roleConflict } from './roles.ts';

const grant = { role: 'dispatcher' as const, region: '44', department: null, unmask: false, from: 100, until: 200, revokedAt: null };

test('an administrator holds no other role', () => {
  for (const admin of ADMINISTRATORS) for (const other of ROLES) expect(roleConflict([admin, other]) === null).toBe(admin === other);
  expect(roleConflict(['dispatcher', 'supervisor', 'dispatcher'])).toBeNull();
});

test('the three administrators see none of the work, and no two of them share a power to change', () => {
  for (const admin of ADMINISTRATORS)
    for (const work of ['figure.read', 'record.read', 'ticket.read', 'person.unmask', 'person.search'] as const) expect(allows(admin, work)).toBe(false);
  for (const p of PERMISSIONS.filter((p) => p.endsWith('.manage')))
    expect(ADMINISTRATORS.filter((a) => allows(a, p)).length, p).toBe(['rule.manage', 'filling.manage', 'item.manage'].includes(p) ? 0 : 1);
  expect(PERMISSIONS.filter((p) => allows('audit_admin', p) && !p.endsWith('.read'))).toEqual([]);
});

test('who reads tickets reads rectifications, and nobody else: they share the lane of facts', () => {
  for (const role of ROLES) expect(allows(role, 'rectification.read'), role).toBe(allows(role, 'ticket.read'));
});

test('who reads tickets reads tasks; leaders and supervisors alone make them, and no administrator sees one', () => {
  for (const role of ROLES) if (allows(role, 'ticket.read')) expect(allows(role, 'task.read'), role).toBe(true);
  expect(ROLES.filter((r) => allows(r, 'task.open'))).toEqual(['supervisor', 'leader']);
  expect(ROLES.filter((r) => allows(r, 'task.act'))).toEqual(['unit_handler', 'supervisor', 'leader']);
  for (const admin of ADMINISTRATORS) expect(allows(admin, 'task.read')).toBe(false);
});

test('who takes lists out as a file reads them all, and a handler of one department takes none', () => {
  for (const role of ROLES)
    if (allows(role, 'figure.export')) for (const p of ['figure.read', 'task.read', 'risk.read'] as const) expect(allows(role, p), `${role} ${p}`).toBe(true);
  expect(ROLES.filter((r) => allows(r, 'risk.read') && !allows(r, 'figure.export'))).toEqual(['unit_handler']);
  expect(ROLES.filter((r) => allows(r, 'task.read') && !allows(r, 'figure.export'))).toEqual(['unit_handler']);
});

test('who fills in does not check, and who checks does not fill in', () => {
  expect(ROLES.filter((r) => allows(r, 'filling.submit'))).toEqual(['unit_handler']);
  expect(ROLES.filter((r) => allows(r, 'filling.check'))).toEqual(['steward', 'chief_data_officer']);
  expect(ROLES.filter((r) => allows(r, 'filling.manage'))).toEqual(['steward', 'chief_data_officer']);
  expect(ROLES.filter((r) => allows(r, 'filling.read'))).toEqual(['unit_handler', 'supervisor', 'leader', 'steward', 'chief_data_officer']);
});

test('whoever reads figures reads item lists, and the two who keep data keep them', () => {
  for (const role of ROLES) expect(allows(role, 'item.read'), role).toBe(allows(role, 'figure.read'));
  expect(ROLES.filter((r) => allows(r, 'item.manage'))).toEqual(['steward', 'chief_data_officer']);
});

test('a grant holds from its first instant to before its end, until it is revoked', () => {
  expect([99, 100, 199, 200].map((now) => grantState(grant, now))).toEqual(['future', 'active', 'active', 'ended']);
  expect(grantState({ ...grant, revokedAt: 150 }, 150)).toBe('revoked');
  expect([nextChange([grant], 50), nextChange([grant], 150), nextChange([grant], 250)]).toEqual([100, 200, null]);
});

test('unmasking needs the mark of the grant besides the role', () => {
  expect(grantsFor([grant], 'person.unmask', 150)).toEqual([]);
  expect(grantsFor([{ ...grant, unmask: true }], 'person.unmask', 150)).toHaveLength(1);
  expect(grantsFor([{ ...grant, role: 'leader' as const, unmask: true }], 'person.unmask', 150)).toEqual([]);
});

test('who delegates gives away only what is his own', () => {
  const contains = { region: (a: string, r: string) => r.startsWith(a), department: (a: string, d: string) => d.startsWith(a) };
  expect(isWithin({ region: '4401', department: null }, [{ region: '44', department: null }], contains)).toBe(true);
  expect(isWithin({ region: '44', department: null }, [{ region: '4401', department: null }], contains)).toBe(false);
  expect(isWithin({ region: '4401', department: null }, [{ region: '44', department: 'w' }], contains)).toBe(false);
  expect(isWithin({ region: '4401', department: 'w1' }, [{ region: '44', department: 'w' }], contains)).toBe(true);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import type { Ctx } from '../context.ts';
import { SYSTEM } from './actor.ts';
import { createAccount } from './create-account.ts';
import { createDisplay } from './create-display.ts';
import { ensureDemoAccounts, listDemoDoors, signInDemo } from './demo-accounts.ts';
import { endSessions } from './end-sessions.ts';
import { findActor } from './find-actor.ts';
import { readSelf } from './read-self.ts';
import { resetFactor } from './reset-factor.ts';
import { resetPassword } from './reset-password.ts';
import { revokeDisplay } from './revoke-display.ts';
import { setAccountDisabled } from './set-account-disabled.ts';
import { signIn } from './sign-in.ts';
import { signInDisplay } from './sign-in-display.ts';
import { accessWorld, makePerson } from './testing.ts';

const T0 = 1_700_000_000_000;
let t: TestDb;
let ctx: Ctx;
let now = T0;
let city: string;
let beside: string;
beforeAll(async () => {
  t = await openTestDb();
  ctx = accessWorld(t.db, () => now);
  [city = '', beside = ''] = ctx.catalog.tree.childrenOf(ctx.catalog.tree.root);
}, 60_000);
afterAll(() => t.drop());

const from = { address: '192.0.2.1', agent: 'test', token: null };
const seen = { address: null, agent: null, active: false };
const open = async (token: string) => (await findActor(ctx, token, seen)) !== null;
const input = (over: object = {}) => ({ login: `made-${Math.floor(now++ / 1)}`, name: '某测试', region: city, department: null, ...over });

describe('an account', () => {
  test("is made inside the administrator's own part, without a role, under a login that nobody has", async () => {
    const admin = await makePerson(ctx, [{ role: 'system_admin', region: city }]);
    const made = await createAccount(ctx, admin, input({ login: 'New.One' }));
    expect(await signIn(ctx, { login: 'new.one', password: made.password }, from)).toMatchObject({ needs: 'password', roles: [] });
    await expect(createAccount(ctx, admin, input({ login: 'new.one' }))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(createAccount(ctx, admin, input({ region: beside }))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    await expect(createAccount(ctx, admin, input({ region: ctx.catalog.tree.root }))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    await expect(createAccount(ctx, admin, input({ role: 'leader' }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const bad of [{ login: 'x' }, { login: 'a b' }, { login: '-ab' }, { name: ' ' }, { name: 'a\u0007b' }, { region: '1' }, { department: 'none' }])
      await expect(createAccount(ctx, admin, input(bad))).rejects.toMatchObject({ code: 'INVALID' });
    for (const role of ['security_admin', 'audit_admin', 'dispatcher', 'supervisor'] as const)
      await expect(createAccount(ctx, await makePerson(ctx, [{ role }]), input())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test("outside the administrator's part is not there, whatever is asked of it", async () => {
    const admin = await makePerson(ctx, [{ role: 'system_admin', region: city }]);
    const other = await makePerson(ctx, [{ role: 'dispatcher' }], { region: beside });
    const asked = { account: other.id, version: null };
    for (const verb of [
      () => resetPassword(ctx, admin, asked),
      () => resetFactor(ctx, admin, asked),
      () => setAccountDisabled(ctx, admin, { ...asked, disabled: true }),
      () => endSessions(ctx, admin, other.id),
      () => endSessions(ctx, admin, 999_999),
    ])
      await expect(verb()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is disabled with its sessions, and of two administrators the second loses', async () => {
    const admin = await makePerson(ctx, [{ role: 'system_admin' }]);
    const made = await createAccount(ctx, admin, input({ login: 'to.disable' }));
    const { token } = await signIn(ctx, { login: 'to.disable', password: made.password }, from);
    await setAccountDisabled(ctx, admin, { account: made.id, version: 1, disabled: true });
    expect(await open(token)).toBe(false);
    await expect(setAccountDisabled(ctx, admin, { account: made.id, version: 1, disabled: false })).rejects.toMatchObject({ code: 'CONFLICT' });
    await setAccountDisabled(ctx, admin, { account: made.id, version: 2, disabled: false });
    expect(await open(token)).toBe(false);
    await expect(setAccountDisabled(ctx, admin, { account: admin.id, version: null, disabled: true })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('of who guards the administrator is not taken over by him', async () => {
    const admin = await makePerson(ctx, [{ role: 'system_admin' }]);
    for (const role of ['security_admin', 'audit_admin'] as const) {
      const guard = await makePerson(ctx, [{ role }]);
      await expect(resetPassword(ctx, admin, { account: guard.id, version: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(resetFactor(ctx, admin, { account: guard.id, version: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect((await resetPassword(ctx, SYSTEM, { account: guard.id, version: null })).password).toMatch(/^(\w{4}-){3}\w{4}$/);
    }
    await expect(resetPassword(ctx, admin, { account: admin.id, version: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('with a grant beyond what an administrator looks after is not entered by resetting it', async () => {
    const admin = await makePerson(ctx, [{ role: 'system_admin', region: city }]);
    const whole = await makePerson(ctx, [{ role: 'system_admin' }]);
    const { root } = ctx.catalog.tree;
    for (const grant of [
      { region: root },
      { region: beside },
      { region: root, from: now + 86_400_000 },
      { region: city, department: 'd-water' },
      { region: beside, until: now - 1 },
      { region: beside, revokedAt: now - 1 },
    ]) {
      const home = { region: city };
      const holder = await makePerson(
        ctx,
        [
          { role: 'dispatcher', region: city },
          { role: 'dispatcher', ...grant },
        ],
        home,
      );
      const reset = () => resetPassword(ctx, admin, { account: holder.id, version: null });
      const inside = grant.region === city || 'until' in grant || 'revokedAt' in grant;
      if (inside) expect((await reset()).password).toMatch(/-/);
      else {
        await expect(reset()).rejects.toMatchObject({ code: 'FORBIDDEN' });
        await expect(resetFactor(ctx, admin, { account: holder.id, version: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
        expect((await resetPassword(ctx, whole, { account: holder.id, version: null })).password).toMatch(/-/);
      }
    }
  });

  test('whose factor is lost is given the way to another, its sessions ended', async () => {
    const admin = await makePerson(ctx, [{ role: 'system_admin' }]);
    const made = await createAccount(ctx, SYSTEM, input({ login: 'lost.phone', role: 'dispatcher' }));
    await expect(resetFactor(ctx, admin, { account: made.id, version: null })).rejects.toMatchObject({ code: 'CONFLICT' });
    await t.db.query(`update account set factor = '\\x01', factor_key_id = 'k1', factor_at = now(), recovery = '["d"]', must_change = false where id = $1`, [
      made.id,
    ]);
    const { token, needs } = await signIn(ctx, { login: 'lost.phone', password: made.password }, from);
    await resetFactor(ctx, admin, { account: made.id, version: null });
    expect([needs, await open(token)]).toEqual(['factor', false]);
    const again = await signIn(ctx, { login: 'lost.phone', password: made.password }, from);
    const actor = (await findActor(ctx, again.token, seen))?.actor;
    expect(actor && (await readSelf(ctx, actor))).toMatchObject({
      login: 'lost.phone',
      factorAt: null,
      recoveryLeft: 0,
      grants: [{ role: 'dispatcher', unmask: false }],
    });
    expect(await endSessions(ctx, admin, made.id)).toBe(1);
    expect(await open(again.token)).toBe(false);
  });
});

describe('a display', () => {
  test("is made inside the administrator's own part, enters by its credential, and ends with its walls", async () => {
    const admin = await makePerson(ctx, [{ role: 'system_admin', region: city }]);
    const topics = new Set(['overview']);
    const made = await createDisplay(ctx, admin, { name: '大厅', topic: 'overview', region: city }, topics);
    await expect(createDisplay(ctx, admin, { name: '大厅', topic: 'overview', region: city }, topics)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(createDisplay(ctx, admin, { name: 'b', topic: 'overview', region: beside }, topics)).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    await expect(createDisplay(ctx, admin, { name: 'b', topic: 'none', region: city }, topics)).rejects.toMatchObject({ code: 'INVALID' });
    const { token, topic } = await signInDisplay(ctx, made.token, from);
    now += 40 * 86_400_000;
    expect([topic, (await findActor(ctx, token, seen))?.actor.kind]).toEqual(['overview', 'display']);
    const elsewhere = await makePerson(ctx, [{ role: 'system_admin', region: beside }]);
    await expect(revokeDisplay(ctx, elsewhere, made.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await revokeDisplay(ctx, admin, made.id);
    expect(await open(token)).toBe(false);
    await expect(signInDisplay(ctx, made.token, from)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(signInDisplay(ctx, token, from)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(revokeDisplay(ctx, admin, made.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('the demo', () => {
  test('has one person a role and a dispatcher of a city, who enter by a button and have no password', async () => {
    await ensureDemoAccounts(ctx, 'on', 'd-water');
    await ensureDemoAccounts(ctx, 'on', 'd-water');
    const doors = await listDemoDoors(ctx);
    expect(doors.map((d) => d.role)).toEqual([
      'operator',
      'dispatcher',
      'dispatcher',
      'unit_handler',
      'supervisor',
      'leader',
      'steward',
      'chief_data_officer',
      'system_admin',
      'security_admin',
      'audit_admin',
    ]);
    expect(doors.filter((d) => d.region !== ctx.catalog.tree.root).map((d) => d.login)).toEqual(['demo-city-dispatcher', 'demo-unit-handler']);
    const signed = await signInDemo(ctx, true, 'demo-unit-handler', from);
    const found = await findActor(ctx, signed.token, seen);
    expect([signed.needs, found?.needs, found?.actor.grants.map((g) => [g.role, g.department])]).toEqual([null, null, [['unit_handler', 'd-water']]]);
    await expect(signIn(ctx, { login: 'demo-leader', password: '' }, from)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(signInDemo(ctx, false, 'demo-leader', from)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await makePerson(ctx, [{ role: 'leader' }], { login: 'real-leader' });
    await expect(signInDemo(ctx, true, 'real-leader', from)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('shown to others it has no administrator, and once it is no demo none of its people gets in or stays in', async () => {
    const admin = await signInDemo(ctx, true, 'demo-system-admin', from);
    const leader = await signInDemo(ctx, true, 'demo-leader', from);
    await ensureDemoAccounts(ctx, 'public', 'd-water');
    expect([await open(admin.token), await open(leader.token), (await listDemoDoors(ctx)).length]).toEqual([false, true, 8]);
    await expect(signInDemo(ctx, true, 'demo-security-admin', from)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await ensureDemoAccounts(ctx, 'off', null);
    expect([await open(leader.token), await listDemoDoors(ctx)]).toEqual([false, []]);
    await ensureDemoAccounts(ctx, 'on', null);
    expect((await listDemoDoors(ctx)).length).toBe(11);
  });
});

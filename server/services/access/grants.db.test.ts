import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import type { Ctx } from '../context.ts';
import { SYSTEM } from './actor.ts';
import { changeGrant } from './change-grant.ts';
import { endGrant } from './end-grant.ts';
import { type GiveGrant, giveGrant } from './give-grant.ts';
import { previewGrants } from './preview-grants.ts';
import { requireScope } from './require-scope.ts';
import { accessWorld, makeGrant, makePerson } from './testing.ts';

const DAY = 86_400_000;
let now = Date.UTC(2026, 10, 25, 3);
let opened: TestDb;
let ctx: Ctx;
beforeAll(async () => {
  opened = await openTestDb();
  ctx = accessWorld(opened.db, () => now);
}, 60_000);
afterAll(() => opened.drop());

const ask = (to: { id: number; version: number }, over: Partial<GiveGrant> = {}): GiveGrant => ({
  account: to.id,
  version: to.version,
  role: 'dispatcher',
  region: '990100',
  department: null,
  unmask: false,
  from: null,
  until: null,
  ...over,
});
const grantsOf = (account: number) =>
  ctx.db.query<{ role: string; region: string; unmask: boolean; revoked: boolean; by: number; until: number | null }>(
    `select role, region, unmask, revoked_at is not null revoked, created_by "by", until_at until from access_grant where account = $1 order by id`,
    [account],
  );
const factsOf = async (account: number) =>
  (await ctx.db.query(`select kind from fact where subject = 'access' and subject_id = $1 and body = jsonb_build_object('account', $1::int)`, [account]))
    .length;
const auditOf = (account: number) =>
  ctx.db.query<{ action: string; actor: number; region: string; purpose: string | null; detail: Record<string, unknown> }>(
    `select action, actor, region, purpose, detail from audit where object_kind = 'account' and object_id = $1 order by id`,
    [String(account)],
  );

describe('giving', () => {
  test('writes the grant, the fact and the audit row together', async () => {
    const admin = await makePerson(ctx, [{ role: 'security_admin' }]);
    const user = await makePerson(ctx, [], { region: '990100' });
    const until = now + 30 * DAY;
    const given = await giveGrant(ctx, admin, ask(user, { unmask: true, until, note: '值班调整' }));
    expect(given.version).toBe(user.version + 1);
    expect(await grantsOf(user.id)).toEqual([{ role: 'dispatcher', region: '990100', unmask: true, revoked: false, by: admin.id, until }]);
    expect(await factsOf(user.id)).toBe(1);
    const detail = { grant: given.grant, role: 'dispatcher', unmask: true, from: now, until };
    expect(await auditOf(user.id)).toEqual([{ action: 'grant.given', actor: admin.id, region: '990100', purpose: '值班调整', detail }]);
  });

  test('of two administrators at once the second loses, and is told who won and when', async () => {
    const [one, two] = [await makePerson(ctx, [{ role: 'security_admin' }]), await makePerson(ctx, [{ role: 'security_admin' }])];
    const user = await makePerson(ctx, []);
    const results = await Promise.allSettled([giveGrant(ctx, one, ask(user)), giveGrant(ctx, two, ask(user, { role: 'supervisor' }))]);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = results[0].status === 'fulfilled' ? one : two;
    const lost = results.find((r) => r.status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({
      code: 'CONFLICT',
      message: `account ${user.id} was changed by ${winner.login} at ${new Date(now).toISOString()} after you read it`,
    });
    expect([(await grantsOf(user.id)).length, await factsOf(user.id), (await auditOf(user.id)).length]).toEqual([1, 1, 1]);
  });

  test('two of conflicting roles at once leave one of them', async () => {
    const [one, two] = [await makePerson(ctx, [{ role: 'security_admin' }]), await makePerson(ctx, [{ role: 'security_admin' }])];
    const user = await makePerson(ctx, []);
    await Promise.allSettled([giveGrant(ctx, one, ask(user, { role: 'audit_admin' })), giveGrant(ctx, two, ask(user, { role: 'system_admin' }))]);
    const [held, ...more] = await grantsOf(user.id);
    expect(more).toEqual([]);
    const version = user.version + 1;
    for (const role of ['dispatcher', held?.role === 'audit_admin' ? 'system_admin' : 'audit_admin'])
      await expect(giveGrant(ctx, one, ask({ ...user, version }, { role }))).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('is for whoever may, now: no other role, none that was taken a moment ago, none that has run out', async () => {
    const user = await makePerson(ctx, []);
    const operator = await makePerson(ctx, [{ role: 'operator' }]);
    await expect(giveGrant(ctx, operator, ask(user))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const ending = await makePerson(ctx, [{ role: 'security_admin', until: now + DAY }]);
    const at = now;
    now = at + DAY;
    await expect(giveGrant(ctx, ending, ask(user))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    now = at;
    const taken = await makePerson(ctx, [{ role: 'security_admin' }]);
    await ctx.db.query('update access_grant set revoked_at = $2::text::timestamptz where account = $1', [taken.id, new Date(now).toISOString()]);
    await expect(giveGrant(ctx, taken, ask(user))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const disabled = await makePerson(ctx, [{ role: 'security_admin' }]);
    await ctx.db.query('update account set disabled_at = now() where id = $1', [disabled.id]);
    await expect(giveGrant(ctx, disabled, ask(user))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect([await grantsOf(user.id), await factsOf(user.id), await auditOf(user.id)]).toEqual([[], 0, []]);
  });

  test('stays inside the own subtree, span and department, and is not for oneself', async () => {
    const admin = await makePerson(ctx, [{ role: 'security_admin', region: '990100', department: 'd-social', until: now + 10 * DAY }], {
      region: '990100',
      department: 'd-social',
    });
    const inside = { region: '990101', department: 'd-social-1' };
    const user = await makePerson(ctx, [], inside);
    const fits = { ...inside, until: now + DAY };
    await expect(giveGrant(ctx, admin, ask(user, { ...fits, region: '990000' }))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE', message: /region/ });
    await expect(giveGrant(ctx, admin, ask(user, { ...fits, region: '990200' }))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE', message: /region/ });
    await expect(giveGrant(ctx, admin, ask(user, { ...fits, department: 'd-water' }))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE', message: /department/ });
    await expect(giveGrant(ctx, admin, ask(user, { ...fits, department: null }))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE', message: /department/ });
    await expect(giveGrant(ctx, admin, ask(user, { ...fits, until: null }))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE', message: /span/ });
    await expect(giveGrant(ctx, admin, ask(admin, fits))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const home of [{ region: '990200' }, { region: '990000' }, { region: '990101', department: 'd-water' }, { region: '990101', department: null }]) {
      const stranger = await makePerson(ctx, [], home);
      await expect(giveGrant(ctx, admin, ask(stranger, fits))).rejects.toMatchObject({ code: 'NOT_FOUND', message: `there is no account ${stranger.id}` });
    }
    await expect(giveGrant(ctx, admin, ask({ id: 999_999, version: 1 }, fits))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'there is no account 999999',
    });
    expect((await giveGrant(ctx, admin, ask(user, fits))).version).toBe(2);
  });

  test.each([
    [{ role: 'king' }, /king is not a role/],
    [{ region: '880000' }, /region 880000/],
    [{ department: 'd-none' }, /department d-none/],
    [{ role: 'leader', unmask: true }, /does not unmask/],
    [{ from: Date.UTC(2020, 0, 1) }, /in the past/],
    [{ until: Date.UTC(2020, 0, 1) }, /after it begins/],
  ])('%o is refused', async (over, message) => {
    const admin = await makePerson(ctx, [{ role: 'security_admin' }]);
    await expect(giveGrant(ctx, admin, ask(await makePerson(ctx, []), over))).rejects.toMatchObject({ code: 'INVALID', message });
  });

  test('the command line is bound by no grant of its own', async () => {
    const user = await makePerson(ctx, []);
    await giveGrant(ctx, SYSTEM, ask(user, { role: 'security_admin', region: '990000' }));
    expect(await grantsOf(user.id)).toMatchObject([{ role: 'security_admin', by: 0 }]);
  });
});

describe('ending', () => {
  test('takes effect now, keeps the row and says so once', async () => {
    const admin = await makePerson(ctx, [{ role: 'security_admin' }]);
    const user = await makePerson(ctx, [{ role: 'operator', region: '990200' }]);
    const grant = user.grants[0]?.id ?? 0;
    const end = { account: user.id, version: user.version, grant, note: '调离' };
    expect(await endGrant(ctx, admin, end)).toEqual({ version: 2 });
    expect(await grantsOf(user.id)).toMatchObject([{ revoked: true }]);
    expect(await factsOf(user.id)).toBe(1);
    expect(await auditOf(user.id)).toEqual([
      { action: 'grant.ended', actor: admin.id, region: '990200', purpose: '调离', detail: { grant, role: 'operator' } },
    ]);
    await expect(endGrant(ctx, admin, { ...end, version: 2 })).rejects.toMatchObject({ code: 'CONFLICT', message: /ended already/ });
    await expect(endGrant(ctx, admin, end)).rejects.toMatchObject({ code: 'CONFLICT', message: /was changed by/ });
  });

  test('of a grant from above, or of another account, reads as none at all', async () => {
    const admin = await makePerson(ctx, [{ role: 'security_admin', region: '990100' }], { region: '990100' });
    const user = await makePerson(
      ctx,
      [
        { role: 'operator', region: '990000' },
        { role: 'operator', region: '990101' },
      ],
      { region: '990101' },
    );
    const [above, own] = user.grants.map((g) => g.id) as [number, number];
    const other = await makePerson(ctx, [{ role: 'operator', region: '990101' }], { region: '990101' });
    const end = { account: user.id, version: user.version };
    for (const grant of [above, other.grants[0]?.id ?? 0, 999_999])
      await expect(endGrant(ctx, admin, { ...end, grant })).rejects.toMatchObject({ code: 'NOT_FOUND', message: `there is no grant ${grant}` });
    await expect(endGrant(ctx, admin, { account: admin.id, version: 1, grant: admin.grants[0]?.id ?? 0 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await endGrant(ctx, admin, { ...end, grant: own })).toEqual({ version: 2 });
  });

  test('two who end each other do it one after the other: one is left', async () => {
    const [one, two] = [await makePerson(ctx, [{ role: 'security_admin' }]), await makePerson(ctx, [{ role: 'security_admin' }])];
    const ends = [
      endGrant(ctx, one, { account: two.id, version: 1, grant: two.grants[0]?.id ?? 0 }),
      endGrant(ctx, two, { account: one.id, version: 1, grant: one.grants[0]?.id ?? 0 }),
    ];
    const results = await Promise.allSettled(ends);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((r) => r.status === 'rejected')).toMatchObject({ reason: { code: 'FORBIDDEN' } });
  });
});

describe('changing', () => {
  test('ends the old grant and begins another at the same instant', async () => {
    const admin = await makePerson(ctx, [{ role: 'security_admin' }]);
    const user = await makePerson(ctx, [{ role: 'dispatcher', region: '990100' }]);
    const grant = user.grants[0]?.id ?? 0;
    const change = { account: user.id, version: user.version, grant, unmask: true, until: now + DAY };
    const changed = await changeGrant(ctx, admin, change);
    expect(await grantsOf(user.id)).toMatchObject([
      { revoked: true, unmask: false, until: null },
      { revoked: false, unmask: true, until: now + DAY },
    ]);
    expect((await auditOf(user.id))[0]).toMatchObject({
      action: 'grant.changed',
      detail: { grant: changed.grant, was: grant, unmask: true, unmaskWas: false },
    });
    await expect(changeGrant(ctx, admin, { ...change, grant: changed.grant, version: 2 })).rejects.toMatchObject({ code: 'INVALID', message: /nothing/ });
    const leader = await makePerson(ctx, [{ role: 'leader' }]);
    const asked = { account: leader.id, version: 1, grant: leader.grants[0]?.id ?? 0, unmask: true, until: null };
    await expect(changeGrant(ctx, admin, asked)).rejects.toMatchObject({ code: 'INVALID', message: /does not unmask/ });
    expect(await grantsOf(leader.id)).toMatchObject([{ revoked: false }]);
  });

  test('moves the end of a future grant without beginning it, and not beyond the own span', async () => {
    const admin = await makePerson(ctx, [{ role: 'security_admin', until: now + 5 * DAY }]);
    const user = await makePerson(ctx, []);
    const future = await makeGrant(ctx, user.id, { role: 'operator', from: now + DAY, until: now + 2 * DAY });
    const change = { account: user.id, version: 1, grant: future.id, unmask: false, until: now + 6 * DAY };
    await expect(changeGrant(ctx, admin, change)).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    await changeGrant(ctx, admin, { ...change, until: now + 3 * DAY });
    const [row] = await ctx.db.query<{ from: number }>('select from_at "from" from access_grant where account = $1 and revoked_at is null', [user.id]);
    expect(row?.from).toBe(now + DAY);
  });
});

test('a list of grants is looked at as if its lines were given in their order, and nothing is written', async () => {
  const admin = await makePerson(ctx, [{ role: 'security_admin', region: '990100' }], { region: '990100' });
  const user = await makePerson(ctx, [], { region: '990101', login: 'listed-user' });
  const far = await makePerson(ctx, [], { region: '990200', login: 'listed-far' });
  const row = (over: object) => ({
    login: 'listed-user',
    role: 'operator' as const,
    region: '990101',
    department: null,
    unmask: false,
    from: null,
    until: null,
    ...over,
  });
  const rows = [
    row({}),
    row({}),
    row({ role: 'audit_admin' }),
    row({ region: '990200' }),
    row({ login: far.login }),
    row({ login: 'listed-nobody' }),
    row({ role: 'leader', unmask: true }),
    row({ department: 'd-none' }),
  ];
  const preview = await previewGrants(ctx, admin, requireScope(ctx, admin, 'grant.manage'), rows);
  expect(preview.map((p) => p.fault?.why ?? 'given')).toEqual(['given', 'held', 'conflict', 'region', 'account', 'account', 'unmask', 'department']);
  expect(preview[0]?.account).toEqual({ id: user.id, name: user.name, version: 1 });
  expect([await grantsOf(user.id), await grantsOf(far.id)]).toEqual([[], []]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/access/policy.ts';
import { ADMINISTRATORS, ROLES, type Role } from '../../core/access/roles.ts';
import type { Ctx } from '../context.ts';
import { policyEffect, policyHistory } from './policy-versions.ts';
import { readPolicy } from './read-policy.ts';
import { requireScope } from './require-scope.ts';
import { setPolicy } from './set-policy.ts';
import { accessWorld, makePerson } from './testing.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let now = Date.UTC(2026, 10, 25, 3);
let opened: TestDb;
let ctx: Ctx;
beforeAll(async () => {
  opened = await openTestDb();
  ctx = accessWorld(opened.db, () => now);
}, 60_000);
afterAll(() => opened.drop());

const over = (change: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...change });
let token = 0;
async function openSession(account: number, createdAt: number, seenAt: number): Promise<number> {
  const iso = (at: number) => new Date(at).toISOString();
  token += 1;
  const [row] = await ctx.db.query<{ id: number }>(
    `insert into session (token_hash, account, created_at, seen_at, until) values (decode(lpad($1::text, 64, '0'), 'hex'), $2, $3::text::timestamptz, $4::text::timestamptz, $5::text::timestamptz) returning id`,
    [String(token), account, iso(createdAt), iso(seenAt), iso(createdAt + 12 * HOUR)],
  );
  return row?.id ?? 0;
}

test('a policy has versions with author and note; another process follows within five seconds', async () => {
  const admin = await makePerson(ctx, [{ role: 'security_admin' }]);
  const scope = requireScope(ctx, admin, 'policy.read');
  expect(await readPolicy(ctx)).toEqual(DEFAULT_POLICY);
  expect(await policyHistory(ctx, scope, 10)).toEqual([{ version: 0, at: null, by: null, note: '', policy: DEFAULT_POLICY }]);
  const first = await setPolicy(ctx, admin, { version: 0, policy: over({ idleMinutes: 15 }), note: ' 等保要求 ' });
  expect((await readPolicy(ctx)).idleMinutes).toBe(15);
  expect((await policyHistory(ctx, scope, 10))[0]).toEqual({
    version: first.version,
    at: now,
    by: admin.login,
    note: '等保要求',
    policy: over({ idleMinutes: 15 }),
  });
  const [audit] = await ctx.db.query<{ action: string; purpose: string; detail: unknown }>(
    `select action, purpose, detail from audit where object_kind = 'policy' and object_id = $1`,
    [String(first.version)],
  );
  expect(audit).toEqual({ action: 'policy.set', purpose: '等保要求', detail: { idleMinutes: { was: 30, is: 15 } } });
  expect(await ctx.db.query(`select kind, subject_id "id", body from fact`)).toEqual([{ kind: 'access', id: 0, body: { everybody: true } }]);

  await ctx.db.query(`insert into policy (note, body) values ('other process', $1::text::jsonb)`, [JSON.stringify(over({ idleMinutes: 45 }))]);
  now += 4_999;
  expect((await readPolicy(ctx)).idleMinutes).toBe(15);
  now += 1;
  expect((await readPolicy(ctx)).idleMinutes).toBe(45);
});

test('of two who set it at once the second is told who was first', async () => {
  const [one, two] = [await makePerson(ctx, [{ role: 'security_admin' }]), await makePerson(ctx, [{ role: 'security_admin' }])];
  const version = (await policyHistory(ctx, requireScope(ctx, one, 'policy.read'), 1))[0]?.version ?? 0;
  const set = (admin: typeof one, minutes: number) => setPolicy(ctx, admin, { version, policy: over({ idleMinutes: minutes }), note: '例会决定' });
  const results = await Promise.allSettled([set(one, 20), set(two, 25)]);
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  const winner = results[0].status === 'fulfilled' ? one : two;
  expect(results.find((r) => r.status === 'rejected')).toMatchObject({
    reason: { code: 'CONFLICT', message: new RegExp(`made by ${winner.login} at ${new Date(now).toISOString()}`) },
  });
});

test('it is set for the whole province by whoever holds that, within bounds, with a reason, and only when it changes', async () => {
  const admin = await makePerson(ctx, [{ role: 'security_admin' }]);
  const newest = (await policyHistory(ctx, requireScope(ctx, admin, 'policy.read'), 1))[0];
  if (!newest) throw new Error('no policy');
  const { version, policy } = newest;
  const set = (by: typeof admin, change: Partial<Policy>, note = '例会决定') => setPolicy(ctx, by, { version, policy: { ...policy, ...change }, note });
  for (const role of ROLES.filter((r) => r !== 'security_admin'))
    await expect(set(await makePerson(ctx, [{ role }]), { auditYears: 5 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const local = await makePerson(ctx, [{ role: 'security_admin', region: '990100' }]);
  await expect(set(local, { auditYears: 5 })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  const part = await makePerson(ctx, [{ role: 'security_admin', department: 'd-social' }]);
  await expect(set(part, { auditYears: 5 })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  await expect(policyEffect(ctx, requireScope(ctx, local, 'policy.manage'), policy)).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  await expect(set(admin, { idleMinutes: 1 })).rejects.toMatchObject({ code: 'INVALID', message: /idleMinutes/ });
  await expect(set(admin, { factorRoles: ['leader'] })).rejects.toMatchObject({ code: 'INVALID', message: /factorRoles/ });
  await expect(set(admin, { auditYears: 5 }, '  ')).rejects.toMatchObject({ code: 'INVALID', message: /decided/ });
  await expect(set(admin, {})).rejects.toMatchObject({ code: 'INVALID', message: /nothing/ });
});

test('its effect is counted before, and the shorter absolute limit cuts open sessions', async () => {
  const admin = await makePerson(ctx, [{ role: 'security_admin' }]);
  const scope = requireScope(ctx, admin, 'policy.manage');
  const policy = (await policyHistory(ctx, scope, 1))[0]?.policy ?? DEFAULT_POLICY;
  const needing = async (...roles: Role[]) => (await policyEffect(ctx, scope, { ...policy, factorRoles: [...roles, ...ADMINISTRATORS] })).withoutFactor;
  const before = { leaders: await needing('leader'), administrators: await needing() };
  await makePerson(ctx, [{ role: 'leader' }]);
  await makePerson(ctx, [
    { role: 'leader', until: now },
    { role: 'leader', from: now + 1 },
  ]);
  const enrolled = await makePerson(ctx, [{ role: 'leader' }]);
  await ctx.db.query('update account set factor_at = now() where id = $1', [enrolled.id]);
  const user = await makePerson(ctx, [{ role: 'operator' }]);
  const old = await openSession(user.id, now - 3 * HOUR, now - MINUTE);
  const idle = await openSession(user.id, now - HOUR, now - 20 * MINUTE);
  const fresh = await openSession(user.id, now, now);
  const effect = (change: Partial<Policy>) => policyEffect(ctx, scope, { ...policy, factorRoles: ADMINISTRATORS, ...change });
  expect([await needing('leader'), await needing()]).toEqual([before.leaders + 1, before.administrators]);
  expect(await effect({ idleMinutes: 30, absoluteHours: 12 })).toMatchObject({ sessions: 3, sessionsEnded: 0 });
  expect(await effect({ idleMinutes: 20, absoluteHours: 12 })).toMatchObject({ sessionsEnded: 1 });
  expect(await effect({ idleMinutes: 20, absoluteHours: 3 })).toMatchObject({ sessionsEnded: 2 });
  const { version } = (await policyHistory(ctx, scope, 1))[0] ?? { version: 0 };
  await setPolicy(ctx, admin, { version, policy: { ...policy, absoluteHours: 3 }, note: '收紧' });
  const ends = await ctx.db.query<{ id: number; until: number }>('select id, until from session order by id');
  expect(ends).toEqual([
    { id: old, until: now },
    { id: idle, until: now + 2 * HOUR },
    { id: fresh, until: now + 3 * HOUR },
  ]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import type { Ctx } from '../context.ts';
import { findActor } from './find-actor.ts';
import { accessTokenHash, newAccessToken } from './session-token.ts';

const T0 = 1_700_000_000_000;
const MINUTE = 60_000;
let t: TestDb;
let now = T0;
let ctx: Ctx;
beforeAll(async () => {
  t = await openTestDb();
  ctx = { db: t.db, now: () => now } as unknown as Ctx;
}, 60_000);
afterAll(() => t.drop());

const iso = (ms: number) => new Date(ms).toISOString();
const seen = { address: '10.0.0.7', agent: 'test', active: false };

async function person(login: string, { factorAt = null as number | null, roles = [['dispatcher', T0, null]] as [string, number, number | null][] } = {}) {
  const [a] = await t.db.query<{ id: number }>(`insert into account (login, name, region) values ($1, $1, '440000') returning id`, [login]);
  const account = a?.id ?? 0;
  for (const [role, from, until] of roles)
    await t.db.query('insert into access_grant (account, role, region, from_at, until_at) values ($1, $2, $3, $4::timestamptz, $5::timestamptz)', [
      account,
      role,
      '440000',
      iso(from),
      until === null ? null : iso(until),
    ]);
  const token = newAccessToken('tgs_');
  await t.db.query(
    `insert into session (token_hash, account, created_at, seen_at, until, factor_at) values ($1, $2, $3::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz)`,
    [accessTokenHash(token) as Uint8Array, account, iso(T0), iso(T0 + 12 * 60 * MINUTE), factorAt === null ? null : iso(factorAt)],
  );
  return { account, token };
}

test('a session is found by its token until it is idle, and a sign of the person keeps it to its absolute end', async () => {
  const { account, token } = await person('p1', { factorAt: T0, roles: [['dispatcher', T0, null]] });
  now = T0 + 29 * MINUTE;
  const found = await findActor(ctx, token, seen);
  expect(found).toMatchObject({ needs: null, validUntil: T0 + 30 * MINUTE, actor: { kind: 'person', id: account, login: 'p1', address: '10.0.0.7' } });
  expect(found?.actor.grants).toMatchObject([
    { role: 'dispatcher', region: '440000', department: null, unmask: false, from: T0, until: null, revokedAt: null },
  ]);
  now = T0 + 30 * MINUTE;
  expect(await findActor(ctx, token, seen)).toBeNull();
  for (now = T0 + 20 * MINUTE; now < T0 + 12 * 60 * MINUTE; now += 20 * MINUTE) expect(await findActor(ctx, token, { ...seen, active: true })).not.toBeNull();
  now = T0 + 12 * 60 * MINUTE - 1;
  expect(await findActor(ctx, token, { ...seen, active: true })).toMatchObject({ validUntil: T0 + 12 * 60 * MINUTE });
  now = T0 + 12 * 60 * MINUTE;
  expect(await findActor(ctx, token, { ...seen, active: true })).toBeNull();
  now = T0;
  expect(await findActor(ctx, `${token.slice(0, -1)}~`, seen)).toBeNull();
  expect(await findActor(ctx, newAccessToken('tgs_'), seen)).toBeNull();
});

test('reads of the page alone do not keep a session, and a sign is written at most once a minute', async () => {
  const { token } = await person('p2', { factorAt: T0 });
  const seenAt = async () =>
    (await t.db.query<{ at: number }>('select seen_at at from session where token_hash = $1', [accessTokenHash(token) as Uint8Array]))[0]?.at;
  now = T0 + 5 * MINUTE;
  await findActor(ctx, token, seen);
  expect(await seenAt()).toBe(T0);
  await findActor(ctx, token, { ...seen, active: true });
  now += MINUTE - 1;
  await findActor(ctx, token, { ...seen, active: true });
  expect(await seenAt()).toBe(T0 + 5 * MINUTE);
});

test('the end of a grant by its date ends what was found, and what is still lacking leaves no grant in hand', async () => {
  const { token } = await person('p3', {
    factorAt: T0,
    roles: [
      ['dispatcher', T0, T0 + 7 * MINUTE],
      ['operator', T0 + 3 * MINUTE, null],
    ],
  });
  now = T0 + MINUTE;
  expect(await findActor(ctx, token, seen)).toMatchObject({ validUntil: T0 + 3 * MINUTE });
  now = T0 + 8 * MINUTE;
  const later = await findActor(ctx, token, seen);
  expect(later?.actor.grants.map((g) => g.role)).toEqual(['operator']);
  const bare = await person('p4');
  expect(await findActor(ctx, bare.token, seen)).toMatchObject({ needs: 'factor', actor: { grants: [] } });
  await t.db.query('update account set must_change = true where id = $1', [bare.account]);
  expect(await findActor(ctx, bare.token, seen)).toMatchObject({ needs: 'password' });
  await t.db.query('update account set factor_at = now() where id = $1', [bare.account]);
  expect(await findActor(ctx, bare.token, seen)).toMatchObject({ needs: 'factor' });
  await t.db.query('update account set disabled_at = now() where id = $1', [bare.account]);
  expect(await findActor(ctx, bare.token, seen)).toBeNull();
});

test('a display has its one topic, no limits, and ends when it is revoked', async () => {
  const token = newAccessToken('tgs_');
  await t.db.query(
    `with d as (insert into display (name, token_hash, topic, region) values ('hall', '\\x01', 'overview', '440100') returning id)
     insert into session (token_hash, display, created_at, seen_at) select $1, id, $2::timestamptz, $2::timestamptz from d`,
    [accessTokenHash(token) as Uint8Array, iso(T0)],
  );
  now = T0 + 90 * 86_400_000;
  const found = await findActor(ctx, token, seen);
  expect(found).toMatchObject({ validUntil: Number.POSITIVE_INFINITY, needs: null, actor: { kind: 'display', login: 'hall', topic: 'overview' } });
  expect(found?.actor.grants).toMatchObject([{ role: 'leader', region: '440100', unmask: false }]);
  await t.db.query('update display set revoked_at = now()');
  expect(await findActor(ctx, token, seen)).toBeNull();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import type { Role } from '../../core/access/roles.ts';
import type { Ctx } from '../context.ts';
import { missingKeys } from '../person/missing-keys.ts';
import { rotateKeys } from '../person/rotate-keys.ts';
import { type Keys, openKeys } from '../person/vault.ts';
import { type Actor, SYSTEM } from './actor.ts';
import { BadPassword, changePassword } from './change-password.ts';
import { createAccount } from './create-account.ts';
import { confirmFactor, offerFactor, renewRecovery, showFactor } from './factor.ts';
import { factorCode } from './factor-secret.ts';
import { findActor } from './find-actor.ts';
import { endOtherSessions, endSession, listSessions } from './sessions.ts';
import { type SignInFrom, signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { accessWorld } from './testing.ts';

const T0 = 1_700_000_000_000;
const STEP = 30_000;
let t: TestDb;
let folder: string;
let keys: Keys;
let ctx: Ctx;
let now = T0;
beforeAll(async () => {
  t = await openTestDb();
  folder = mkdtempSync(join(tmpdir(), 'tongguan-signin-'));
  keys = openKeys(join(folder, 'keys.json'), { generate: true });
  ctx = accessWorld(t.db, () => now);
}, 60_000);
afterAll(async () => {
  await t.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  now += 2 * 86_400_000;
});

const desk: SignInFrom = { address: '192.0.2.1', agent: 'test', token: null };
const stranger: SignInFrom = { address: '203.0.113.9', agent: 'x', token: null };
let made = 0;
const FINE = 'three white egrets over longan trees';

async function account(role: Role = 'dispatcher'): Promise<{ login: string; password: string; id: number }> {
  const login = `person-${++made}`;
  return { login, ...(await createAccount(ctx, SYSTEM, { login, name: '某测试', region: ctx.catalog.tree.root, department: null, role })) };
}
const actorOf = async (token: string): Promise<Actor> => {
  const found = await findActor(ctx, token, { address: '192.0.2.1', agent: 'test', active: true });
  if (!found) throw new Error('no session');
  return found.actor;
};
const open = async (token: string) => (await findActor(ctx, token, { address: null, agent: null, active: false })) !== null;
const audit = (login: string) =>
  t.db.query<{ action: string; result: string; detail: Record<string, unknown>; kind: string }>(
    'select action, result, detail, actor_kind kind from audit where actor_login = $1 order by id',
    [login],
  );
/** Signed in with a password of its own and a second factor. */
async function whole(role: Role = 'dispatcher') {
  const a = await account(role);
  const first = await signIn(ctx, { login: a.login, password: a.password }, desk);
  const changed = await changePassword(ctx, await actorOf(first.token), { current: a.password, next: FINE }, []);
  const offer = await offerFactor(ctx, keys, await actorOf(changed.token), '东山 统管');
  const confirmed = await confirmFactor(ctx, keys, await actorOf(changed.token), {
    enrolment: offer.enrolment,
    code: factorCode(offer.secret, now),
    current: null,
  });
  return {
    ...a,
    password: FINE,
    secret: offer.secret,
    uri: offer.uri,
    token: confirmed.token,
    recovery: confirmed.recovery,
    tokens: [first.token, changed.token],
  };
}

describe('a first sign-in', () => {
  test('leads from the one-time password over an own one and a factor to the work, each step under a fresh token', async () => {
    const a = await account();
    const first = await signIn(ctx, { login: ` ${a.login.toUpperCase()} `, password: a.password }, desk);
    expect(first.needs).toBe('password');
    expect((await actorOf(first.token)).grants).toEqual([]);
    const changed = await changePassword(ctx, await actorOf(first.token), { current: a.password, next: FINE }, []);
    expect(changed.needs).toBe('factor');
    expect(await open(first.token)).toBe(false);
    const offer = await offerFactor(ctx, keys, await actorOf(changed.token), '东山 统管');
    expect(offer.uri).toMatch(/^otpauth:\/\/totp\/%E4%B8%9C%E5%B1%B1%20%E7%BB%9F%E7%AE%A1:person-\d+\?.*secret=[A-Z2-7]{32}/);
    const code = factorCode(offer.secret, now);
    const confirmed = await confirmFactor(ctx, keys, await actorOf(changed.token), { enrolment: offer.enrolment, code, current: null });
    expect([confirmed.needs, new Set(confirmed.recovery).size, await open(changed.token)]).toEqual([null, 10, false]);
    expect((await actorOf(confirmed.token)).grants.map((g) => g.role)).toEqual(['dispatcher']);
    const rows = (await audit(a.login)).map((r) => `${r.action} ${r.result}`);
    expect(rows).toEqual(['session.signed_in ok', 'password.changed ok', 'factor.enrolled ok']);
    const [stored] = await t.db.query<{ factor: Uint8Array; recovery: string[]; password: string }>(
      'select factor, recovery, password from account where login = $1',
      [a.login],
    );
    expect(stored?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(Buffer.from(stored?.factor ?? []).includes(offer.secret)).toBe(false);
    expect(stored?.recovery).toHaveLength(10);
    expect(JSON.stringify(stored?.recovery)).not.toContain(confirmed.recovery[0]?.slice(0, 5));
  });

  test('the session that the browser brought ends: a token that somebody planted is worth nothing afterwards', async () => {
    const planted = await whole();
    const owner = await whole();
    const signed = await signIn(ctx, owner, { ...desk, token: planted.token });
    expect(signed.token).not.toBe(planted.token);
    expect([await open(planted.token), await open(signed.token)]).toEqual([false, true]);
    expect(await signIn(ctx, owner, { ...desk, token: 'tgs_chosen-by-a-stranger' })).toMatchObject({ login: owner.login });
  });
});

describe('what is refused', () => {
  test('an unknown login, a wrong password, an account without one and a disabled account read the same', async () => {
    const [disabled, bare] = [await account(), await account()];
    await t.db.query('update account set disabled_at = now() where id = $1', [disabled.id]);
    await t.db.query('update account set password = null where id = $1', [bare.id]);
    const tries = [
      { login: 'nobody.here', password: 'x' },
      { login: (await account()).login, password: 'x' },
      { login: bare.login, password: 'x' },
      disabled,
      { login: "' or 1=1 --", password: 'x' },
    ];
    const said = await Promise.all(tries.map((input) => signIn(ctx, input, desk).catch((e: Error) => [e.name, e.message])));
    expect(new Set(said.map((s) => JSON.stringify(s))).size).toBe(1);
    expect(said[0]).toEqual(['ServiceError', 'login or password is wrong']);
    expect((await audit(disabled.login)).at(-1)).toMatchObject({ action: 'session.signed_in', result: 'failed', kind: 'nobody', detail: { why: 'disabled' } });
    expect((await audit('?')).at(-1)).toMatchObject({ result: 'failed', detail: { why: 'unknown' } });
  });

  test('an unknown login takes as long as a wrong password', async () => {
    const { login } = await account();
    const time = async (who: string) => {
      now += 86_400_000;
      const start = performance.now();
      await signIn(ctx, { login: who, password: 'wrong' }, desk).catch(() => {});
      return performance.now() - start;
    };
    // The quickest of many in turn: what else the machine does makes a try slower, never quicker. A busy one needs more.
    const spent = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    const ratio = () => Math.max(spent.known, spent.unknown) / Math.min(spent.known, spent.unknown);
    for (let i = 0; i < 10 || (i < 60 && ratio() > 1.5); i++) {
      spent.known = Math.min(spent.known, await time(login));
      spent.unknown = Math.min(spent.unknown, await time('nobody.here'));
    }
    expect(ratio()).toBeLessThan(1.5);
  }, 60_000);

  test('failures make the next try wait, also many at once, and the owner at his own desk does not wait for a stranger', async () => {
    const a = await whole();
    const wrong = (from: SignInFrom) => signIn(ctx, { login: a.login, password: 'wrong' }, from).catch((e: Error) => e.message);
    const said = await Promise.all(Array.from({ length: 12 }, () => wrong(stranger)));
    expect(said.filter((m) => m === 'login or password is wrong')).toHaveLength(4);
    expect(said.filter((m) => m === 'too many failed tries: wait 2 s')).toHaveLength(8);
    for (let i = 0; i < 12; i++) await wrong({ ...stranger, address: `203.0.113.${i + 20}` });
    await expect(signIn(ctx, a, stranger)).rejects.toThrow(/wait \d+ s/);
    expect(await wrong(desk)).toBe('login or password is wrong');
    expect(await signIn(ctx, a, desk)).toMatchObject({ needs: 'factor' });
    now += 30_000;
    expect(await signIn(ctx, a, stranger)).toMatchObject({ needs: 'factor' });
    const [kept] = await t.db.query<{ text: string }>(`select coalesce(string_agg(key, ' '), '') as text from signin_delay`);
    expect(kept?.text).not.toContain(a.login);
  });

  test('a password from the login field is not written down', async () => {
    await signIn(ctx, { login: 'My secret Pass-word!', password: 'x' }, desk).catch(() => {});
    const rows = await t.db.query<{ n: number }>(`select count(*) n from audit where to_jsonb(audit)::text ilike '%secret%'`);
    expect(rows[0]?.n).toBe(0);
  });
});

describe('the second factor', () => {
  test('is asked for at each sign-in, and each code is taken once, a step early or late', async () => {
    const a = await whole();
    now += 5 * STEP;
    const signed = await signIn(ctx, a, desk);
    expect(signed.needs).toBe('factor');
    const code = factorCode(a.secret, now - STEP);
    const shown = await showFactor(ctx, keys, await actorOf(signed.token), code);
    expect([shown.needs, await open(signed.token), await open(shown.token)]).toEqual([null, false, true]);
    const again = await signIn(ctx, a, desk);
    await expect(showFactor(ctx, keys, await actorOf(again.token), code)).rejects.toThrow(/wrong or was used/);
    await expect(showFactor(ctx, keys, await actorOf(again.token), factorCode(a.secret, now - 2 * STEP))).rejects.toThrow(/wrong or was used/);
    await expect(showFactor(ctx, keys, await actorOf(again.token), factorCode(a.secret, now + 2 * STEP))).rejects.toThrow(/wrong or was used/);
    expect(await showFactor(ctx, keys, await actorOf(again.token), factorCode(a.secret, now + STEP))).toMatchObject({ needs: null });
  });

  test('one code that comes twice at the same moment lets one in', async () => {
    const a = await whole();
    now += 5 * STEP;
    const sessions = [await signIn(ctx, a, desk), await signIn(ctx, a, desk)];
    const actors = await Promise.all(sessions.map((s) => actorOf(s.token)));
    const tried = await Promise.allSettled(actors.map((actor) => showFactor(ctx, keys, actor, factorCode(a.secret, now))));
    expect(tried.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a recovery code stands in for it once, and new ones replace the old', async () => {
    const a = await whole();
    const [first = '', second = ''] = a.recovery;
    const one = await signIn(ctx, a, desk);
    expect(await showFactor(ctx, keys, await actorOf(one.token), first.toUpperCase().replace('-', ' '))).toMatchObject({ needs: null, recoveryLeft: 9 });
    const two = await signIn(ctx, a, desk);
    await expect(showFactor(ctx, keys, await actorOf(two.token), first)).rejects.toThrow(/wrong or was used/);
    const in2 = await showFactor(ctx, keys, await actorOf(two.token), second);
    now += 5 * STEP;
    const fresh = await renewRecovery(ctx, keys, await actorOf(in2.token), factorCode(a.secret, now));
    expect(fresh).toHaveLength(10);
    const three = await signIn(ctx, a, desk);
    await expect(showFactor(ctx, keys, await actorOf(three.token), a.recovery[2] ?? '')).rejects.toThrow(/wrong or was used/);
    expect(await showFactor(ctx, keys, await actorOf(three.token), fresh[0] ?? '')).toMatchObject({ needs: null });
  });

  test('guesses wait longer and longer', async () => {
    const a = await whole();
    const signed = await signIn(ctx, a, desk);
    const actor = await actorOf(signed.token);
    const guess = () => showFactor(ctx, keys, actor, '000000').catch((e: Error) => e.message);
    for (let i = 0; i < 5; i++) expect(await guess()).toMatch(/wrong or was used/);
    expect(await guess()).toMatch(/wait 5 s/);
    await expect(showFactor(ctx, keys, actor, factorCode(a.secret, now))).rejects.toThrow(/wait 5 s/);
  });

  test('who holds the password alone changes nothing, and offers neither', async () => {
    const a = await whole();
    const actor = await actorOf((await signIn(ctx, a, desk)).token);
    await expect(changePassword(ctx, actor, { current: a.password, next: 'purple heron by the slow river' }, [])).rejects.toThrow(
      /show the second factor first/,
    );
    await expect(offerFactor(ctx, keys, actor, 'x')).rejects.toThrow(/show the second factor first/);
    await expect(renewRecovery(ctx, keys, actor, factorCode(a.secret, now))).rejects.toThrow(/show the second factor first/);
  });

  test('another one takes a code of the old, an offer is for its own session, and every other session ends', async () => {
    const a = await whole();
    const other = await whole();
    now += 5 * STEP;
    const second = await signIn(ctx, a, desk);
    const actor = await actorOf(a.token);
    const offer = await offerFactor(ctx, keys, actor, 'x');
    const input = { enrolment: offer.enrolment, code: factorCode(offer.secret, now) };
    await expect(confirmFactor(ctx, keys, actor, { ...input, current: null })).rejects.toThrow(/wrong or was used/);
    await expect(confirmFactor(ctx, keys, await actorOf(other.token), { ...input, current: null })).rejects.toThrow(/no longer good/);
    await expect(confirmFactor(ctx, keys, actor, { ...input, enrolment: `${input.enrolment.slice(0, -8)}AAAAAAAA`, current: null })).rejects.toThrow(
      /no longer good/,
    );
    const done = await confirmFactor(ctx, keys, actor, { ...input, current: factorCode(a.secret, now) });
    expect([await open(second.token), await open(a.token), await open(done.token)]).toEqual([false, false, true]);
    now += 5 * STEP;
    const signed = await signIn(ctx, a, desk);
    await expect(showFactor(ctx, keys, await actorOf(signed.token), factorCode(a.secret, now))).rejects.toThrow(/wrong or was used/);
    expect(await showFactor(ctx, keys, await actorOf(signed.token), factorCode(offer.secret, now))).toMatchObject({ needs: null });
    now += 11 * 60_000;
  });

  test('an offer is good for ten minutes', async () => {
    const a = await account();
    const changed = await changePassword(ctx, await actorOf((await signIn(ctx, a, desk)).token), { current: a.password, next: FINE }, []);
    const offer = await offerFactor(ctx, keys, await actorOf(changed.token), 'x');
    now += 10 * 60_000;
    const input = { enrolment: offer.enrolment, code: factorCode(offer.secret, now), current: null };
    await expect(confirmFactor(ctx, keys, await actorOf(changed.token), input)).rejects.toThrow(/no longer good/);
  });

  test('survives a rotation of the keys, and the start would name a key that it lacks', async () => {
    const a = await whole();
    const { keyId } = await rotateKeys(ctx, keys);
    expect(await t.db.query('select distinct factor_key_id id from account where factor is not null')).toEqual([{ id: keyId }]);
    expect(await missingKeys(ctx, openKeys(join(folder, 'other.json'), { generate: true }))).toEqual([keyId]);
    now += 5 * STEP;
    const signed = await signIn(ctx, a, desk);
    expect(await showFactor(ctx, keys, await actorOf(signed.token), factorCode(a.secret, now))).toMatchObject({ needs: null });
  });
});

describe("a password of one's own", () => {
  test('follows the rules, is none of the last five, and ends the sessions elsewhere', async () => {
    const a = await whole('leader');
    let { token, password } = a;
    const change = async (next: string, words: string[] = []) => changePassword(ctx, await actorOf(token), { current: password, next }, words);
    await expect(change('short')).rejects.toThrow(new BadPassword('too_short'));
    await expect(change('Password2026!')).rejects.toThrow(new BadPassword('known'));
    await expect(change(`${a.login} ${a.login}`)).rejects.toThrow(new BadPassword('own_name'));
    await expect(change('东山省统管平台2026年度', ['东山省', '统管平台'])).rejects.toThrow(new BadPassword('own_name'));
    await expect(changePassword(ctx, await actorOf(token), { current: 'wrong', next: 'purple heron by the slow river' }, [])).rejects.toThrow(
      'present password is wrong',
    );
    const elsewhere = await signIn(ctx, a, desk);
    for (const next of ['purple heron by the slow river', 'grey wagtail on a mossy weir', 'two otters under the old bridge', 'a bittern booms before dawn']) {
      token = (await change(next)).token;
      password = next;
    }
    expect(await open(elsewhere.token)).toBe(false);
    await expect(change(FINE)).rejects.toThrow(new BadPassword('used_before'));
    token = (await change('seven swallows on one long wire')).token;
    password = 'seven swallows on one long wire';
    token = (await change(FINE)).token;
    expect((await audit(a.login)).filter((r) => r.action === 'password.changed' && r.result === 'failed')).toHaveLength(1);
  }, 30_000);
});

describe('sessions', () => {
  test('are listed for their owner alone, ended one by one, elsewhere and everywhere', async () => {
    const a = await whole();
    const other = await whole();
    const second = await signIn(ctx, a, { ...desk, address: '192.0.2.77', agent: 'a tablet' });
    const third = await signIn(ctx, a, desk);
    const actor = await actorOf(a.token);
    const listed = await listSessions(ctx, actor);
    expect(listed.map((s) => [s.own, s.address, s.agent])).toEqual([
      [true, '192.0.2.1', 'test'],
      [false, '192.0.2.1', 'test'],
      [false, '192.0.2.77', 'a tablet'],
    ]);
    const foreign = await actorOf(other.token);
    await expect(endSession(ctx, actor, foreign.session ?? 0)).rejects.toThrow(/there is no session/);
    await expect(endSession(ctx, foreign, listed[2]?.id ?? 0)).rejects.toThrow(/there is no session/);
    await endSession(ctx, actor, listed[2]?.id ?? 0);
    expect([await open(second.token), await open(third.token)]).toEqual([false, true]);
    expect(await endOtherSessions(ctx, actor, { own: false })).toBe(1);
    expect([await open(third.token), await open(a.token), await open(other.token)]).toEqual([false, true, true]);
    const fourth = await signIn(ctx, a, desk);
    expect(await endOtherSessions(ctx, actor, { own: true })).toBe(2);
    expect([await open(fourth.token), await open(a.token)]).toEqual([false, false]);
    const told = await t.db.query(`select 1 from fact where kind = 'access' and subject_id = $1`, [a.id]);
    expect(told.length).toBeGreaterThan(3);
  });

  test('sign-out ends the session and is written down', async () => {
    const a = await whole();
    await signOut(ctx, await actorOf(a.token));
    expect(await open(a.token)).toBe(false);
    expect((await audit(a.login)).at(-1)).toMatchObject({ action: 'session.signed_out', result: 'ok', kind: 'person' });
  });
});

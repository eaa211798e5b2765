import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import type { Actor } from './actor.ts';
import { findRegions, scopeRoots } from './find-regions.ts';
import { type ListAccounts, listAccounts, readAccount } from './list-accounts.ts';
import { listDisplays } from './list-displays.ts';
import { accountGrants, type ListGrants, listGrants } from './list-grants.ts';
import { requireScope, type Scope } from './require-scope.ts';
import { accessWorld, makeGrant, makePerson } from './testing.ts';
import { sightCounts, whoCanSee } from './who-can-see.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 25, 3);
let opened: TestDb;
let ctx: Ctx;
type Person = Awaited<ReturnType<typeof makePerson>>;
let root: Person;
let city: Person;
let office: Person;
let handler: Person;
let dispatcher: Person;
beforeAll(async () => {
  opened = await openTestDb();
  ctx = accessWorld(opened.db, () => now);
  root = await makePerson(ctx, [{ role: 'security_admin' }], { login: 'sec-root', name: '安全甲' });
  city = await makePerson(ctx, [{ role: 'security_admin', region: '990100' }], { region: '990100', login: 'sec-city', name: '安全乙' });
  office = await makePerson(ctx, [{ role: 'security_admin', region: '990100', department: 'd-social' }], {
    region: '990100',
    department: 'd-social',
    login: 'sec-office',
  });
  dispatcher = await makePerson(ctx, [{ role: 'dispatcher', unmask: true }], { login: 'a-dispatcher', name: '派单_甲' });
  await makePerson(ctx, [{ role: 'leader' }], { login: 'b-leader' });
  await makePerson(ctx, [{ role: 'operator', region: '990100' }], { region: '990100', login: 'c-operator' });
  handler = await makePerson(ctx, [{ role: 'unit_handler', region: '990101', department: 'd-social-1' }], {
    region: '990101',
    department: 'd-social-1',
    login: 'd-handler',
  });
  await makeGrant(ctx, handler.id, { role: 'unit_handler', region: '990101', from: now + DAY, until: now + 9 * DAY });
  await makeGrant(ctx, handler.id, { role: 'operator', region: '990100', from: now - 9 * DAY, until: now - DAY });
  await makePerson(ctx, [{ role: 'operator', region: '990200' }], { region: '990200', login: 'e-other' });
  const gone = await makePerson(ctx, [{ role: 'operator', region: '990101' }], { region: '990101', login: 'f-gone' });
  await ctx.db.query('update account set disabled_at = $2::text::timestamptz where id = $1', [gone.id, new Date(now - DAY).toISOString()]);
  const displays = `insert into display (name, token_hash, topic, region, created_at, revoked_at) values ($1, decode(lpad($2::text, 64, '0'), 'hex'), 'situation', $3, $4::text::timestamptz, $5::text::timestamptz)`;
  const before = new Date(now - 5 * DAY).toISOString();
  await ctx.db.query(displays, ['大厅', '1', '990000', before, null]);
  await ctx.db.query(displays, ['旧屏', '2', '990100', before, new Date(now - DAY).toISOString()]);
  await ctx.db.query(displays, ['邻屏', '3', '990200', before, null]);
}, 60_000);
afterAll(() => opened.drop());

const sight = (actor: Actor): Scope => requireScope(ctx, actor, 'account.read');

describe('who can see', () => {
  test('counts persons once, says what they may and from where, and leaves the three administrators out', async () => {
    expect(await whoCanSee(ctx, sight(root), { region: '990101', at: null })).toMatchObject({
      people: 4,
      displays: 1,
      sights: { unmask: 1, masked: 3, totals: 0 },
      levels: [
        { region: '990000', people: 2 },
        { region: '990100', people: 1 },
        { region: '990101', people: 1 },
      ],
      roles: [
        { role: 'operator', people: 1 },
        { role: 'dispatcher', people: 1 },
        { role: 'unit_handler', people: 1 },
        { role: 'leader', people: 1 },
      ],
      administrators: 3,
    });
  });

  test('answers for another instant', async () => {
    const then = await whoCanSee(ctx, sight(root), { region: '990101', at: now - 2 * DAY });
    expect([then.people, then.displays, then.roles[0]]).toEqual([5, 2, { role: 'operator', people: 3 }]);
    expect((await whoCanSee(ctx, sight(root), { region: '990101', at: now + 10 * DAY })).people).toBe(4);
  });

  test('counts each node of the tree as the summary does', async () => {
    const regions = ['990000', '990100', '990101', '990102', '990200', '990300', '990300101'];
    const counts = await sightCounts(ctx, sight(root), { regions, at: null });
    for (const { region, people } of counts) expect([region, people]).toEqual([region, (await whoCanSee(ctx, sight(root), { region, at: null })).people]);
    expect(counts.map((c) => c.people)).toEqual([2, 3, 4, 3, 3, 2, 2]);
  });

  test('is told inside the own subtree, and of the own department only', async () => {
    for (const region of ['990000', '990200']) await expect(whoCanSee(ctx, sight(city), { region, at: null })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(await sightCounts(ctx, sight(city), { regions: ['990000', '990100', '990200', '990101'], at: null })).toEqual([
      { region: '990100', people: 3 },
      { region: '990101', people: 4 },
    ]);
    expect(await whoCanSee(ctx, sight(office), { region: '990101', at: null })).toMatchObject({ people: 1, levels: [{ region: '990101', people: 1 }] });
  });

  test('counts unmaskings and exports of the last seven days in the subtree', async () => {
    const unmask = `insert into unmask (account, grant_id, case_id, region, department, reason, at, until) values ($1, 1, 1, $2, $4, 'r', $3::text::timestamptz, now())`;
    const at = (days: number) => new Date(now - days * DAY).toISOString();
    for (const [account, region, days, department] of [
      [1, '990101', 1, 'd-social-1'],
      [1, '990101', 6, 'd-water'],
      [2, '990100', 2, 'd-social'],
      [2, '990101', 8, 'd-social'],
      [3, '990200', 1, 'd-social'],
    ] as const)
      await ctx.db.query(unmask, [account, region, at(days), department]);
    for (const [action, region, result] of [
      ['record.export', '990101', 'ok'],
      ['figure.exported', '990101', 'ok'],
      ['record.export', '990101', 'refused'],
      ['record.export', '990200', 'ok'],
      ['record.read', '990101', 'ok'],
    ] as const)
      await writeAudit(ctx.db, dispatcher, { action, result, region }, now - DAY);
    const week = async (region: string, by = root) => (await whoCanSee(ctx, sight(by), { region, at: null })).lastWeek;
    expect(await week('990101')).toEqual({ unmasks: 2, unmaskedBy: 1, exports: 2, exportedBy: 1 });
    expect(await week('990100')).toEqual({ unmasks: 3, unmaskedBy: 2, exports: 2, exportedBy: 1 });
    expect(await week('990101', office)).toMatchObject({ unmasks: 1, exports: 0 });
  });
});

describe('grants', () => {
  const ask = (over: Partial<ListGrants> = {}): ListGrants => ({
    region: '990101',
    at: null,
    times: ['active', 'future'],
    search: '',
    offset: 0,
    limit: 50,
    ...over,
  });

  test('of a region come from it and from above, the highest first, with what is past and to come', async () => {
    const page = await listGrants(ctx, root, sight(root), ask());
    expect(page.counts).toEqual({ active: 8, future: 1, ended: 1 });
    expect(page.rows.map((g) => [g.account.login, g.region, g.time])).toEqual([
      ['a-dispatcher', '990000', 'active'],
      ['b-leader', '990000', 'active'],
      ['sec-root', '990000', 'active'],
      ['c-operator', '990100', 'active'],
      ['sec-city', '990100', 'active'],
      ['sec-office', '990100', 'active'],
      ['f-gone', '990101', 'active'],
      ['d-handler', '990101', 'active'],
      ['d-handler', '990101', 'future'],
    ]);
    expect((await listGrants(ctx, root, sight(root), ask({ times: ['ended'] }))).rows).toMatchObject([{ role: 'operator', until: now - DAY, time: 'ended' }]);
    expect((await listGrants(ctx, root, sight(root), ask({ search: 'HANDLER' }))).counts).toEqual({ active: 1, future: 1, ended: 1 });
    expect((await listGrants(ctx, root, sight(root), ask({ search: '派单_' }))).rows).toHaveLength(1);
    const pages = [0, 4, 8].map((offset) => listGrants(ctx, root, sight(root), ask({ offset, limit: 4 })));
    expect((await Promise.all(pages)).flatMap((p) => p.rows)).toEqual(page.rows);
  });

  test('say which of them the actor may end', async () => {
    const mine = async (actor: Person) =>
      (await listGrants(ctx, actor, sight(actor), ask())).rows.filter((g) => g.mine).map((g) => `${g.account.login} ${g.region}`);
    expect(await mine(root)).toHaveLength(8);
    expect(await mine(city)).toEqual(['c-operator 990100', 'sec-office 990100', 'f-gone 990101', 'd-handler 990101', 'd-handler 990101']);
    expect(await mine(office)).toEqual(['d-handler 990101']);
    const auditor = await makePerson(ctx, [{ role: 'audit_admin' }], { login: 'z-auditor' });
    expect(await mine(auditor)).toEqual([]);
    await ctx.db.query('delete from access_grant where account = $1', [auditor.id]);
  });

  test('of one account are for whoever looks after its home', async () => {
    expect(await accountGrants(ctx, city, sight(city), handler.id)).toHaveLength(3);
    for (const id of [dispatcher.id, 999_999])
      await expect(accountGrants(ctx, city, sight(city), id)).rejects.toMatchObject({ code: 'NOT_FOUND', message: `there is no account ${id}` });
    await expect(listGrants(ctx, city, sight(city), ask({ region: '990200' }))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  });
});

describe('accounts', () => {
  const ask = (over: Partial<ListAccounts> = {}): ListAccounts => ({ search: '', region: null, state: 'all', after: null, limit: 50, ...over });
  const logins = async (scope: Scope, over: Partial<ListAccounts> = {}) => (await listAccounts(ctx, scope, ask(over))).rows.map((a) => a.login);

  test('are those whose home lies in the scope', async () => {
    expect(await logins(sight(city))).toEqual(['c-operator', 'd-handler', 'f-gone', 'sec-city', 'sec-office']);
    expect(await logins(sight(office))).toEqual(['d-handler', 'sec-office']);
    expect(await logins(sight(root), { region: '990200' })).toEqual(['e-other']);
    await expect(logins(sight(city), { region: '990000' })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    await expect(readAccount(ctx, sight(city), dispatcher.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readAccount(ctx, sight(city), handler.id)).toMatchObject({
      login: 'd-handler',
      state: 'active',
      factor: false,
      roles: ['unit_handler'],
      openSessions: 0,
    });
  });

  test('are found by a part of login or name, by state, and page by page', async () => {
    expect(await logins(sight(root), { search: '派单_' })).toEqual(['a-dispatcher']);
    expect(await logins(sight(root), { search: 'SEC-' })).toEqual(['sec-city', 'sec-office', 'sec-root']);
    expect(await logins(sight(root), { search: `%' or true --` })).toEqual([]);
    expect(await logins(sight(root), { state: 'disabled' })).toEqual(['f-gone']);
    const all = await logins(sight(root));
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await listAccounts(ctx, sight(root), ask({ after, limit: 3 }));
      seen.push(...page.rows.map((a) => a.login));
      expect(page.counts).toMatchObject({ all: all.length, disabled: 1, active: all.length - 1 });
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(all);
  });
});

test('displays are listed inside the own regions, revoked ones last', async () => {
  expect((await listDisplays(ctx, sight(root))).map((d) => d.name).sort()).toEqual(['大厅', '旧屏', '邻屏'].sort());
  expect((await listDisplays(ctx, sight(root))).at(-1)).toMatchObject({ name: '旧屏', revokedAt: now - DAY });
  expect((await listDisplays(ctx, sight(city))).map((d) => d.name)).toEqual(['旧屏']);
});

test('regions are found by name or code inside the scope, and its tree begins where it does', () => {
  const codes = (actor: Actor, text: string) => findRegions(ctx, sight(actor), text, 60).map((r) => r.adcode);
  expect(codes(root, '9902')).toEqual(['990200', '990201', '990202']);
  expect(codes(root, '地区990101')).toEqual(['990101']);
  expect(codes(city, '9902')).toEqual([]);
  expect(codes(city, '')).toEqual([]);
  expect(scopeRoots(ctx, sight(city))).toEqual([{ adcode: '990100', name: '地区990100', level: 'city', above: ['地区990000'], hasChildren: true }]);
});

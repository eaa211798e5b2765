import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCatalog } from '../../../db/seed/catalog.ts';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import type { Ctx } from '../context.ts';
import { asReader, canReadAsRole, ticketCondition } from './as-reader.ts';
import { systemScope, tokenScope } from './require-scope.ts';

const NOW = Date.UTC(2026, 2, 10, 8);
const PLACES: [region: string, department: string | null][] = [
  ['990000', null],
  ['990100', 'd-a'],
  ['990101', 'd-a'],
  ['990101', 'd-b'],
  ['990102', null],
  ['990200', 'd-a'],
  ['990201', null],
];

let t: TestDb;
let ctx: Ctx;
beforeAll(async () => {
  t = await openTestDb();
  ctx = { db: t.db, catalog: makeCatalog(), now: () => NOW };
  for (const [i, [region, department]] of PLACES.entries()) {
    const [person] = await t.db.query<{ id: number }>(`insert into person (key_id, wrapped_key, sealed) values ('k', '\\x00', '\\x00') returning id`);
    await t.db.query(
      `insert into cases (no, source, event_id, feed, region, located, moved_at, request_type, channel, title, body, at, got, department, person)
       values ($1, 1, $1, 1, $2, true, now(), '投诉', 'phone', '', '', now(), now(), $3, $4)`,
      [`n${i}`, region, department, person?.id ?? null],
    );
  }
});
afterAll(() => t.drop());

const seen = (scope: Parameters<typeof asReader>[1], from: string) =>
  asReader(ctx, scope, async (tx) => (await tx.query<{ place: string }>(from)).map((r) => r.place)).then((rows) => rows.sort());
const CASES = `select region || ' ' || coalesce(department, '-') as place from cases`;

test('a statement without any condition sees nothing outside of the scope', async () => {
  expect(await canReadAsRole(t.db)).toBe(true);
  expect(await seen(systemScope(ctx.catalog.tree), CASES)).toHaveLength(PLACES.length);
  expect(await seen(tokenScope('990100', null), CASES)).toEqual(['990100 d-a', '990101 d-a', '990101 d-b', '990102 -']);
  expect(await seen(tokenScope('990100', ['d-a']), CASES)).toEqual(['990100 d-a', '990101 d-a']);
  expect(await seen(tokenScope('990300', null), CASES)).toEqual([]);
});

test('people are seen by their tickets', async () => {
  const people = 'select id::text as place from person';
  expect(await seen(systemScope(ctx.catalog.tree), people)).toHaveLength(PLACES.length);
  expect(await seen(tokenScope('990101', ['d-b']), people)).toHaveLength(1);
  expect(await seen(tokenScope('990300', null), people)).toEqual([]);
});

test('parts of a scope are joined, not crossed', async () => {
  const scope = {
    ...tokenScope('990100', ['d-b']),
    parts: [
      { region: '990100', departments: ['d-b'] },
      { region: '990200', departments: null },
    ],
  };
  expect(await seen(scope, CASES)).toEqual(['990101 d-b', '990200 d-a', '990201 -']);
});

test('the transaction ends with its scope and its role', async () => {
  await asReader(ctx, tokenScope('990300', null), (tx) => tx.query('select 1'));
  await expect(asReader(ctx, tokenScope('990300', null), (tx) => tx.query('select 1 from event'))).rejects.toThrow(/permission|denied/);
  await expect(asReader(ctx, tokenScope('990300', null), (tx) => tx.query(`update cases set title = 'x'`))).rejects.toThrow(/permission|denied/);
  expect(await t.db.query(CASES)).toHaveLength(PLACES.length);
  await t.db.transaction(async (tx) => {
    await tx.query(`select set_config('role', 'tongguan_reader', true)`);
    expect(await tx.query(CASES)).toEqual([]);
  });
});

test('the condition of a statement says the same as the policy', async () => {
  for (const scope of [tokenScope('990100', null), tokenScope('990100', ['d-a']), tokenScope('990000', ['d-a', 'd-b']), systemScope(ctx.catalog.tree)]) {
    for (const under of ['990000', '990100', '990101', '990200']) {
      const { sql, params } = ticketCondition(ctx, scope, under, 1);
      const asked = await t.db.query<{ place: string }>(`${CASES} where ${sql}`, params);
      const inside = new Set(ctx.catalog.tree.subtree(under));
      const cut = (await seen(scope, CASES)).filter((place) => inside.has(place.slice(0, place.indexOf(' '))));
      expect(asked.map((r) => r.place).sort(), `${JSON.stringify(scope.parts)} below ${under}`).toEqual(cut);
    }
  }
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgress, makeTicket } from '../../../db/seed/events.ts';
import { MADE_RULE_ROWS, madeRules } from '../../../db/seed/rules.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { countableOf, packCountable } from '../../core/case/countable.ts';
import { type RuleRow, rulesAt } from '../../core/case/rules.ts';
import type { JsonObject } from '../../core/case/state.ts';
import { TICKET_STEPS } from '../../core/case/steps.ts';
import { type Cell, Tally } from '../../core/case/tally.ts';
import { draw, numbersFrom } from '../../core/kinds/random-testing.ts';
import { Desk } from '../../core/kinds/testing.ts';
import type { DeskAct } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { makePerson } from '../access/testing.ts';
import { countCells, SILENT_MS } from '../appraisal/count-cells.ts';
import type { CaseCtx } from '../context.ts';
import { createFeed } from '../feed/create-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { actOnTicket } from './act.ts';
import { countMissing, keptSql } from './counted.ts';
import { loadedCases } from './open-cases.ts';
import { sweepCases } from './sweep-cases.ts';
import { undoOnTicket } from './undo-act.ts';

const HOUR = 3_600_000;
let floor: Floor & TestDb;
let native: FeedRow;
let mirror: FeedRow;
let anybody: Actor;
let now = FLOOR_NOW;
beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  native = (await createFeed(floor.ctx, { name: 'line', kind: 'ticket' })).feed;
  mirror = await floor.feed('ticket');
  anybody = await makePerson(
    floor.ctx,
    (['dispatcher', 'unit_handler', 'supervisor', 'operator', 'leader'] as const).map((role) => ({ role })),
  );
});
afterAll(() => floor.drop());

/** What was sent, so that it can be corrected: reports by number, steps by the ticket that they move. */
const reports: { feed: FeedRow; event: ReturnType<typeof makeTicket>; newest: string }[] = [];
const told: { event: ReturnType<typeof makeProgress>; newest: string }[] = [];
let made = 0;
const over = (at: number, feed = mirror) => ({ id: `c${++made}`, source: `urn:counted:${feed.name}`, time: new Date(at).toISOString() });
const given = new Map<string, number>();
const note = (what: string, done: boolean) => void (done && given.set(what, (given.get(what) ?? 0) + 1));

async function report(pick: (below: number) => number): Promise<void> {
  const feed = pick(2) === 0 ? native : mirror;
  const region = ['990101', '990102', '990201'][pick(3)];
  const event = makeTicket({ region, requestType: ['咨询', '求助', '投诉'][pick(3)], category: '0101' }, over(now - pick(48) * HOUR, feed));
  reports.push({ feed, event, newest: event.id });
  const steps = feed === mirror && pick(2) === 0 ? [step(event, pick), step(event, pick)] : [];
  expect((await floor.submit(feed, [event, ...steps])).rejected).toEqual([]);
}

function step(of: { id: string; source: string }, pick: (below: number) => number): ReturnType<typeof makeProgress> {
  const name = TICKET_STEPS[pick(TICKET_STEPS.length)] ?? 'sign';
  const data = { unit: ['u1', 'd-social'][pick(3)], ...(name === 'follow_up' ? { satisfied: pick(2) === 0 } : {}) };
  const event = makeProgress(of, name, data, over(now - pick(90) * HOUR));
  told.push({ event, newest: event.id });
  return event;
}

async function correct(pick: (below: number) => number): Promise<void> {
  const of = pick(2) === 0 ? told : reports;
  const one = of[pick(of.length)];
  if (!one) return;
  const feed = 'feed' in one ? (one as (typeof reports)[number]).feed : mirror;
  const next = over(now - pick(30) * HOUR, feed);
  const words = 'feed' in one ? { title: `改${made}`, region: ['990101', '990202'][pick(2)] } : { step: TICKET_STEPS[pick(TICKET_STEPS.length)] };
  const retracts = pick(4) === 0;
  const event = { ...one.event, ...next, data: retracts ? undefined : { ...one.event.data, ...words }, [retracts ? 'retracts' : 'replaces']: one.newest };
  const { accepted } = await floor.submit(feed, [event]);
  if (accepted > 0) one.newest = next.id;
  note(retracts ? 'retracted' : 'replaced', accepted > 0);
}

/** What is drawn names the kernel's places and units: here they are those of the made catalog. */
const MADE_WORLD: Record<string, string> = { u1: 'd1', u2: 'd2', u3: 'd3', u4: 'd4', u5: 'd-social', P: '990000', C1: '990100', C2: '990200', D11: '990101' };
const inMadeWorld = (data: object): DeskAct['data'] =>
  JSON.parse(JSON.stringify(data), (_, value: unknown) => (typeof value === 'string' ? (MADE_WORLD[value] ?? value) : value));

async function command(seed: number): Promise<void> {
  const desk = new Desk(now);
  for await (const { state } of loadedCases(floor.ctx, floor.scope, 'true')) desk.states.set(state.id, state);
  const scope = requireScope(floor.ctx, anybody, 'ticket.act');
  for (let i = 0; i < 6; i++) {
    const tried = draw(desk, [], 'ticket', seed + i);
    const { co, ...data } = tried.data;
    const helpers = Array.isArray(co) ? { co: co.map((c) => (c as JsonObject).unit as string) } : {};
    const { id, name } = tried;
    const input = { id, command: name, data: inMadeWorld({ ...data, ...helpers }), expect: desk.of(id).version, key: randomUUID() };
    const acted = await actOnTicket(floor.ctx, anybody, scope, input);
    if (!acted.ok) continue;
    note(name, true);
    if (seed % 2 === 0) note('undo', (await undoOnTicket(floor.ctx, anybody, scope, { id, expect: acted.version, key: randomUUID() })).ok);
    return;
  }
}

/** That what is kept is what the journal tells, case by case, and in sum. */
async function compare(ctx: CaseCtx = floor.ctx): Promise<{ cases: number; unkept: number }> {
  const rows = await floor.db.query<{ id: number; kept: string | null }>(`select id, ${keptSql(ctx)} from cases where not retracted`);
  const kept = new Map(rows.map((r) => [r.id, r.kept]));
  const { calendar, book } = ctx.rules();
  const exclusions = rulesAt(book, 'exclusion', { kind: 'ticket', regions: ['990000'] }, now);
  made += 1;
  // An appraisal takes its instants by the minute; another period each time, so that it is counted anew.
  const minute = (at: number) => Math.floor(at / 60_000) * 60_000;
  const [from, to] = [minute(FLOOR_NOW - 60 * 24 * HOUR), minute(now) + made * 60_000];
  const tally = new Tally({ from, to, now, calendar, exclusions, silentAfter: SILENT_MS });
  let unkept = 0;
  for await (const { state } of loadedCases(ctx, floor.scope, 'true')) {
    const one = countableOf(state);
    tally.take(one);
    const text = kept.get(state.id) ?? null;
    if (text === null) unkept += 1;
    else expect(text, `what is kept of ${state.id}`).toBe(JSON.stringify(packCountable(one)));
  }
  for (;;) {
    const counting = await countCells(ctx, { region: '990000', from, to });
    if (counting.state !== 'ready') continue;
    expect(inOrder(counting.cells.cells)).toEqual(inOrder(tally.cells));
    return { cases: counting.cells.cases, unkept };
  }
}

const inOrder = (cells: readonly Cell[]): Cell[] => cells.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
const keyOf = ({ unit, region, category }: Cell): string => `${unit} ${region} ${category}`;

test('whatever happens to tickets, what is kept of them counts for what their journals count for', { timeout: 240_000 }, async () => {
  const pick = numbersFrom(20260310);
  for (let i = 0; i < 6; i++) await report(pick);
  for (let i = 1; i <= 200; i++) {
    now += pick(6) === 0 ? pick(40) * HOUR : 60_000;
    const dice = pick(100);
    if (dice < 3) await report(pick);
    else if (dice < 13) {
      const of = reports.filter((r) => r.feed === mirror);
      const one = of[pick(of.length)];
      if (one) note('progressed', (await floor.submit(mirror, [step(one.event, pick)])).accepted > 0);
    } else if (dice < 19) await correct(pick);
    else if (dice < 22) note('swept', (await sweepCases(floor.ctx, { stop: () => false })).given > 0);
    else await command(pick(2 ** 31));
    if (i % 25 === 0) expect((await compare()).unkept, `after ${i}`).toBe(0);
  }
  // The sequence reached what is hard: late steps, corrections, the sweep, undoing, merges and their end, redoing.
  for (const what of ['progressed', 'replaced', 'retracted', 'swept', 'undo', 'dispatch']) expect([...given.keys()]).toContain(what);
});

test('a merge and its end, an answer sent back, and what displeased done again', { timeout: 120_000 }, async () => {
  const pick = numbersFrom(7);
  const ids: number[] = [];
  for (let i = 0; i < 2; i++) {
    const event = makeTicket({ region: '990101', requestType: '咨询', category: '0101' }, over(now, native));
    await floor.submit(native, [event]);
    const [row] = await floor.db.query<{ id: number }>('select id from cases where event_id = $1', [event.id]);
    ids.push(row?.id ?? 0);
  }
  const [one = 0, other = 0] = ids;
  const path: [number, string, DeskAct['data']][] = [
    [one, 'absorb', { members: [other] }],
    [one, 'dispatch', { unit: 'd-social', co: ['d2'] }],
    [one, 'sign', {}],
    [one, 'release', { member: other }],
    [other, 'dispatch', { unit: 'd-social' }],
    [other, 'sign', {}],
    [other, 'answer', { text: '已办', result: 'resolved' }],
    [other, 'check_back', { reason: '不全' }],
    [other, 'answer', { text: '已办', result: 'resolved' }],
    [other, 'close', {}],
    [other, 'follow_up', { by: 'call', reached: true, level: 1, resolved: false }],
    [other, 'redo', { reason: '不满意' }],
    [other, 'sign', {}],
    [other, 'answer', { text: '再办', result: 'resolved' }],
    [other, 'close', {}],
    [other, 'ask_exclusion', { reason: 'unreasonable', measures: ['satisfaction'], text: '无理' }],
    [other, 'settle_exclusion', { grant: true, reason: '成立' }],
  ];
  const scope = requireScope(floor.ctx, anybody, 'ticket.act');
  for (const [id, command, data] of path) {
    now += (1 + pick(20)) * HOUR;
    const [row] = await floor.db.query<{ version: number }>('select version from cases where id = $1', [id]);
    const acted = await actOnTicket(floor.ctx, anybody, scope, { id, command, data, expect: row?.version ?? 0, key: randomUUID() });
    if (command !== 'sign') expect(acted, command).toMatchObject({ ok: true });
    expect((await compare()).unkept, command).toBe(0);
  }
});

test('after a limit was changed the journals are read until everything was counted again', async () => {
  const before = await compare();
  const rows = MADE_RULE_ROWS.map(
    (row): RuleRow => (row.rule === 'limit' ? { ...row, version: 2, value: { ...row.value, amount: row.value.amount + 1 } } : row),
  );
  const rules = madeRules(floor.ctx.catalog, rows);
  const ctx = { ...floor.ctx, rules: () => rules };
  const changed = await compare(ctx);
  expect(changed.cases).toBe(before.cases);
  expect(changed.unkept).toBeGreaterThan(0);
  expect(await countMissing(ctx, { stop: () => false })).toBeGreaterThanOrEqual(changed.unkept);
  expect((await compare(ctx)).unkept).toBe(0);
});

test('cases from before anything was kept are counted once', async () => {
  await floor.db.query('update cases set counted = null, counted_by = null');
  const { cases, unkept } = await compare();
  expect(unkept).toBeGreaterThanOrEqual(cases);
  expect(await countMissing(floor.ctx, { stop: () => false })).toBeGreaterThanOrEqual(unkept);
  expect((await compare()).unkept).toBe(0);
  expect(await countMissing(floor.ctx, { stop: () => false })).toBe(0);
});

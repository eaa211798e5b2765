import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from './compose.ts';
import type { Role } from './core/access/roles.ts';
import { catalogueUnits } from './core/case/catalogue.ts';
import type { SimEvent, SimParts } from './ingest/simulator/parts.ts';
import { planMinute } from './ingest/simulator/ticket-plan.ts';
import { reportedEvent } from './ingest/simulator/ticket-text.ts';
import { makeWorld, type World } from './ingest/simulator/world.ts';
import type { Actor } from './services/access/actor.ts';
import { requireScope } from './services/access/require-scope.ts';
import { actOnTicket } from './services/case/act.ts';
import { type LoadedCase, loadCases } from './services/case/load-cases.ts';
import { createFeed } from './services/feed/create-feed.ts';
import type { FeedRow } from './services/feed/feed-row.ts';
import { findFeedByName } from './services/feed/find-feed.ts';

const MINUTE = 60_000;
const FEED = 'demo-desk';
const SOURCE = 'urn:tongguan:demo:desk';
/** One of so many simulated requests of a second province-wide day comes to the province's own line. */
const ONE_IN = 60;
/** Tickets that wait when a demo begins, and how far back they came in. */
const BACK_MINUTES = 180;
const LOOK_MS = 15_000;
const AT_ONCE = 4;

type Give = { command: string; data: Parameters<typeof actOnTicket>[3]['data']; by: Role };

/**
 * The province's own line in a demo: native tickets that visitors may handle, and colleagues (the demo's accounts) who take
 * what lies for long, so that every queue has something in it and none grows for ever.
 */
export async function startDemoDesk(core: Core, parts: SimParts, seed: number, signal: AbortSignal, kickFacts: () => void): Promise<void> {
  const { ctx, log } = core;
  const feed = await deskFeed(core);
  const people = await colleagues(core);
  const world = makeWorld(parts, (seed + 1) >>> 0, Math.floor(ctx.now() / MINUTE) * MINUTE);
  let from = (await lastReport(core, feed)) ?? ctx.now() - BACK_MINUTES * MINUTE;
  from = Math.max(from, ctx.now() - BACK_MINUTES * MINUTE);
  while (!signal.aborted) {
    const until = Math.floor(ctx.now() / MINUTE) * MINUTE;
    try {
      for (; from < until && !signal.aborted; from += MINUTE) {
        const events = reports(world, from);
        if (events.length > 0) await core.submit(feed, events);
      }
      if ((await work(core, feed, people)) > 0) kickFacts();
    } catch (error) {
      log.error({ err: error }, 'the demo desk stumbled');
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}

/** Requests of a minute that come to the province, under ids of their own. */
function reports(world: World, minute: number): SimEvent[] {
  const plans = world.cities
    .flatMap((city) => planMinute(world, city, minute))
    .filter((plan) => digest(`${plan.city.adcode}.${minute}.${plan.index}`) % ONE_IN === 0);
  return plans.map((plan) => {
    const event = reportedEvent(world, plan);
    return { ...event, source: SOURCE, id: `n-${event.id}` };
  });
}

function digest(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}

async function deskFeed(core: Core): Promise<FeedRow> {
  const known = await findFeedByName(core.ctx, FEED);
  if (known) return known.feed;
  const label = '省级热线坐席（演示）';
  const { feed } = await createFeed(core.ctx, { name: FEED, kind: 'ticket', mark: 'demo', label, purpose: '省级热线坐席登记（演示数据）' });
  await core.feeds.refresh();
  return feed;
}

async function lastReport(core: Core, feed: FeedRow): Promise<number | null> {
  const [row] = await core.db.query<{ at: number | null }>('select max(at) at from cases where feed = $1::int', [feed.id]);
  return row?.at == null ? null : Math.floor(row.at / MINUTE) * MINUTE + MINUTE;
}

async function colleagues(core: Core): Promise<Map<Role, Actor>> {
  const rows = await core.db.query<{ id: number; login: string; name: string }>(
    `select id, login, name from account where demo and disabled_at is null and login in ('demo-dispatcher', 'demo-unit-handler')`,
  );
  const people = new Map<Role, Actor>();
  for (const { id, login, name } of rows) {
    const role: Role = login === 'demo-dispatcher' ? 'dispatcher' : 'unit_handler';
    const grant = { id: 0, role, region: core.ctx.catalog.tree.root, department: null, unmask: false, from: 0, until: null, revokedAt: null };
    people.set(role, { kind: 'person', id, login, name, session: null, address: null, grants: [grant], topic: null });
  }
  return people;
}

/** How long a ticket lies before a colleague takes it, by its state: an hour at the desk, so that visitors find some there. */
const LIES: Record<string, number> = {
  registered: 60,
  to_dispatch: 70,
  to_sign: 45,
  handling: 150,
  to_check: 40,
  to_follow_up: 90,
  to_redo: 60,
  return_review: 60,
};

async function work(core: Core, feed: FeedRow, people: ReadonlyMap<Role, Actor>): Promise<number> {
  const { ctx } = core;
  const rows = await core.db.query<{ id: number; state: string; movedAt: number }>(
    `select id, state, moved_at "movedAt" from cases where feed = $1::int and open and master is null and parent is null order by moved_at limit 200`,
    [feed.id],
  );
  const ripe = rows.filter((r) => ctx.now() - r.movedAt > (LIES[r.state] ?? 600) * MINUTE * (0.6 + (r.id % 9) / 10)).slice(0, AT_ONCE);
  const loaded = await ctx.db.transaction((tx) =>
    loadCases(
      tx,
      ctx.rules(),
      ripe.map((r) => r.id),
      false,
    ),
  );
  let given = 0;
  for (const one of loaded.values()) {
    const give = nextOf(core, one);
    const actor = give ? people.get(give.by) : undefined;
    if (!give || !actor) continue;
    const input = { id: one.row.id, command: give.command, data: give.data, expect: one.state.version, key: randomUUID() };
    if ((await actOnTicket(ctx, actor, requireScope(ctx, actor, 'ticket.act'), input)).ok) given += 1;
  }
  return given;
}

/** What a colleague would do next; some tickets are returned, asked to be extended or not to the caller's liking. */
function nextOf(core: Core, { row, state }: LoadedCase): Give | null {
  const turn = row.id % 12;
  switch (state.state) {
    case 'registered':
    case 'to_dispatch': {
      const unit = catalogueUnits(state, core.ctx.rules(), core.ctx.now())[0]?.unit ?? core.profile.departments[turn]?.id;
      if (unit === undefined) return null;
      const disputed = state.dispatches.some((d) => d.end === 'returned');
      return { command: disputed ? 'designate' : 'dispatch', data: { unit, ...(disputed ? { reason: '按职责指定承办' } : { rank: 1 }) }, by: 'dispatcher' };
    }
    case 'to_sign':
      if (turn === 3 && state.dispatches.length === 1)
        return { command: 'return', data: { reason: 'not_duty', text: '不属于本单位职责，建议转其他单位。' }, by: 'unit_handler' };
      return { command: 'sign', data: {}, by: 'unit_handler' };
    case 'return_review':
      return { command: 'adjudicate', data: { accept: turn !== 3 || row.id % 2 === 0, reason: '经核，按目录重新派单。' }, by: 'dispatcher' };
    case 'handling':
      if (turn === 5 && !state.asks.extension && state.ledger.length < 4)
        return { command: 'extend', data: { amount: 5, reason: '需多部门会商。' }, by: 'unit_handler' };
      return {
        command: 'answer',
        data: { text: '已现场核实并处理，结果已告知诉求人。', result: turn % 4 === 0 ? 'explained' : 'resolved' },
        by: 'unit_handler',
      };
    case 'to_check':
      return turn === 7 && !state.counts.checkedBack
        ? { command: 'check_back', data: { reason: '答复未说明处理依据，请补充。' }, by: 'dispatcher' }
        : { command: 'close', data: {}, by: 'dispatcher' };
    case 'to_follow_up':
      return { command: 'follow_up', data: { by: 'call', reached: true, level: turn === 1 ? 2 : 5, resolved: turn !== 1 }, by: 'dispatcher' };
    case 'to_redo':
      return { command: 'redo', data: { reason: '诉求人不满意，退承办单位重办。' }, by: 'dispatcher' };
    default:
      return null;
  }
}

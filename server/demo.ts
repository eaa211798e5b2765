import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from './compose.ts';
import { durationMs } from './core/indicator/staleness.ts';
import { startDemoDesk } from './demo-desk.ts';
import { startDemoFilling } from './demo-filling.ts';
import { DEMO_FEEDS, departmentOf } from './ingest/simulator/feeds.ts';
import { simPartsOf } from './ingest/simulator/from-profile.ts';
import { firstPast, firstPlan, gapPast, gapPlan, type HistoryPlan, runHistory } from './ingest/simulator/history.ts';
import { httpPost } from './ingest/simulator/http-post.ts';
import type { SimEvent } from './ingest/simulator/parts.ts';
import { type Post, type PostAnswer, runLive } from './ingest/simulator/run-live.ts';
import { Simulator } from './ingest/simulator/simulator.ts';
import type { TicketPast } from './ingest/simulator/ticket-book.ts';
import { Unavailable } from './services/errors.ts';
import { createFeed } from './services/feed/create-feed.ts';
import type { FeedRow } from './services/feed/feed-row.ts';
import { findFeedByName } from './services/feed/find-feed.ts';
import { rotateFeed } from './services/feed/rotate-feed.ts';
import { setFeed } from './services/feed/set-feed.ts';
import { getMeta, setMeta } from './services/meta.ts';
import { packClosed } from './services/rollup/pack.ts';

/** What a demo remembers, so that a restart goes on with the same people and the same events. */
type DemoState = { seed: number; start: number; past: TicketPast; plans: HistoryPlan[]; loaded: string[]; sent: number };

const hasRecent = (plan: HistoryPlan) => plan.to > plan.rawFrom;
const STEP = 'cn.tongguan.ticket.progressed.v1';
const HELD_BATCH = 500;

export type Demo = { history(): { loading: boolean; done: number; total: number }; stop(): Promise<void> };

/** The simulated feeds: their history goes in by the import path, their present through the public HTTP door. */
export async function startDemo(core: Core, base: string, kickFacts: () => void): Promise<Demo> {
  const { ctx, log } = core;
  if (!core.profile.demo) throw new Error(`profile ${core.profile.file.id} has no demo.json: start with DEMO=0`);
  const { tokens, rows } = await registerFeeds(core);
  const now = Math.floor(ctx.now() / 60_000) * 60_000;
  const state = await loadState(core, now);
  const parts = simPartsOf({ ...core.profile, demo: core.profile.demo });
  const sim = new Simulator({ parts, seed: state.seed, start: state.start, past: state.past });
  const abort = new AbortController();
  const progress = { loading: true, done: 0, total: 0 };
  let sent = now;
  let lastSaved = ctx.now();
  const save = () => setMeta(ctx, 'demo', { ...state, sent });
  await save();

  const recent = { loaded: !state.plans.some(hasRecent) };
  const door = httpPost({
    base,
    tokens,
    onRejected: (feed, answer) => log.error({ feed, rejected: answer.rejected.slice(0, 3) }, 'the door refused simulated events'),
  });
  const live = runLive({
    sim,
    from: now,
    post: stepsAfterTheirTickets(door, recent),
    signal: abort.signal,
    onSent: (_feed, through) => {
      // Until then steps are held back: a restart must begin where they do.
      if (recent.loaded) sent = Math.floor(through / 60_000) * 60_000;
      if (ctx.now() - lastSaved < 10_000) return;
      lastSaved = ctx.now();
      save().catch((error) => log.error({ err: error }, 'the demo state was not written'));
    },
    onSkip: (feed, from, to) => log.warn({ feed, from, to }, 'the process slept: simulated events of this span were not sent'),
  });
  const history = loadHistory(core, sim, state, rows, progress, abort.signal, save, recent);
  const desk = startDemoDesk(core, parts, state.seed, abort.signal, kickFacts);
  // Its keys make a second run go on where the first broke off.
  const filling = patiently(() => startDemoFilling(core, abort.signal), abort.signal);
  for (const run of [live, history, desk, filling]) run.catch((error) => log.error({ err: error }, 'the demo stopped'));
  return {
    history: () => ({ ...progress }),
    stop: async () => {
      abort.abort();
      await Promise.allSettled([live, history, desk, filling]);
      await save().catch(() => {});
    },
  };
}

/** Tries again while the database is away or busy: ids make a repeat harmless. */
async function patiently<T>(run: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let wait = 500; ; wait = Math.min(2 * wait, 15_000)) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Unavailable) || signal.aborted) throw error;
      await sleep(wait);
    }
  }
}

/** Holds steps of tickets back until the history that has their tickets is in; everything else passes at once. */
function stepsAfterTheirTickets(door: Post, recent: { loaded: boolean }): Post {
  const held: SimEvent[] = [];
  return async (feed, events) => {
    if (feed !== 'tickets') return door(feed, events);
    if (recent.loaded) {
      while (held.length > 0) {
        const answer = await door(feed, held.slice(0, HELD_BATCH));
        if (answer.kind === 'retry') return answer;
        held.splice(0, HELD_BATCH);
      }
      return door(feed, events);
    }
    const reported = events.filter((e) => e.type !== STEP);
    const answer: PostAnswer = reported.length > 0 ? await door(feed, reported) : { kind: 'taken' };
    if (answer.kind === 'taken') held.push(...events.filter((e) => e.type === STEP));
    return answer;
  };
}

async function loadHistory(
  core: Core,
  sim: Simulator,
  state: DemoState,
  rows: Map<string, FeedRow>,
  progress: { loading: boolean; done: number; total: number },
  signal: AbortSignal,
  save: () => Promise<void>,
  recent: { loaded: boolean },
): Promise<void> {
  const { ctx, log } = core;
  const began = ctx.now();
  const loaded = new Set(state.loaded);
  let before = 0;
  // The last day of every plan comes first in it: tickets whose steps are due now are there.
  const waited = new Set(state.plans.filter(hasRecent));
  const settle = (plan: HistoryPlan) => {
    waited.delete(plan);
    recent.loaded = waited.size === 0;
  };
  for (const plan of state.plans) {
    let done = 0;
    await runHistory({
      sim,
      plan,
      signal,
      ingest: async (feed, events, how) => {
        const row = rows.get(feed);
        if (!row) throw new Error(`demo feed ${feed} is not registered`);
        const answer = await patiently(() => core.submit(row, events, how), signal);
        if (answer.rejected.length > 0) log.error({ feed, rejected: answer.rejected.slice(0, 3) }, 'simulated history was refused');
      },
      isLoaded: (key) => loaded.has(key),
      setLoaded: async (day) => {
        state.loaded.push(day.key);
        await save();
        if (day.recent) settle(plan);
      },
      onProgress: (p) => {
        done = p.done;
        progress.done = before + p.done;
        progress.total = before + p.total;
      },
    });
    before += done;
    if (signal.aborted) return;
    settle(plan);
  }
  state.plans = [];
  state.loaded = [];
  await save();
  await packClosed(ctx, core.store, { stop: () => signal.aborted });
  core.figures.usual.forget();
  progress.loading = false;
  log.info({ events: before, seconds: Math.round((ctx.now() - began) / 1000) }, 'demo history loaded');
}

async function registerFeeds(core: Core): Promise<{ tokens: Record<string, string>; rows: Map<string, FeedRow> }> {
  const { ctx, profile } = core;
  const tokens: Record<string, string> = {};
  const rows = new Map<string, FeedRow>();
  for (const demo of DEMO_FEEDS) {
    // Cities' own platforms move these; what is handled here comes in at the desk.
    const mirrored = demo.kind === 'ticket';
    const known = await findFeedByName(ctx, demo.name);
    if (known) {
      tokens[demo.feed] = await rotateFeed(ctx, demo.name);
      rows.set(demo.feed, known.feed.mirrored === mirrored ? known.feed : await setFeed(ctx, demo.name, { mirrored }));
      continue;
    }
    const made = await createFeed(ctx, {
      name: demo.name,
      kind: demo.kind,
      mark: 'demo',
      mirrored,
      label: demo.label,
      purpose: demo.purpose,
      fields: demo.fields,
      share: demo.share,
      department: departmentOf(demo, profile.departments, profile.file.adcode),
      cadenceMs: demo.cadence === null ? null : durationMs(demo.cadence),
      // A feed of old records only has ended when it begins to be shown.
      until: demo.cadence === null ? ctx.now() : null,
    });
    tokens[demo.feed] = made.token;
    rows.set(demo.feed, made.feed);
  }
  await core.feeds.refresh();
  return { tokens, rows };
}

/** The first start fixes seed and history; a later one adds the time in which nothing ran. */
async function loadState(core: Core, now: number): Promise<DemoState> {
  const known = await getMeta<DemoState>(core.ctx, 'demo');
  if (!known) {
    const plan = firstPlan(now);
    return { seed: randomInt(2 ** 31), start: now, past: firstPast(plan), plans: [plan], loaded: [], sent: now };
  }
  if (known.sent >= now) return known;
  const gap = gapPlan(known.sent, now);
  return { ...known, past: gapPast(known.past, gap), plans: [gap, ...known.plans] };
}

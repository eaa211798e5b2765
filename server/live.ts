import type { Server as HttpServer } from 'node:http';
import type { Core } from './compose.ts';
import { localDate } from './core/rollup/slots.ts';
import { cookieOf } from './http/cookies.ts';
import { hostAllowed } from './http/headers.ts';
import { sealedCursors } from './realtime/cursors.ts';
import { FactTail } from './realtime/fact-tail.ts';
import { FlowHub } from './realtime/flow-hub.ts';
import { createRealtime, type Grant, type Handshake, type Realtime, type Refusal } from './realtime/io.ts';
import { type Schedule, SignalHub } from './realtime/signal-hub.ts';
import { findActor } from './services/access/find-actor.ts';
import { scopeFor, seesFigure } from './services/access/require-scope.ts';
import { SESSION_COOKIE } from './services/access/session-token.ts';
import type { Ctx } from './services/context.ts';
import type { GroupResult } from './services/event/commit-group.ts';
import { factHead, readFacts, stampFacts } from './services/fact/log.ts';
import { readRecent } from './services/rollup/read-recent.ts';
import { seesFlows } from './services/trade/see-flows.ts';
import { RING_MINUTES, type SignalRow } from './wire/signals.ts';

const schedule: Schedule = (fn, ms) => {
  const timer = setTimeout(fn, ms);
  return () => clearTimeout(timer);
};

export type Live = {
  hub: SignalHub;
  flows: FlowHub;
  tail: FactTail;
  /** Where lists of facts stand, sealed for clients. */
  head(): Promise<{ asOf: string; epoch: string }>;
  mount(httpServer: HttpServer): Realtime;
  close(): Promise<void>;
};

/** The two live lanes over what the core commits. */
export async function startLive(core: Core): Promise<Live> {
  const { ctx, store, log } = core;
  const cursors = sealedCursors(core.secret);
  const hub = new SignalHub({
    tree: ctx.catalog.tree,
    indicator: (code) => ctx.catalog.indicators.get(code),
    now: ctx.now,
    schedule,
    id: `${process.pid.toString(36)}-${ctx.now().toString(36)}`,
  });
  hub.prime(toSignals(await readRecent(ctx, RING_MINUTES)));
  const flows = new FlowHub({ tree: ctx.catalog.tree, now: ctx.now, today: () => localDate(ctx.now(), ctx.catalog.zone), schedule });
  store.wantsFlows = () => flows.watched;
  let realtime: Realtime | null = null;
  const tail = new FactTail({
    port: { head: () => factHead(ctx), read: (after, limit) => readFacts(ctx, after, limit), stamp: async () => void (await stampFacts(ctx)) },
    cursors,
    contains: (ancestor, region) => ctx.catalog.tree.contains(ancestor, region),
    now: ctx.now,
    schedule,
    // The cause may have been another process: what open sockets may see is asked again, wherever they are.
    onAccess: ({ body }) => {
      if (body.everybody === true) realtime?.recheck();
      for (const kind of ['account', 'display']) if (typeof body[kind] === 'number') realtime?.recheck(`${kind}:${body[kind]}`);
    },
    onEpoch: () => realtime?.recheck(),
    onError: (error) => log.error({ err: error }, 'the tail of facts failed'),
  });
  await tail.start();
  core.onCommit((result) => {
    if (result.totals.length > 0) hub.publish(toSignals(result.totals));
    if (result.cells.length > 0) flows.publish(result.cells);
    if (result.facts) void tail.kick();
  });
  const stop = await ctx.db.listen('facts', () => tail.kick());
  return {
    hub,
    flows,
    tail,
    head: async () => {
      const { seq, epoch } = await factHead(ctx);
      return { asOf: cursors.seal(seq), epoch };
    },
    mount: (httpServer) => {
      realtime = createRealtime({
        httpServer,
        hub,
        tail,
        authenticate: (handshake) => grantOf(ctx, handshake),
        hostAllowed: (name) => hostAllowed(name, { host: core.env.host }),
        mayRead: (scope, ref) => seesFigure(scope, ctx.catalog.tree, ref),
        flows: { hub: flows, mayRead: (scope, region) => seesFlows(scope, ctx.catalog, region) },
        now: ctx.now,
        onError: (error) => log.error({ err: error }, 'a live connection failed'),
      });
      return realtime;
    },
    close: async () => {
      flows.stop();
      await stop();
      await tail.stop();
    },
  };

  function toSignals(totals: GroupResult['totals']): SignalRow[] {
    const rows: SignalRow[] = [];
    for (const t of totals) {
      const meta = store.series.get(t.series);
      if (meta?.grain !== 'minute') continue;
      rows.push({
        series: t.series,
        indicator: meta.indicator,
        region: meta.region,
        dims: meta.dims,
        scope: meta.scope || undefined,
        status: meta.status || undefined,
        minute: Math.floor(t.slot / 60_000),
        n: t.n,
        num: t.num,
        den: t.den,
        lastNum: t.lastNum,
        lastDen: t.lastDen,
        rev: t.rev,
      });
    }
    return rows;
  }
}

/** What a socket may see, by the session cookie of its handshake: figures and, if at all, tickets. It keeps no session alive. */
export async function grantOf(ctx: Ctx, { headers, address }: Handshake): Promise<Grant | Refusal> {
  const token = cookieOf({ headers }, SESSION_COOKIE);
  const found = token === null ? null : await findActor(ctx, token, { address, agent: headers['user-agent'] ?? null, active: false });
  if (!found || found.needs) return { refused: 'unauthorized', message: 'sign in' };
  const { actor, validUntil } = found;
  return {
    scope: scopeFor(ctx, actor, 'figure.read'),
    facts: scopeFor(ctx, actor, 'ticket.read'),
    validUntil,
    subject: `${actor.kind === 'display' ? 'display' : 'account'}:${actor.id}`,
  };
}

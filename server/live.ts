import type { Server as HttpServer } from 'node:http';
import type { Core } from './compose.ts';
import { hostAllowed } from './http/headers.ts';
import { sealedCursors } from './realtime/cursors.ts';
import { FactTail } from './realtime/fact-tail.ts';
import { createRealtime, type Realtime } from './realtime/io.ts';
import { type Schedule, SignalHub } from './realtime/signal-hub.ts';
import { seesFigure, systemScope } from './services/access/require-scope.ts';
import type { GroupResult } from './services/event/commit-group.ts';
import { factHead, readFacts, stampFacts } from './services/fact/log.ts';
import { readRecent } from './services/rollup/read-recent.ts';
import { RING_MINUTES, type SignalRow } from './wire/signals.ts';

const DAY = 86_400_000;
const schedule: Schedule = (fn, ms) => {
  const timer = setTimeout(fn, ms);
  return () => clearTimeout(timer);
};

export type Live = {
  hub: SignalHub;
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
  const tail = new FactTail({
    port: { head: () => factHead(ctx), read: (after, limit) => readFacts(ctx, after, limit), stamp: async () => void (await stampFacts(ctx)) },
    cursors,
    contains: (ancestor, region) => ctx.catalog.tree.contains(ancestor, region),
    now: ctx.now,
    schedule,
    onError: (error) => log.error({ err: error }, 'the tail of facts failed'),
  });
  await tail.start();
  core.onCommit((result) => {
    if (result.totals.length > 0) hub.publish(toSignals(result.totals));
    if (result.facts) void tail.kick();
  });
  const stop = await ctx.db.listen('facts', () => tail.kick());
  return {
    hub,
    tail,
    head: async () => {
      const { seq, epoch } = await factHead(ctx);
      return { asOf: cursors.seal(seq), epoch };
    },
    mount: (httpServer) =>
      createRealtime({
        httpServer,
        hub,
        tail,
        authenticate: async () => {
          const scope = systemScope(ctx.catalog.tree);
          return { scope, facts: scope, validUntil: ctx.now() + DAY };
        },
        hostAllowed: (name) => hostAllowed(name, { host: core.env.host }),
        mayRead: (scope, ref) => seesFigure(scope, ctx.catalog.tree, ref),
        now: ctx.now,
        onError: (error) => log.error({ err: error }, 'a live connection failed'),
      }),
    close: async () => {
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

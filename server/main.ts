import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import next from 'next';
import pino from 'pino';
import { Registry } from 'prom-client';
import type { ApiContext, World } from './api/context.ts';
import { appRouter, createCaller } from './api/root.ts';
import { serveAdminDoor } from './cli/door.ts';
import { runCommand } from './cli/run-command.ts';
import { type Core, composeCore } from './compose.ts';
import { consoleMeta } from './console-meta.ts';
import { type Demo, startDemo } from './demo.ts';
import { readEnv } from './env.ts';
import { createMetrics } from './http/metrics.ts';
import { makeOidcPorts } from './http/oidc-ports.ts';
import { makeOpen311Ports } from './http/open311-ports.ts';
import { type PageRules, pageGate, readsOpenPage, redirect, renewDisplay } from './http/page-gate.ts';
import type { Readiness, SeriesPorts } from './http/ports.ts';
import { createDoors } from './http/router.ts';
import { SERVER_OPTIONS } from './http/server-options.ts';
import { createTrpcHandler } from './http/trpc.ts';
import { addressOf, makeVisits } from './http/visit.ts';
import { readTable } from './ingest/import/open-bytes.ts';
import { startJobs } from './jobs/sweeps.ts';
import { startLive } from './live.ts';
import { openPort } from './port.ts';
import { canReadAsRole } from './services/access/as-reader.ts';
import { ensureDemoAccounts } from './services/access/demo-accounts.ts';
import { findActor } from './services/access/find-actor.ts';
import { requireScope, scopeFor } from './services/access/require-scope.ts';
import { viewerOf } from './services/access/viewer.ts';
import { recentTickets } from './services/advice/recent-tickets.ts';
import { AuditBatch } from './services/audit/audit-batch.ts';
import { exportAudit } from './services/audit/export-audit.ts';
import { noteRefusals } from './services/audit/note-refusals.ts';
import { Verification } from './services/audit/verification.ts';
import { Presence } from './services/case/presence.ts';
import { findReader } from './services/feed/find-reader.ts';
import { figureValues } from './services/indicator/figures.ts';
import { pickSeries } from './services/indicator/pick-series.ts';
import { figureSeries } from './services/indicator/series.ts';
import { errorForLog } from './services/log-error.ts';
import { totalQuarantine } from './services/quarantine/list.ts';
import { tradePlaces } from './trade-places.ts';

/** Composition root: one process, one port. The order is database, live lanes, doors, pages, and back. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = pino({
    level: env.logLevel,
    ...(process.stdout.isTTY && env.dev ? { transport: { target: 'pino-pretty' } } : {}),
    redact: ['req.headers.authorization', 'token'],
    serializers: { err: errorForLog },
  });
  if (env.unheeded.length > 0) log.warn({ variables: env.unheeded }, 'these variables are set and have no effect in this version');
  await assertPortFree(env.host, env.port);
  const core = await composeCore(env, log, (error) => fail(error));
  await ensureDemoAccounts(core.ctx, env.demo ? (env.demoPublic ? 'public' : 'on') : 'off', busiestProvider(core));
  if (!(await canReadAsRole(core.db)))
    log.warn(
      'the database does not let this user take the role tongguan_reader, so rows are cut to their readers by statements alone; to let it, as a superuser: create role tongguan_reader (where there is none); grant tongguan_reader to this user; grant select on cases, person to tongguan_reader; grant select (id, mirrored) on feed to tongguan_reader',
    );
  const live = await startLive(core);
  const topics = new Map(core.profile.topics.map((t) => [t.id, t]));
  const { meta, towns } = consoleMeta(core.profile, env.demo);
  let demo: Demo | null = null;
  let jobs: ReturnType<typeof startJobs> | null = null;
  let packed = 0;
  const build = buildId();
  const verification = new Verification(core.ctx, core.heads, log);
  const world: World = {
    figures: core.figures,
    feeds: core.feeds,
    keys: core.keys,
    meta,
    topics,
    trade: tradePlaces(core.profile),
    towns,
    build,
    history: () => demo?.history() ?? { loading: false, done: 0, total: 0 },
    rules: core.rules,
    dictionary: core.dictionary,
    factHead: live.head,
    kickFacts: () => void live.tail.kick(),
    submit: core.submit,
    readTable,
    presence: new Presence(core.ctx.now),
    verification,
    oidc: env.oidc !== null,
  };
  const audit = new AuditBatch(core.ctx, { log });
  const visits = makeVisits((token, seen) => findActor(core.ctx, token, seen));
  const noteFor = noteRefusals(audit, core.ctx.now);
  const contextOf = async (req: IncomingMessage, res: ServerResponse): Promise<ApiContext> => {
    const visit = await visits(req, res);
    return { ...world, ...visit, audit: { note: (entry) => noteFor(visit, entry) } };
  };
  // A page is made inside of its request: whatever it asks is asked by whoever opened it.
  const pageRequests = new AsyncLocalStorage<[IncomingMessage, ServerResponse]>();
  openPort({
    createCaller: async () => {
      const request = pageRequests.getStore();
      if (!request) throw new Error('a page asked outside of its request');
      return createCaller(await contextOf(...request));
    },
  });
  const pageRules: PageRules = {
    may: (actor, permission) => scopeFor(core.ctx, actor, permission) !== null,
    home: (actor) => viewerOf(core.ctx, actor).home,
    refused: (visit, id) => noteFor(visit, { action: 'page.refused', result: 'refused', object: { kind: 'page', id } }),
  };
  const page = async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    if (readsOpenPage(req)) return false;
    const visit = await visits(req, res);
    const to = pageGate(pageRules, req, visit);
    if (to === null) renewDisplay(visit);
    else redirect(res, to);
    return to !== null;
  };

  const app = next({ dev: env.dev, hostname: env.host, port: env.port, dir: resolve('.') });
  const server = createServer(SERVER_OPTIONS);
  const realtime = live.mount(server);
  const metrics = createMetrics(new Registry(), {
    events: () => core.stats,
    buffer: () => core.buffered(),
    live: () => {
      const { hub, fan } = realtime.stats();
      return { conflated: Math.max(0, hub.rows - hub.applied), skipped: fan.skippedSignals + fan.skippedFacts + fan.skippedFlows, sockets: fan.peers };
    },
    packedRows: () => packed,
    quarantine: async () => (await totalQuarantine(core.ctx)).held,
  });
  core.onCommit((_result, seconds) => metrics.groupCommit(seconds));
  const doors = createDoors({
    submit: core.submit,
    findFeed: (token) => core.feeds.find(token),
    findReader: (token) => findReader(core.ctx, token),
    catalog: core.ctx.catalog,
    series: seriesPorts(core),
    database: core.db.kind,
    readiness: () => readiness(core, jobs?.overdue() ?? 0),
    metrics,
    visit: visits,
    now: core.ctx.now,
    page,
    refused: (visit, door, status) => noteFor(visit, { action: 'door.refused', result: 'refused', object: { kind: 'door', id: door }, detail: { status } }),
    trpc: createTrpcHandler({
      router: appRouter,
      createContext: ({ req, res }) => contextOf(req, res),
      onError: ({ error, path }) => error.code === 'INTERNAL_SERVER_ERROR' && log.error({ err: error.cause ?? error, path }, 'a procedure failed'),
    }),
    auditExport: (actor, filter, format) => exportAudit(core.ctx, actor, requireScope(core.ctx, actor, 'audit.read'), filter, format),
    open311: makeOpen311Ports(core),
    dataDir: resolve(env.dataDir),
    oidc: env.oidc ? makeOidcPorts(core.ctx, env.oidc, core.secret, addressOf) : undefined,
    log,
    build,
    hosts: { host: env.host },
    dev: env.dev,
  });
  await app.prepare();
  const pages = app.getRequestHandler();
  server.on('request', (req, res) => {
    doors(req, res)
      .then((answered) => (answered ? undefined : pageRequests.run([req, res], () => pages(req, res))))
      .catch((error) => {
        log.error({ err: error }, 'a page failed');
        res.destroy();
      });
  });
  server.on('error', (error) => fail(error));
  await new Promise<void>((ready) => server.listen(env.port, env.host, ready));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : env.port;
  const base = `http://${env.host.includes(':') ? `[${env.host}]` : env.host}:${port}`;
  const door = await serveAdminDoor({
    path: join(resolve(env.dataDir), 'admin.sock'),
    run: (argv, io) => runCommand(argv, io, async () => ({ ...core, close: async () => {} })),
  });
  jobs = startJobs(core, { onPacked: (rows) => (packed += rows), kickFacts: world.kickFacts, loading: () => env.demo && (demo?.history().loading ?? true) });
  if (env.demo) demo = await startDemo(core, base, world.kickFacts);
  process.stdout.write(`ready ${base}\n`);
  // Behind everybody's work: the first ticket at the desk then finds its look-alikes.
  recentTickets(core.ctx)
    .load(core.ctx)
    .catch((error) => log.warn({ err: error }, 'tickets were not read for look-alikes: the first question begins again'));
  stopOnSignals(async () => {
    await demo?.stop();
    await verification.close();
    await jobs?.stop();
    realtime.close();
    await live.close();
    await door.close();
    await doors.close();
    server.closeAllConnections();
    server.close();
    await audit.close().catch((error) => log.error({ err: error }, 'the last reads were not audited'));
    await core.close();
  });
}

/** The department that provides most of the catalogue's items: where the demo's unit handler works. */
function busiestProvider({ profile }: Core): string | null {
  const counts = new Map<string, number>();
  for (const item of profile.items) counts.set(item.department, (counts.get(item.department) ?? 0) + 1);
  const [busiest] = [...counts].sort((a, b) => b[1] - a[1]);
  return busiest?.[0] ?? profile.departments[0]?.id ?? null;
}

function seriesPorts(core: Core): SeriesPorts {
  const { ctx, store, figures } = core;
  return {
    choices: (query) => pickSeries(store, ctx.catalog, query, ctx.catalog.tree.root).choices,
    read: (scope, query, grain) => figureSeries(figures, scope, query, grain),
    figure: async (scope, query) => {
      const [value] = await figureValues(figures, scope, [query]);
      return { asOf: value?.asOf ?? null, coverage: value?.coverage ?? null };
    },
    observedBy: (feed, indicator) => store.series.ofIndicator(indicator).some((s) => s.feed === feed),
  };
}

async function readiness(core: Core, overdue: number): Promise<Readiness> {
  const reasons: string[] = [];
  const notes: string[] = [];
  await core.db.query('select 1').catch(() => reasons.push('the database does not answer'));
  if (core.env.demo) notes.push('the data are simulated (演示数据)');
  if (overdue > 0) notes.push(`${overdue} events wait for a reference since more than a day: tongguan quarantine list --code unknown_reference`);
  return { ok: reasons.length === 0, reasons, notes };
}

/** Before the database is opened: a taken port must not cost a start, nor leave a process behind. */
async function assertPortFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((free, taken) => {
    probe.once('error', taken);
    probe.listen(port, host, () => probe.close(() => free()));
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new Error(`PORT=${port} is in use on ${host}: stop what listens there, or set PORT to another`) : error;
  });
}

function buildId(): string {
  const stamp = resolve('.build/stamp');
  const text = existsSync(stamp) ? readFileSync(stamp, 'utf8') : 'development';
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      const late = setTimeout(() => process.exit(1), 10_000);
      stop()
        .then(() => process.exit(0))
        .catch((error) => fail(error))
        .finally(() => clearTimeout(late));
    });
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${(error as Error).message ?? String(error)}\n`);
  process.exit(1);
}

main().catch(fail);

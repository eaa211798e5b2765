import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { type Db, openDb } from '../db/client.ts';
import { migrateDb } from '../db/migrate.ts';
import { makeCatalog } from './catalog.ts';
import { LiveDictionary } from './core/indicator/live-dictionary.ts';
import { type Env, EnvError } from './env.ts';
import { createPipeline } from './ingest/pipeline.ts';
import type { Submit } from './ingest/types.ts';
import { givenKnowledge } from './profile/given-knowledge.ts';
import { givenRules } from './profile/given-rules.ts';
import { loadProfile } from './profile/load.ts';
import type { Profile } from './profile/types.ts';
import { SYSTEM } from './services/access/actor.ts';
import { HeadFile } from './services/audit/head-file.ts';
import { Sealer } from './services/audit/sealer.ts';
import type { CaseCtx, Ctx } from './services/context.ts';
import { DictionarySource, type GivenDictionary } from './services/dictionary/dictionary-source.ts';
import type { GroupResult } from './services/event/commit-group.ts';
import { EventStore } from './services/event/event-store.ts';
import { bumpUsage, type Usage } from './services/feed/bump-usage.ts';
import { FeedDirectory } from './services/feed/feed-directory.ts';
import { PendingCodes } from './services/feed/pending-codes.ts';
import type { FigureCtx } from './services/indicator/figures.ts';
import { UsualHours } from './services/indicator/usual.ts';
import { importEntries } from './services/knowledge/import-entries.ts';
import { callerNames } from './services/person/caller-names.ts';
import { missingKeys } from './services/person/missing-keys.ts';
import { type Keys, openKeys } from './services/person/vault.ts';
import { hold } from './services/quarantine/hold.ts';
import { replayWaiting } from './services/quarantine/replay.ts';
import { RuleSource } from './services/rule/rule-source.ts';
import { fillCells } from './services/trade/fill-cells.ts';

/** Everything but the doors: what the server and the command line both stand on. */
export type Core = {
  env: Env;
  log: Logger;
  db: Db;
  ctx: CaseCtx;
  /** The dated rules in force; `ctx.rules` asks it. */
  rules: RuleSource;
  /** What is written over the profile's dictionary; `ctx.catalog` holds what is in force. */
  dictionary: DictionarySource;
  figures: FigureCtx & CaseCtx;
  store: EventStore;
  keys: Keys;
  secret: string;
  profile: Profile;
  profilesDir: string;
  feeds: FeedDirectory;
  /** The signed heads of the audit chain, and who seals it. */
  heads: HeadFile;
  sealer: Sealer;
  submit: Submit;
  stats: IngestStats;
  /** Events taken and not yet committed. */
  buffered(): number;
  /** Called after each commit, in order. */
  onCommit(listener: (result: GroupResult, seconds: number) => void): void;
  /** Writes what is counted beside the events: usage, and codes that wait for registration. */
  flushCounts(): Promise<void>;
  close(): Promise<void>;
};
export type IngestStats = { accepted: number; duplicate: number; rejected: Map<string, number>; commits: number };

/** Opens the data folder or the database, the keys and the profile. @throws EnvError, ProfileError, Error with one clear line */
export async function composeCore(env: Env, log: Logger, onFatal: (error: Error) => void): Promise<Core> {
  const profilesDir = findProfiles();
  const profile = loadProfile(profilesDir, env.profile);
  const dataDir = resolve(env.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const db = await openDb({ dataDir, databaseUrl: env.databaseUrl, onFatal });
  try {
    await migrateDb(db);
    const keys = openKeys(env.keyFile ?? join(dataDir, 'keys.json'), { generate: env.databaseUrl === null });
    const live = new LiveDictionary(profile.indicators);
    const catalog = makeCatalog(profile, live);
    const dictionary = new DictionarySource(db, live, givenDictionary(profile), Date.now);
    await dictionary.refresh();
    const rules = new RuleSource(db, catalog, givenRules(profile));
    await rules.load();
    const ctx: CaseCtx = { db, catalog, now: Date.now, rules: () => rules.current(), callerNames: (tx, id) => callerNames(keys, tx, id) };
    await bindProfile(db, env.profile);
    await beginKnowledge(ctx, profile);
    const missing = await missingKeys(ctx, keys);
    if (missing.length > 0) throw new EnvError(`KEY_FILE lacks the keys ${missing.join(', ')} under which personal data were stored`);
    return await assemble(env, log, ctx, { rules, dictionary }, keys, profile, profilesDir, await readSecret(env, dataDir));
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function assemble(
  env: Env,
  log: Logger,
  ctx: CaseCtx,
  sources: Pick<Core, 'rules' | 'dictionary'>,
  keys: Keys,
  profile: Profile,
  profilesDir: string,
  secret: string,
): Promise<Core> {
  const store = new EventStore();
  await store.load(ctx.db);
  const filled = await fillCells({ ...ctx, store });
  if (filled > 0) log.info({ days: filled }, 'cells of trade were made from the events of the days before them');
  const feeds = new FeedDirectory(ctx);
  await feeds.refresh();
  const heads = new HeadFile(join(resolve(env.dataDir), 'audit-heads.ndjson'), keys);
  const sealer = new Sealer(ctx, heads, log);
  await sealer.open();
  const figures: FigureCtx & CaseCtx = {
    ...ctx,
    store,
    usual: new UsualHours(ctx, store),
    feeds: { cadence: (id) => feeds.cadence(id), mark: (id) => feeds.mark(id), counts: (id) => feeds.counts(id) },
  };
  const stats: IngestStats = { accepted: 0, duplicate: 0, rejected: new Map(), commits: 0 };
  const listeners: ((result: GroupResult, seconds: number) => void)[] = [];
  let usage: Usage[] = [];
  const rules = {
    tree: ctx.catalog.tree,
    zone: ctx.catalog.zone,
    indicators: ctx.catalog.indicators,
    derivations: ctx.catalog.derivations,
    zoneRegion: ctx.catalog.zoneRegion,
  };
  const waiting = new Set<string>();
  const pending = new PendingCodes(ctx);
  await pending.load();
  const notWritten = (error: unknown) => log.error({ err: error }, 'counts were not written');
  const { submit, drain, buffered } = createPipeline(ctx, store, keys, rules, {
    committed(result, seconds) {
      stats.commits += 1;
      for (const listener of listeners) {
        // What one listener cannot do must not keep it from the others, nor the events from being taken.
        try {
          listener(result, seconds);
        } catch (error) {
          log.error({ err: error }, 'what was committed could not be shown');
        }
      }
      let newest = 0;
      for (const { at } of result.accepted) newest = Math.max(newest, at);
      if (newest > 0) feeds.touch(result.feed, newest, result.got);
      // A new code is listed soon after its commit; the counts of known ones follow with the usage.
      if (pending.note(result.feed, result.accepted, result.got)) setImmediate(() => pending.flush().catch(notWritten));
      const arrived = result.accepted.filter((i) => waiting.has(`${i.source}\n${i.id}`)).map((i) => ({ source: i.source, id: i.id }));
      for (const r of arrived) waiting.delete(`${r.source}\n${r.id}`);
      if (arrived.length > 0)
        setImmediate(() => replayWaiting(ctx, keys, submit, arrived).catch((error) => log.error({ err: error }, 'replay of waiting events failed')));
    },
    async refused(feed, items) {
      for (const { rejection, waitsFor } of items) {
        stats.rejected.set(rejection.code, (stats.rejected.get(rejection.code) ?? 0) + 1);
        if (waitsFor) waiting.add(`${waitsFor.source}\n${waitsFor.id}`);
      }
      await hold(ctx, keys, feed, items);
    },
    failed: (error) => log.error({ err: error }, 'a commit could not be followed up'),
    counted(feed, accepted, duplicate, rejected) {
      stats.accepted += accepted;
      stats.duplicate += duplicate;
      usage.push({ feed: feed.id, at: ctx.now(), accepted, duplicate, rejected });
    },
  });
  const rows = await ctx.db.query<{ s: string; i: string }>(`select waits_source s, waits_id i from quarantine where state = 'held' and waits_id is not null`);
  for (const r of rows) waiting.add(`${r.s}\n${r.i}`);
  const flushCounts = async () => {
    const batch = usage;
    usage = [];
    await Promise.all([bumpUsage(ctx, batch), pending.flush()]);
  };
  return {
    env,
    log,
    db: ctx.db,
    ctx,
    ...sources,
    figures,
    store,
    keys,
    secret,
    profile,
    profilesDir,
    feeds,
    heads,
    sealer,
    submit,
    stats,
    buffered,
    onCommit: (listener) => void listeners.push(listener),
    flushCounts,
    close: async () => {
      await drain();
      await flushCounts().catch(notWritten);
      await sealer.close().catch((error) => log.error({ err: error }, 'the audit was not sealed at the end'));
      await ctx.db.close();
    },
  };
}

/** What of a profile the versions of its dictionary are checked against. */
function givenDictionary({ indicators, file }: Profile): GivenDictionary {
  return { rows: indicators, functions: new Set(file.functions.map((f) => f.id)), levels: new Set(file.levels.map((l) => l.id)) };
}

/** A data folder belongs to one province: its series are by region code. */
async function bindProfile(db: Db, profile: string): Promise<void> {
  await db.query(`insert into meta (key, value) values ('profile', $1::text::jsonb) on conflict do nothing`, [JSON.stringify(profile)]);
  const [row] = await db.query<{ value: string }>(`select value from meta where key = 'profile'`);
  if (row && row.value !== profile) throw new EnvError(`PROFILE=${profile} is not allowed: this database holds ${row.value}; set DATA_DIR to another folder`);
}

/** Entries that a profile brings and the database has never had: what was changed or withdrawn there stays as it is. */
async function beginKnowledge(ctx: Ctx, profile: Profile): Promise<void> {
  await importEntries(ctx, SYSTEM, givenKnowledge(profile), { origin: `profile:${profile.file.id}`, note: '随省份配置载入', replace: false });
}

async function readSecret(env: Env, dataDir: string): Promise<string> {
  if (env.secret) return env.secret;
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** The profiles beside the program. */
export function findProfiles(): string {
  const beside = fileURLToPath(new URL('../db/profiles', import.meta.url));
  return existsSync(beside) ? beside : resolve('db/profiles');
}

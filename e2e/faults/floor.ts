import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../../db/client.ts';
import { makeCatalog } from '../../db/seed/catalog.ts';
import { madeRules } from '../../db/seed/rules.ts';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { createPipeline } from '../../server/ingest/pipeline.ts';
import type { Submit } from '../../server/ingest/types.ts';
import { type Scope, systemScope } from '../../server/services/access/require-scope.ts';
import type { CaseCtx } from '../../server/services/context.ts';
import type { GroupResult } from '../../server/services/event/commit-group.ts';
import { EventStore } from '../../server/services/event/event-store.ts';
import { createFeed } from '../../server/services/feed/create-feed.ts';
import type { FeedRow } from '../../server/services/feed/feed-row.ts';
import { findFeedByName } from '../../server/services/feed/find-feed.ts';
import type { FigureCtx } from '../../server/services/indicator/figures.ts';
import { UsualHours } from '../../server/services/indicator/usual.ts';
import { callerNames } from '../../server/services/person/caller-names.ts';
import { openKeys } from '../../server/services/person/vault.ts';
import { hold } from '../../server/services/quarantine/hold.ts';
import type { FeedKind } from '../../server/wire/events.ts';

/** The store with its way in and its reads, in this process, without any door: what tests of the store start from. */
export type Floor = {
  ctx: FigureCtx & CaseCtx;
  scope: Scope;
  submit: Submit;
  /** A feed of a kind, made on first use; one of tickets mirrors an upstream platform. */
  feed(kind: FeedKind): Promise<FeedRow>;
  committed: GroupResult[];
  drain(): Promise<void>;
};

/** The present of tests that do not say theirs. */
export const FLOOR_NOW = Date.UTC(2026, 2, 10, 8, 0, 30);

/** A pipeline and reads of its own over a database that may be shared with other floors. */
export async function makeFloor(db: Db, { now = () => FLOOR_NOW, timeZone = 'Asia/Shanghai', keyFile = '' } = {}): Promise<Floor> {
  const folder = keyFile ? '' : mkdtempSync(join(tmpdir(), 'tongguan-keys-'));
  const keys = openKeys(keyFile || join(folder, 'keys.json'), { generate: true });
  if (folder) rmSync(folder, { recursive: true, force: true });
  const catalog = makeCatalog(timeZone);
  const rules = madeRules(catalog);
  const base: CaseCtx & { catalog: typeof catalog } = { db, catalog, now, rules: () => rules, callerNames: (tx, id) => callerNames(keys, tx, id) };
  const store = new EventStore();
  await store.load(db);
  const feeds = { cadence: () => null, mark: () => null, counts: () => false };
  const ctx: FigureCtx & CaseCtx = { ...base, store, usual: new UsualHours(base, store), feeds };
  const committed: GroupResult[] = [];
  const { submit, drain } = createPipeline(base, store, keys, base.catalog, {
    committed: (result) => void committed.push(result),
    refused: (feed, items) => hold(base, keys, feed, items),
    counted: () => {},
    failed: (error) => {
      throw error;
    },
  });
  const made = new Map<string, FeedRow>();
  const feed = async (kind: FeedKind) => {
    const known = made.get(kind) ?? (await findFeedByName(base, kind))?.feed;
    const row = known ?? (await createFeed(base, { name: kind, kind, mirrored: kind === 'ticket' })).feed;
    made.set(kind, row);
    return row;
  };
  return { ctx, scope: systemScope(base.catalog.tree), submit, feed, committed, drain };
}

/** A floor on a fresh database; `drop` leaves nothing behind. */
export async function openFloor(options: { now?: () => number; timeZone?: string; keyFile?: string } = {}): Promise<Floor & TestDb> {
  const opened = await openTestDb();
  try {
    return { ...opened, ...(await makeFloor(opened.db, options)) };
  } catch (error) {
    await opened.drop();
    throw error;
  }
}

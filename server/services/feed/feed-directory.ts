import { eq } from 'drizzle-orm';
import { feed } from '../../../db/schema/index.ts';
import { durationMs, freshness } from '../../core/indicator/staleness.ts';
import { EVENT_KIND, type EventType } from '../../wire/events.ts';
import type { FeedStatus } from '../../wire/figure.ts';
import { type Mark, markOf } from '../../wire/marks.ts';
import { type Scope, servesScope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import type { EventStore } from '../event/event-store.ts';
import type { FeedRow } from './feed-row.ts';
import { type FoundFeed, feedState } from './find-feed.ts';
import { listUsage } from './list-usage.ts';
import { tokenHash } from './token.ts';

const DEFAULT_CADENCE_MS = 60_000;
const UNKNOWN_MS = 1_000;
const UNKNOWN_CAP = 1_000;

/**
 * Feeds as this process knows them. Read again each few seconds and after a change here, so that a feed that was
 * switched off elsewhere stops within that time.
 */
export class FeedDirectory {
  private byId = new Map<number, FeedRow>();
  private byToken = new Map<string, FeedRow>();
  private readonly seen = new Map<number, { at: number; got: number }>();
  /** Tokens looked for in vain, by when, oldest first. */
  private readonly unknown = new Map<string, number>();
  private readonly ctx: Ctx;
  constructor(ctx: Ctx) {
    this.ctx = ctx;
  }

  async refresh(): Promise<void> {
    const rows = await this.ctx.db.orm.select().from(feed);
    this.byId = new Map(rows.map((r) => [r.id, r]));
    this.byToken = new Map(rows.map((r) => [r.tokenHash, r]));
  }

  /** The feed of a token. A token made by another process a moment ago is looked for, but not again within a second. */
  async find(token: string): Promise<FoundFeed | null> {
    const hash = tokenHash(token);
    const row = this.byToken.get(hash) ?? (token.startsWith('tgf_') ? await this.lookFor(hash) : undefined);
    return row ? { feed: row, state: feedState(row, this.ctx.now()) } : null;
  }

  /** One row by its index, not the table; of tokens that nobody has, at most UNKNOWN_CAP a second. */
  private async lookFor(hash: string): Promise<FeedRow | undefined> {
    const now = this.ctx.now();
    for (const [old, at] of this.unknown) {
      if (now - at < UNKNOWN_MS) break;
      this.unknown.delete(old);
    }
    if (this.unknown.has(hash) || this.unknown.size >= UNKNOWN_CAP) return undefined;
    this.unknown.set(hash, now);
    const [row] = await this.ctx.db.orm.select().from(feed).where(eq(feed.tokenHash, hash));
    if (!row) return undefined;
    this.unknown.delete(hash);
    this.byId.set(row.id, row);
    this.byToken.set(hash, row);
    return row;
  }

  /** Notes that events of the feed were committed: `at` their newest time, `got` their arrival, epoch ms. */
  touch(id: number, at: number, got: number): void {
    const known = this.seen.get(id);
    this.seen.set(id, { at: Math.max(known?.at ?? at, at), got: Math.max(known?.got ?? got, got) });
  }

  /** What this process saw of the feed itself; series tell only of the feed that made them. */
  lastSeen(id: number): { at: number; got: number } | null {
    return this.seen.get(id) ?? null;
  }

  get(id: number): FeedRow | undefined {
    return this.byId.get(id);
  }

  all(): FeedRow[] {
    return [...this.byId.values()].sort((a, b) => a.id - b.id);
  }

  cadence(id: number): number | null {
    return this.byId.get(id)?.cadenceMs ?? null;
  }

  mark(id: number): Mark | null {
    return markOf(this.byId.get(id)?.mark);
  }

  /** Whether the feed sends counts rather than single happenings. */
  counts(id: number): boolean {
    const kind = this.byId.get(id)?.kind;
    return kind !== undefined && kind !== 'ticket';
  }
}

/** Papers, state, freshness and this month's usage of the feeds that serve the scope, in the order they were made. */
export async function feedStatuses(
  ctx: Ctx,
  scope: Scope,
  store: EventStore,
  directory: FeedDirectory,
  ids: ReadonlySet<number> | null,
): Promise<FeedStatus[]> {
  const now = ctx.now();
  const seen = new Map<number, { at: number; got: number; cadence: number }>();
  for (const code of store.series.indicators()) {
    const row = ctx.catalog.indicators.get(code);
    if (!row) continue;
    const cadence = durationMs(row.cadence);
    for (const s of store.series.withDims(code, '')) {
      const f = store.freshness.get(s.id);
      if (!f) continue;
      const known = seen.get(s.feed);
      if (!known) seen.set(s.feed, { ...f, cadence });
      else seen.set(s.feed, { at: Math.max(known.at, f.at), got: Math.max(known.got, f.got), cadence: Math.min(known.cadence, cadence) });
    }
  }
  const month = new Date(now + ctx.catalog.zone(now)).toISOString().slice(0, 7);
  const usage = new Map((await listUsage(ctx, scope, { from: `${month}-01` })).map((u) => [u.feed, u]));
  const named = (f: FeedRow) => (f.department === null ? f : { ...f, department: ctx.catalog.departmentName(f.department) ?? f.department });
  return directory
    .all()
    .filter((f) => (ids === null || ids.has(f.id)) && servesScope(scope, ctx.catalog.tree, f))
    .map((f) =>
      toStatus(
        named(f),
        newest(seen.get(f.id), directory.lastSeen(f.id), () => usualCadence(ctx, f.kind)),
        usage.get(f.id) ?? null,
        now,
      ),
    );
}

type Seen = { at: number; got: number; cadence: number };

function newest(series: Seen | undefined, own: { at: number; got: number } | null, cadence: () => number): Seen | null {
  if (!own) return series ?? null;
  if (!series) return { ...own, cadence: cadence() };
  return { at: Math.max(series.at, own.at), got: Math.max(series.got, own.got), cadence: series.cadence };
}

/** How often the most frequent figure that a feed of the kind gives is due, milliseconds. */
function usualCadence(ctx: Ctx, kind: string): number {
  const rows = [...ctx.catalog.indicators.values()].filter((row) => row.from.some((rule) => EVENT_KIND[rule.event as EventType] === kind));
  return rows.length === 0 ? DEFAULT_CADENCE_MS : Math.min(...rows.map((row) => durationMs(row.cadence)));
}

type Used = { accepted: number; duplicate: number; rejected: number };

function toStatus(f: FeedRow, seen: Seen | null, used: Used | null, now: number): FeedStatus {
  const cadenceMs = f.cadenceMs ?? seen?.cadence ?? DEFAULT_CADENCE_MS;
  const state = feedState(f, now);
  return {
    name: f.name,
    kind: f.kind,
    label: f.label,
    department: f.department,
    purpose: f.purpose,
    fields: f.fields,
    share: f.share as FeedStatus['share'],
    cadenceMs,
    owner: f.owner,
    until: f.until,
    state: state === 'disabled' ? 'off' : state === 'ended' ? 'ended' : seen === null && (used?.accepted ?? 0) === 0 ? 'unused' : 'on',
    freshness: seen === null ? ((used?.accepted ?? 0) > 0 ? 'no_data' : 'not_connected') : freshness(seen.at, cadenceMs, now),
    lastAt: seen?.at ?? null,
    lastGot: seen?.got ?? null,
    accepted: used?.accepted ?? 0,
    duplicate: used?.duplicate ?? 0,
    rejected: used?.rejected ?? 0,
    mark: markOf(f.mark),
    mirrored: f.mirrored,
    brokerUser: f.brokerUser,
  };
}

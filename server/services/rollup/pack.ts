import { numbersLiteral, type Tx } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import type { EventStore } from '../event/event-store.ts';
import { withRetry } from '../event/retry.ts';
import { type Delta, HOT_MINUTES, mergeIntoPacks } from './merge-packs.ts';

/** Rows of one packing step, small enough that nobody waits for the embedded database. */
const STEP_ROWS = 2_000;
/** The embedded database clears no table by itself: reads would pass by every minute that has left hot and every version of a pack. */
const VACUUM_ROWS = 20_000;
/** What may be left of it when a packing is over. */
const LEFT_ROWS = 2_000;

type HotRow = Delta & { lastGot: number | null };

/**
 * Moves closed minutes into packs, in steps of one transaction each. Hot is a delta on top of pack, so a reader sees the
 * same totals before, between and after.
 * @returns how many hot rows were packed.
 */
export async function packClosed(
  ctx: Ctx,
  store: EventStore,
  options: { before?: number; onStep?: (rows: number) => void; stop?: () => boolean } = {},
): Promise<number> {
  const before = options.before ?? ctx.now() - HOT_MINUTES * 60_000;
  await store.series.refresh(ctx.db.lane('background'));
  const counts = await ctx.db
    .lane('background')
    .query<{ series: number; n: number }>(
      `select h.series, count(*) n from hot h join series s on s.id = h.series where h.b < to_timestamp($1 / 1000.0) and s.grain = 'minute' group by h.series order by h.series`,
      [before],
    );
  let packed = 0;
  for (let i = 0; i < counts.length && !options.stop?.(); ) {
    const chunk: number[] = [];
    let rows = 0;
    while (i < counts.length && (chunk.length === 0 || rows + (counts[i]?.n ?? 0) <= STEP_ROWS) && chunk.length < 500) {
      const c = counts[i++] as { series: number; n: number };
      chunk.push(c.series);
      rows += c.n;
    }
    for (let moved = STEP_ROWS; moved === STEP_ROWS && !options.stop?.(); ) {
      moved = await withRetry(() => ctx.db.transaction((tx) => packStep(ctx, store, tx, chunk, before), 'background'));
      packed += moved;
      await clearDead(ctx, store, moved, VACUUM_ROWS);
      options.onStep?.(packed);
    }
  }
  if (packed > 0) {
    store.packs.clear();
    await clearDead(ctx, store, 0, LEFT_ROWS);
  }
  return packed;
}

/** Rows that have left hot since each table was cleared: about as many versions of packs are dead. */
const left = new WeakMap<EventStore, { hot: number; pack: number }>();

async function clearDead(ctx: Ctx, store: EventStore, moved: number, most: number): Promise<void> {
  if (ctx.db.kind !== 'embedded') return;
  const was = left.get(store) ?? { hot: 0, pack: 0 };
  const dead = { hot: was.hot + moved, pack: was.pack + moved };
  const due = (['hot', 'pack'] as const).filter((table) => dead[table] >= (table === 'hot' ? most : VACUUM_ROWS));
  for (const table of due) dead[table] = 0;
  left.set(store, dead);
  // Few dead rows are else left in the index, where every read of their series meets them.
  if (due.length > 0) await ctx.db.lane('background').query(`vacuum (index_cleanup on) ${due.join(', ')}`);
}

async function packStep(ctx: Ctx, store: EventStore, tx: Tx, series: number[], before: number): Promise<number> {
  const rows = await tx.query<HotRow>(
    `with l as materialized (select series, b from hot where series = any($1::text::int[]) and b < to_timestamp($2 / 1000.0) order by series, b limit ${STEP_ROWS} for update)
     delete from hot h using l where h.series = l.series and h.b = l.b
     returning h.series, h.b, h.n, h.num, h.den, h.last_at "lastAt", h.last_got "lastGot", h.last_num "lastNum", h.last_den "lastDen"`,
    [numbersLiteral(series), before],
  );
  if (rows.length === 0) return 0;
  rows.sort((a, b) => a.series - b.series || a.b - b.b);
  await mergeIntoPacks(ctx, store, tx, rows);
  await noteSeen(tx, rows);
  return rows.length;
}

/** Notes on each series the newest event of packed minutes, for the freshness of a series that then falls silent. */
export async function noteSeen(tx: Tx, rows: readonly { series: number; lastAt: number | null; lastGot: number | null }[]): Promise<void> {
  const seen = new Map<number, { at: number; got: number }>();
  for (const r of rows) {
    const s = seen.get(r.series);
    if (r.lastAt !== null && r.lastGot !== null) seen.set(r.series, { at: Math.max(s?.at ?? 0, r.lastAt), got: Math.max(s?.got ?? 0, r.lastGot) });
  }
  const list = [...seen].sort(([a], [b]) => a - b);
  if (list.length === 0) return;
  await tx.query(
    `update series s set seen_at = greatest(s.seen_at, to_timestamp(u.at / 1000.0)), seen_got = greatest(s.seen_got, to_timestamp(u.got / 1000.0))
     from unnest($1::text::int[], $2::text::int8[], $3::text::int8[]) u(id, at, got) where s.id = u.id and (s.seen_at is null or s.seen_at < to_timestamp(u.at / 1000.0))`,
    [numbersLiteral(list.map(([id]) => id)), numbersLiteral(list.map(([, v]) => v.at)), numbersLiteral(list.map(([, v]) => v.got))],
  );
}

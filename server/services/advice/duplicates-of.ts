import { numbersLiteral, type Param, type Tx, textsLiteral } from '../../../db/client.ts';
import { adviceOf, likenessOf, type Matter, SEE, shinglesOf, textLikeness } from '../../core/duplicate/likeness.ts';
import type { DuplicateHit } from '../../wire/desk.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { cityOf, RECENT_MS, recentTickets } from './recent-tickets.ts';

/** Tickets that are compared, of the text and of the caller, and that are shown. */
const COMPARED = 40;
const OF_CALLER = 20;
const SHOWN = 8;

export type DuplicateQuery = {
  /** What was typed or told so far; `title` when it stands apart. */
  title?: string;
  text: string;
  region: string;
  lon: number | null;
  lat: number | null;
  /** Epoch ms: tickets of the thirty days around it are looked at. */
  at: number;
  /** The ticket itself, which is no duplicate of its own and tells its caller. */
  exclude?: number;
  /** Keyed hashes of the caller's number (phoneHashes of the vault). */
  phoneHashes?: readonly Uint8Array[];
  /** Another ticket of the same caller, which may itself be the one that is looked for. */
  callerOf?: number;
};

type Row = Matter & { id: number; no: string; state: string; open: boolean; master: number | null; mirrored: boolean };

const COLUMNS = 'id, no, title, left(body, 1200) body, region, lon, lat, at, state, open, master, mirrored';

/**
 * Tickets in scope that may be about the same matter, the likeliest first. Candidates come from an index in memory
 * (same city, thirty days) and, of the same number, from the database: so many are read whatever the number of tickets.
 * A confidential or anonymous ticket is never found by its number, which would tell whose it is. A member of a master is
 * shown as its master.
 * @param scope of ticket.read
 */
export async function duplicatesOf(ctx: Ctx, scope: Scope, query: DuplicateQuery): Promise<DuplicateHit[]> {
  const recent = recentTickets(ctx);
  await recent.follow(ctx);
  const asked: Matter = { ...query, title: query.title ?? '', body: query.text };
  const likely = recent.index.candidates(asked, cityOf(ctx, query.region), COMPARED);
  const { rows, callers } = await asReader(ctx, scope, async (tx) => {
    const callers = await ofCaller(tx, ctx, scope, query);
    return { callers: new Set(callers), rows: await readRows(tx, ctx, scope, [...likely, ...callers], query) };
  });
  const own = shinglesOf(asked);
  const hits = new Map<number, DuplicateHit>();
  const byId = new Map(rows.map((r) => [r.id, r]));
  for (const row of rows) {
    const sameCaller = callers.has(row.id);
    const { likeness, metres } = likenessOf(textLikeness(own, shinglesOf(row), recent.index.rarity), asked, row);
    if (likeness < SEE || row.id === query.exclude || row.master === query.exclude) continue;
    const shown = (row.master === null ? undefined : byId.get(row.master)) ?? row;
    if (shown.id === query.exclude || (hits.get(shown.id)?.likeness ?? 0) >= likeness) continue;
    const { id, no, title, at, state, mirrored } = shown;
    hits.set(id, { id, no, title, at, state, mirrored, metres, likeness, advice: adviceOf(likeness, { open: row.open && shown.open, sameCaller }) });
  }
  return [...hits.values()].sort((a, b) => b.likeness - a.likeness || b.at - a.at).slice(0, SHOWN);
}

/** The tickets named as far as the scope holds them, and the masters that they follow. */
async function readRows(tx: Tx, ctx: Ctx, scope: Scope, ids: readonly number[], { at }: DuplicateQuery): Promise<Row[]> {
  if (ids.length === 0) return [];
  const held = ticketCondition(ctx, scope, ctx.catalog.tree.root, 2);
  const of = (list: readonly number[]): Param[] => [numbersLiteral([...new Set(list)]), ...held.params];
  const rows = await tx.query<Row>(`select ${COLUMNS} from cases where id = any($1::text::int8[]) and not retracted and ${held.sql}`, of(ids));
  const near = rows.filter((r) => Math.abs(r.at - at) <= RECENT_MS);
  const known = new Set(near.map((r) => r.id));
  const masters = near.flatMap((r) => (r.master === null || known.has(r.master) ? [] : [r.master]));
  if (masters.length === 0) return near;
  const read = await tx.query<Row>(`select ${COLUMNS} from cases where id = any($1::text::int8[]) and not retracted and ${held.sql}`, of(masters));
  return [...near, ...read];
}

/** Newest tickets of the caller's number. */
async function ofCaller(tx: Tx, ctx: Ctx, scope: Scope, { phoneHashes, callerOf, exclude, at }: DuplicateQuery): Promise<number[]> {
  const hashes = (phoneHashes ?? []).map((h) => Buffer.from(h).toString('base64'));
  if (hashes.length === 0 && exclude === undefined && callerOf === undefined) return [];
  const held = ticketCondition(ctx, scope, ctx.catalog.tree.root, 6);
  const rows = await tx.query<{ id: number }>(
    `select c.id from person p join cases c on c.person = p.id
     where p.phone_hash in (select decode(h, 'base64') from unnest($1::text::text[]) u(h) union all
       select o.phone_hash from cases x join person o on o.id = x.person where x.id in (select id from cases where id in ($2::int8, $5::int8) and not retracted and ${held.sql}) and not x.anonymous and not x.confidential)
       and c.kind = 'ticket' and not c.anonymous and not c.confidential and c.id <> coalesce($2::int8, 0) and c.at between to_timestamp($3::float8 / 1000.0) and to_timestamp($4::float8 / 1000.0)
     order by c.at desc, c.id desc limit ${OF_CALLER}`,
    [textsLiteral(hashes), exclude ?? null, at - RECENT_MS, at + RECENT_MS, callerOf ?? null, ...held.params],
  );
  return rows.map((r) => r.id);
}

import { maskName } from '../../core/privacy/mask-person.ts';
import type { AuditCount, AuditCursor, AuditFilter, AuditLine, AuditOrder, AuditRowView, ChainState } from '../../wire/audit.ts';
import type { Scope } from '../access/scope.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { checkRow, ROW_COLUMNS, type StoredRow } from './audit-row.ts';
import { hex } from './chain.ts';
import { chainHead } from './seal.ts';
import { auditWhere, type Where } from './where.ts';

const MOST_COUNTED = 100_000;
const EVER = { from: 0, to: 4_102_444_800_000 };

type Named = StoredRow & { actorName: string | null };
export type AuditPage = { rows: AuditLine[]; next: AuditCursor | null };

/**
 * A page of rows in the order of their time. A timeline of one object or one actor is the same with `oldest`.
 * @throws Invalid
 */
export async function searchAudit(
  ctx: Ctx,
  scope: Scope,
  filter: AuditFilter,
  page: { after: AuditCursor | null; limit: number; order: AuditOrder },
): Promise<AuditPage> {
  const { rows, next } = await readAuditPage(ctx, auditWhere(ctx.catalog, scope, filter), page);
  return { rows: rows.map((row) => toLine(ctx, row)), next };
}

/** Rows with all that the chain needs of them. */
export async function readAuditPage(
  ctx: Pick<Ctx, 'db'>,
  where: Where,
  { after, limit, order }: { after: AuditCursor | null; limit: number; order: AuditOrder },
): Promise<{ rows: Named[]; next: AuditCursor | null }> {
  const n = where.params.length;
  const [sign, dir] = order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
  const behind = after ? ` and (a.at, a.id) ${sign} (to_timestamp($${n + 2}::int8 / 1000.0), $${n + 3}::int8)` : '';
  const rows = await ctx.db.query<Named>(
    `select ${ROW_COLUMNS}, c.name "actorName" from audit a left join account c on a.actor_kind = 'person' and c.id = a.actor
     where ${where.text}${behind} order by a.at ${dir}, a.id ${dir} limit $${n + 1}::int`,
    [...where.params, limit, ...(after ? [after.at, after.id] : [])],
  );
  const last = rows.at(-1);
  return { rows, next: last && rows.length === limit ? { at: Math.floor(last.at), id: last.id } : null };
}

/** How many rows the filter finds, by result; at most 100,000 are counted. @throws Invalid */
export async function countAudit(ctx: Ctx, scope: Scope, filter: AuditFilter): Promise<AuditCount> {
  const where = auditWhere(ctx.catalog, scope, filter);
  const rows = await ctx.db.query<{ result: 'ok' | 'refused' | 'failed'; n: number }>(
    `select result, count(*) n from (select a.result from audit a where ${where.text} limit ${MOST_COUNTED + 1}) q group by result`,
    where.params,
  );
  const count = { ok: 0, refused: 0, failed: 0 };
  for (const row of rows) count[row.result] = row.n;
  const total = count.ok + count.refused + count.failed;
  return { ...count, total: Math.min(total, MOST_COUNTED), capped: total > MOST_COUNTED };
}

/** One row with its digest, recomputed, and its link to the row before. @throws NotFound outside the scope as well */
export async function auditRow(ctx: Ctx, scope: Scope, id: number): Promise<AuditRowView> {
  const where = auditWhere(ctx.catalog, scope, EVER);
  const [row] = await ctx.db.query<Named>(
    `select ${ROW_COLUMNS}, c.name "actorName" from audit a left join account c on a.actor_kind = 'person' and c.id = a.actor where ${where.text} and a.id = $${where.params.length + 1}::int8`,
    [...where.params, id],
  );
  if (!row) throw new NotFound(`there is no audit row ${id}`);
  const before = row.seq === null ? null : await hashBefore(ctx, row.seq);
  return { line: toLine(ctx, row), digest: hex(row.digest), hash: row.hash && hex(row.hash), check: checkRow(row, before) };
}

async function hashBefore(ctx: Ctx, seq: number): Promise<Uint8Array | null> {
  const [row] = await ctx.db.query<{ hash: Uint8Array }>('select hash from audit where seq = $1', [seq - 1]);
  if (row) return row.hash;
  const head = await chainHead(ctx.db);
  return head.floorSeq === seq - 1 ? head.floorHash : null;
}

/** Where the chain stands now. */
export async function chainState(ctx: Ctx): Promise<ChainState> {
  const head = await chainHead(ctx.db);
  const [tail] = await ctx.db.query<{ n: number; at: number | null }>('select count(*) n, min(at) at from audit where seq is null');
  const [oldest] = await ctx.db.query<{ at: number }>('select at from audit order by at, id limit 1');
  const at = tail?.at ?? null;
  return {
    head: { seq: head.seq, hash: hex(head.hash), at: head.at },
    floorSeq: head.floorSeq,
    unsealed: { rows: tail?.n ?? 0, ageMs: at === null ? null : Math.max(0, ctx.now() - at) },
    oldestAt: oldest?.at ?? null,
  };
}

export function toLine({ catalog }: Pick<Ctx, 'catalog'>, row: Named): AuditLine {
  return {
    id: row.id,
    seq: row.seq,
    at: Math.floor(row.at),
    actorKind: row.actorKind,
    actorLogin: row.actorLogin,
    actorName: row.actorName === null ? null : maskName(row.actorName),
    session: row.session,
    address: row.address,
    action: row.action,
    objectKind: row.objectKind,
    objectId: row.objectId,
    region: row.region,
    regionName: row.region === null ? null : catalog.regionName(row.region),
    department: row.department,
    departmentName: row.department === null ? null : catalog.departmentName(row.department),
    result: row.result,
    purpose: row.purpose,
    detail: row.detail,
  };
}

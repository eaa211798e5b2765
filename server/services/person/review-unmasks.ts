import { type Tx, textsLiteral } from '../../../db/client.ts';
import type { UnmaskList, UnmaskRow } from '../../wire/person.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, seesTicket } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { viewerOf } from './case-person.ts';

export type UnmaskFilter = { /** Rows before this id. */ before?: number | null; limit?: number /** Only what nobody has looked at. */; waiting?: boolean };

type Row = Omit<UnmaskRow, 'regionName' | 'departmentName' | 'own'> & { account: number };

/** Rows of a scope: below one of its regions, and of the departments named there. */
const IN_SCOPE = `exists (select 1 from json_to_recordset($1::text::json) part(regions json, departments json)
  where u.region in (select json_array_elements_text(part.regions))
    and (part.departments is null or json_typeof(part.departments) = 'null' or u.department in (select json_array_elements_text(part.departments))))`;

function partsOf(ctx: Ctx, scope: Scope): string {
  return JSON.stringify(scope.parts.map((part) => ({ regions: ctx.catalog.tree.subtree(part.region), departments: part.departments })));
}

/**
 * Who unmasked which ticket's caller in one's own part, why and for how long, newest first. Nothing of the caller is in it.
 * @param scope of unmask.review
 */
export async function listUnmasks(
  ctx: Ctx,
  actor: Actor,
  scope: Scope,
  { before = null, limit = 50, waiting = false }: UnmaskFilter = {},
): Promise<UnmaskList> {
  const parts = partsOf(ctx, scope);
  const rows = await ctx.db.query<Row>(
    `select u.id, u.case_id ticket, c.no, u.region, u.department, u.account, a.login, a.name, g.role, u.reason, u.at, u.until, u.reviewed_at "reviewedAt", r.name "reviewedBy",
       (select count(*) from audit l where l.object_kind = 'ticket' and l.object_id = u.case_id::text and l.at >= u.at
          and l.action in ('person.unmasked', 'person.revealed') and l.detail->>'unmask' = u.id::text) looks
     from unmask u join cases c on c.id = u.case_id join account a on a.id = u.account
       left join access_grant g on g.id = u.grant_id left join account r on r.id = u.reviewed_by
     where ($2::int8 is null or u.id < $2::int8) and (not $3::bool or u.reviewed_at is null) and ${IN_SCOPE} order by u.id desc limit $4::int`,
    [parts, before, waiting, limit + 1],
  );
  const [count] = await ctx.db.query<{ n: number }>(`select count(*) n from unmask u where u.reviewed_at is null and u.account <> $2::int and ${IN_SCOPE}`, [
    parts,
    actor.id,
  ]);
  const page = rows.slice(0, limit);
  return {
    rows: page.map(({ account, ...row }) => ({
      ...row,
      regionName: ctx.catalog.regionName(row.region),
      departmentName: row.department === null ? null : ctx.catalog.departmentName(row.department),
      own: account === actor.id,
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    waiting: count?.n ?? 0,
    viewer: viewerOf(ctx, actor),
  };
}

/**
 * Marks unmaskings of one's own part as seen; who was first stays named. Nobody reviews himself.
 * @throws NotFound when one of them is out of scope, Forbidden when one is one's own
 */
export function reviewUnmasks(ctx: Ctx, actor: Actor, scope: Scope, ids: readonly number[]): Promise<{ reviewed: number }> {
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const rows = await loadUnmasks(tx, ids);
    if (rows.length < new Set(ids).size || rows.some((row) => !seesTicket(scope, ctx.catalog.tree, row))) throw new NotFound('no such unmasking in your scope');
    if (rows.some((row) => row.account === actor.id)) throw new Forbidden('nobody reviews his own unmasking');
    const open = rows.filter((row) => row.reviewedAt === null);
    for (const { id, caseId, region, department } of open) {
      await tx.query('update unmask set reviewed_at = $2::timestamptz, reviewed_by = $3 where id = $1', [id, new Date(now).toISOString(), actor.id]);
      await writeAudit(
        tx,
        actor,
        { action: 'unmask.reviewed', result: 'ok', object: { kind: 'ticket', id: caseId }, region, department, detail: { unmask: id } },
        now,
      );
    }
    return { reviewed: open.length };
  });
}

type Loaded = { id: number; account: number; caseId: number; region: string; department: string | null; reviewedAt: number | null };

async function loadUnmasks(tx: Tx, ids: readonly number[]): Promise<Loaded[]> {
  return tx.query<Loaded>(
    `select id, account, case_id "caseId", region, department, reviewed_at "reviewedAt" from unmask
     where id in (select x::int8 from unnest($1::text::text[]) t(x)) order by id for update`,
    [textsLiteral(ids.map(String))],
  );
}

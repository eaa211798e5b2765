import { type Db, type Param, type Tx, textsLiteral } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import type { Scope } from './scope.ts';

/** Kinds of cases that are read apart: what asks for tickets never meets a rectification, a task or a risk. */
export type ReadKind = 'ticket' | 'rectification' | 'task' | 'risk';

/** Regions that a scope holds with all their departments, and 'region department' of those that it holds in part. */
type Places = { regions: readonly string[]; places: readonly string[] };

function placesOf(ctx: Ctx, scope: Scope, under: string = ctx.catalog.tree.root): Places {
  const { tree } = ctx.catalog;
  const regions = new Set<string>();
  const places = new Set<string>();
  for (const part of scope.parts) {
    const top = tree.contains(part.region, under) ? under : tree.contains(under, part.region) ? part.region : null;
    if (top === null) continue;
    for (const region of tree.subtree(top)) {
      if (part.departments === null) regions.add(region);
      else for (const department of part.departments) places.add(`${region} ${department}`);
    }
  }
  return { regions: [...regions], places: [...places] };
}

/**
 * Condition on columns `region` and `department` of tickets that the scope holds below `under`, with its parameters
 * numbered from `first` on, and on their kind. A ticket that is no department's yet is held by those parts alone that hold all departments.
 */
export function ticketCondition(ctx: Ctx, scope: Scope, under: string, first: number, kind: ReadKind = 'ticket'): { sql: string; params: Param[] } {
  const { regions, places } = placesOf(ctx, scope, under);
  const all = new Set([...regions, ...places.map((place) => place.slice(0, place.indexOf(' ')))]);
  const inside = `kind = '${kind}' and region in (select unnest($${first}::text::text[]))`;
  if (places.length === 0) return { sql: inside, params: [textsLiteral([...all])] };
  // The first condition finds the rows by an index, which the second could not.
  const own = `(region in (select unnest($${first + 1}::text::text[])) or region || ' ' || department in (select unnest($${first + 2}::text::text[])))`;
  return { sql: `${inside} and ${own}`, params: [textsLiteral([...all]), textsLiteral(regions), textsLiteral(places)] };
}

const ready = new WeakMap<Db, Promise<boolean>>();

/** Whether the database lets this process take the role of readers: without it rows are cut by the statements alone. */
export function canReadAsRole(db: Db): Promise<boolean> {
  let known = ready.get(db);
  if (!known) {
    known = db
      .transaction(async (tx) => {
        const [role] = await tx.query<{ one: number }>(`select 1 one from pg_roles where rolname = 'tongguan_reader'`);
        if (!role) return false;
        await tx.query(`select set_config('role', 'tongguan_reader', true)`);
        await tx.query('select 1 from cases limit 0');
        return true;
      })
      .catch((error: unknown) => {
        // 42501: the role may not be taken, or has no right to the table. Anything else says nothing about it.
        if ((error as { code?: string }).code === '42501') return false;
        ready.delete(db);
        throw error;
      });
    ready.set(db, known);
  }
  return known;
}

/** One plan for every scope would suit none: a county's queue is read otherwise than a province's. */
const READER = `select set_config('tongguan.regions', $1, true), set_config('tongguan.places', $2, true), set_config('plan_cache_mode', 'force_custom_plan', true),
  set_config('tongguan.kinds', $3, true), set_config('role', 'tongguan_reader', true)`;

/**
 * Runs reads of tickets and their people in a transaction that the database itself cuts to the scope, by row-level
 * security: what a statement forgets to ask, its rows do not show; nor cases of other kinds than those named. Inside, await nothing but the transaction.
 */
export async function asReader<T>(ctx: Ctx, scope: Scope, fn: (tx: Tx) => Promise<T>, kinds: readonly ReadKind[] = ['ticket']): Promise<T> {
  const role = await canReadAsRole(ctx.db);
  const { regions, places } = placesOf(ctx, scope);
  return ctx.db.transaction(async (tx) => {
    if (!role) return fn(tx);
    // Sent before what reads and answered before it; were it refused, the transaction would read nothing more.
    const cut = tx.query(READER, [textsLiteral(regions), textsLiteral(places), textsLiteral(kinds)]);
    const [read] = await Promise.all([fn(tx), cut]);
    return read;
  });
}

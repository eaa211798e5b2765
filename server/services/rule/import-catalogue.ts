import type { Actor } from '../access/actor.ts';
import type { Ctx } from '../context.ts';
import { type ImportResult, importRows } from './import-rows.ts';
import type { ImportInput } from './import-rules.ts';
import type { RuleSource } from './rule-source.ts';
import { saysTheSame } from './write-versions.ts';

/** `from`: from when on rows that are new or changed hold, epoch ms; null: they hold as if ever. */
export type ImportCatalogue = ImportInput & { from: number | null };

/**
 * Imports rows of the dispatch catalogue (派单目录), as importRows does. A class and territory whose units, clause and mark
 * are those that hold already is left alone, whenever that began.
 * @throws Forbidden, OutOfScope
 */
export function importCatalogue(ctx: Ctx, source: RuleSource, actor: Actor, { from, read, ...input }: ImportCatalogue): Promise<ImportResult> {
  const now = ctx.now();
  const rows = read.rows.map(({ line, row }) => ({ line, row: { ...row, from } }));
  return importRows(ctx, source, actor, {
    ...input,
    read: { rows, faults: read.faults },
    action: 'catalogue.imported',
    same: (row, newest) => (newest.until === null || newest.until > now) && saysTheSame({ ...row, from: newest.from, until: newest.until }, newest),
  });
}

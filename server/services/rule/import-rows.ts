import type { RuleDraft } from '../../wire/rule.ts';
import type { ImportFault, ReadRows } from '../../wire/rule-import.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import type { AuditAction } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { assertMayRule, draftFaults } from './check-draft.ts';
import type { RuleSource } from './rule-source.ts';
import { raiseRulesRevision } from './rules-revision.ts';
import { insertVersions, lockRules, type NewestVersion, newestVersions, saysTheSame } from './write-versions.ts';

/** What an import did, or would have done: with a single fault nothing is written. */
export type ImportResult = { readonly written: number; readonly unchanged: number; readonly faults: readonly ImportFault[] };

/** What is to be imported, and as what it goes into the audit. `dryRun`: everything but the writing. */
export type ImportRows = {
  read: ReadRows<RuleDraft>;
  action: AuditAction;
  note: string | null;
  dryRun: boolean;
  /** Whether a row says what the newest version of its rule says already. */
  same?: (row: RuleDraft, newest: NewestVersion) => boolean;
};

/**
 * All rows of a file or none. A row whose rule says the same already is left alone, so that the same file again changes
 * nothing; all others are the next versions of their rules.
 * @throws Forbidden without `rule.manage`; OutOfScope where a row holds beyond the actor's part
 */
export async function importRows(
  ctx: Ctx,
  source: RuleSource,
  actor: Actor,
  { read, action, note, dryRun, same = saysTheSame }: ImportRows,
): Promise<ImportResult> {
  const scope = requireScope(ctx, actor, 'rule.manage');
  const faults = [
    ...read.faults,
    ...read.rows.flatMap(({ line, row }) => draftFaults(ctx, source, row).map((message) => ({ line, message: `${row.id}: ${message}` }))),
  ];
  if (faults.length > 0) return { written: 0, unchanged: 0, faults: faults.sort((a, b) => a.line - b.line) };
  for (const { row } of read.rows) assertMayRule(ctx, scope, row.where);
  const now = ctx.now();
  const result = await ctx.db.transaction(async (tx): Promise<ImportResult> => {
    await lockRules(tx);
    const rows = read.rows.map(({ row }) => row);
    const newest = await newestVersions(
      tx,
      source.given.rows,
      rows.map((r) => r.id),
    );
    const other = read.rows.filter(({ row }) => (newest.get(row.id)?.rule ?? row.rule) !== row.rule);
    if (other.length > 0) return { written: 0, unchanged: 0, faults: other.map(({ line, row }) => ({ line, message: `${row.id} is a rule of another kind` })) };
    const drafts: RuleDraft[] = [];
    for (const row of rows) {
      const before = newest.get(row.id);
      if (before) assertMayRule(ctx, scope, before.where);
      if (!before || !same(row, before)) drafts.push({ ...row, version: (before?.version ?? 0) + 1 });
    }
    const done = { written: drafts.length, unchanged: rows.length - drafts.length, faults: [] };
    if (dryRun || drafts.length === 0) return done;
    await insertVersions(tx, drafts, actor.id, note, now);
    await raiseRulesRevision(tx);
    await writeAudit(tx, actor, { action, result: 'ok', purpose: note, detail: { written: done.written, unchanged: done.unchanged } }, now);
    return done;
  });
  if (result.written > 0 && !dryRun) await source.refresh();
  return result;
}

import type { RuleDraft } from '../../wire/rule.ts';
import type { ReadRows } from '../../wire/rule-import.ts';
import type { Actor } from '../access/actor.ts';
import type { Ctx } from '../context.ts';
import { type ImportResult, importRows } from './import-rows.ts';
import type { RuleSource } from './rule-source.ts';

/** What was read of a file, what was decided, and whether it is only to be looked at. */
export type ImportInput = { read: ReadRows<RuleDraft>; note: string | null; dryRun: boolean };

/** Imports rules of a file as rules.json, as importRows does. @throws Forbidden, OutOfScope */
export function importRules(ctx: Ctx, source: RuleSource, actor: Actor, input: ImportInput): Promise<ImportResult> {
  return importRows(ctx, source, actor, { ...input, action: 'rule.imported' });
}

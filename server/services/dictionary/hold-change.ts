import type { Tx } from '../../../db/client.ts';
import { countingFaults, definitionFaults, type FieldFault, fixedFaults } from '../../core/indicator/definition-faults.ts';
import { COUNT_FIELDS, changedFields, countsOf, putOn, WORD_FIELDS, wordsOf } from '../../core/indicator/definition-text.ts';
import { type ChangeStep, walkFault } from '../../core/indicator/dictionary-walk.ts';
import { changedTarget, TARGET_FIELDS, targetFaults, targetSubject } from '../../core/indicator/target-text.ts';
import { redactText } from '../../core/privacy/redact.ts';
import type { ChangeOf, StaleNote } from '../../wire/dictionary.ts';
import type { Actor } from '../access/actor.ts';
import { requireScope, type Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Forbidden, Invalid, NotFound, OutOfScope } from '../errors.ts';
import { type ChangeRow, lockChange, newestOf, type PublishedRow } from './change-rows.ts';
import type { DictionarySource } from './dictionary-source.ts';

type Place = Pick<ChangeRow, 'kind' | 'region'>;

/** Whether a scope holds what a change is of: a definition is all of the province's, a target its region's. */
export function holdsChange({ catalog: { tree } }: Pick<Ctx, 'catalog'>, scope: Scope, { kind, region }: Place): boolean {
  const place = kind === 'definition' ? tree.root : (region ?? tree.root);
  return scope.parts.some((part) => part.departments === null && tree.contains(part.region, place));
}

/** @throws Forbidden, OutOfScope */
export function assertHolds(ctx: Ctx, actor: Actor, permission: 'indicator.draft' | 'indicator.approve', place: Place): void {
  if (holdsChange(ctx, requireScope(ctx, actor, permission), place)) return;
  throw new OutOfScope(
    place.kind === 'definition' ? 'a definition holds for the whole province, and your grant for a part of it' : `region ${place.region} is outside your scope`,
  );
}

export const placeOf = (of: ChangeOf): Place & Pick<ChangeRow, 'code' | 'period' | 'path' | 'subject'> =>
  of.kind === 'definition'
    ? { kind: 'definition', code: of.code, region: null, period: null, path: null, subject: of.code }
    : { kind: 'target', code: of.code, region: of.region, period: of.period, path: of.path, subject: targetSubject(of) };

/** The texts of a form, without what is no field of it, and with personal numbers, places and names behind their placeholders. */
export function cleanFields(kind: ChangeRow['kind'], isNew: boolean, fields: Readonly<Record<string, string>>): Record<string, string> {
  const names: readonly string[] = kind === 'target' ? TARGET_FIELDS : isNew ? [...COUNT_FIELDS, ...WORD_FIELDS] : WORD_FIELDS;
  return Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, cleanText(fields[name])]])));
}

export const cleanText = (text: string): string => redactText(text.replaceAll('\0', '').toWellFormed()).text;

/** The row that a definition's counting rule is taken from: the profile's, or of an installation's own its first version. */
export const baseRow = (source: DictionarySource, code: string, newest: Pick<PublishedRow, 'fields'> | null) =>
  source.givenRow(code) ?? (newest ? source.rowOf(code, newest.fields) : null);

/** What keeps a change from being sent or published, as the dictionary is now. */
export function changeFaults(
  ctx: Pick<Ctx, 'catalog'>,
  source: DictionarySource,
  change: Pick<ChangeRow, 'kind' | 'code' | 'region' | 'period' | 'base' | 'fields' | 'note'>,
): FieldFault[] {
  const why: FieldFault[] = change.note.trim() === '' ? [{ field: 'note', fault: 'required' }] : [];
  if (change.kind === 'target') return [...regionFaults(ctx, change), ...targetFaults(change.period ?? '', change.fields), ...why];
  const row = baseRow(source, change.code, source.versions().findLast((v) => v.kind === 'definition' && v.code === change.code) ?? null);
  if (row) return [...fixedFaults(countsOf(row), change.fields), ...definitionFaults(change.fields, row.kind), ...why];
  return [...countingFaults(change.code, change.fields, source.given), ...definitionFaults(change.fields, change.fields.kind ?? ''), ...why];
}

/** A target is for the province or for a region whose figure is told: by itself, or as the sum of those below it. */
function regionFaults({ catalog }: Pick<Ctx, 'catalog'>, { code, region }: Pick<ChangeRow, 'code' | 'region'>): FieldFault[] {
  const row = catalog.indicators.get(code);
  if (!row) return [{ field: 'code', fault: 'code' }];
  const { tree } = catalog;
  if (region === null || !tree.has(region)) return [{ field: 'region', fault: 'choice' }];
  const reports = (at: string) => row.reportedAt.includes(tree.levelOf(at) ?? '');
  const told = region === tree.root || reports(region) || (row.additivity.region === 'add' && tree.subtree(region).some(reports));
  return told ? [] : [{ field: 'region', fault: 'choice' }];
}

/** Fields of version `base` of what a change is of; null when there is no such version. */
export function fieldsAt(source: DictionarySource, change: Pick<ChangeRow, 'kind' | 'code' | 'subject'>, version: number): Record<string, string> | null {
  const row = source.givenRow(change.code);
  if (version === 0) return change.kind === 'definition' && row ? wordsOf(row) : {};
  return source.versions().find((v) => v.kind === change.kind && v.subject === change.subject && v.version === version)?.fields ?? null;
}

/** What was published after a draft was begun; null of one that stands on the newest version. */
export function staleNote(source: DictionarySource, change: ChangeRow): StaleNote | null {
  const newest = source.versions().findLast((v) => v.kind === change.kind && v.subject === change.subject);
  if (!newest || newest.version === change.base || change.state === 'published') return null;
  const begun = fieldsAt(source, change, change.base) ?? {};
  const { decidedName, decidedAt, version } = newest;
  const changed = change.kind === 'target' ? changedTarget(change.fields, newest.fields) : changedFields(change.fields, newest.fields);
  const put = change.kind === 'target' ? { fields: { ...change.fields }, both: [] } : putOn(begun, change.fields, newest.fields);
  return { version, by: decidedName ?? '—', at: decidedAt ?? 0, changed, ...put };
}

/** @throws Conflict with who published first, and when */
export async function assertNewest(tx: Tx, change: Pick<ChangeRow, 'kind' | 'subject'>, base: number): Promise<void> {
  const newest = await newestOf(tx, change.kind, change.subject);
  if ((newest?.version ?? 0) === base) return;
  const when = newest?.decidedAt == null ? '' : ` at ${new Date(newest.decidedAt).toISOString()}`;
  throw new Conflict(`version ${newest?.version ?? 0} was published by ${newest?.decidedLogin ?? 'nobody'}${when} after this was begun on version ${base}`);
}

const SAYS: Record<NonNullable<ReturnType<typeof walkFault>>, (row: ChangeRow) => Error> = {
  state: (row) => new Conflict(`change ${row.id} is ${row.state}${row.decidedLogin ? ` by ${row.decidedLogin}` : ''}`),
  not_author: (row) => new Forbidden(`change ${row.id} is ${row.byLogin}'s: begin one of your own`),
  own: (row) => new Forbidden(`four eyes: change ${row.id} is your own, and another person decides it`),
};

/**
 * Locks a change for a step of an actor.
 * @throws NotFound, Forbidden (not his to take; four eyes), OutOfScope, Conflict (it is past that)
 */
export async function holdChange(tx: Tx, ctx: Ctx, actor: Actor, id: number, step: ChangeStep): Promise<ChangeRow> {
  const permission = step === 'publish' || step === 'return' ? 'indicator.approve' : 'indicator.draft';
  const scope = requireScope(ctx, actor, permission);
  const row = await lockChange(tx, id);
  // What lies outside is not there.
  if (!row || !holdsChange(ctx, scope, row)) throw new NotFound(`there is no change ${id} of yours to decide`);
  const fault = walkFault(row, step, actor.id);
  if (fault) throw SAYS[fault](row);
  return row;
}

/** @throws Invalid that names each field and what is wrong with it */
export function assertFaultless(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw new Invalid(`not ready: ${faults.map((f) => `${f.field} ${f.fault}`).join(', ')}`);
}

/** The noun under which a change stands in the audit. */
export const auditOf = (row: Pick<ChangeRow, 'kind' | 'code' | 'region'>) =>
  ({ noun: row.kind === 'definition' ? 'indicator' : 'target', object: { kind: 'indicator', id: row.code }, region: row.region }) as const;

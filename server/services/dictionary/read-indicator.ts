import { countsOf, wordsOf } from '../../core/indicator/definition-text.ts';
import { inForce } from '../../core/indicator/dictionary-walk.ts';
import type { ChangeOf, DictionaryChange, DictionaryEntry, DictionaryVersion, RegionTarget } from '../../wire/dictionary.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, seesRegion } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { type ChangeRow, type PublishedRow, readChanges } from './change-rows.ts';
import type { DictionarySource } from './dictionary-source.ts';
import { changeFaults, staleNote } from './hold-change.ts';
import { definitionsOf, mayOf, missingOf, ownTargetCount, seesChange } from './list-dictionary.ts';

/**
 * One indicator: what is in force, all versions of its definition, the targets of the regions that may be seen, and every
 * change with who, when and why. @throws NotFound
 */
export async function readIndicator(ctx: Ctx, source: DictionarySource, actor: Actor, scope: Scope, code: string): Promise<DictionaryEntry> {
  await source.refresh();
  const changes = (await readChanges(ctx.db, code)).filter((change) => seesChange(ctx, scope, change));
  const row = ctx.catalog.indicators.get(code) ?? null;
  const given = source.givenRow(code);
  const versions = definitionsOf(source, code);
  const drafted = changes.find((c) => c.kind === 'definition');
  if (!row && !given && versions.length === 0 && !drafted) throw new NotFound(`there is no indicator ${code}`);
  const own = ownTargetCount(ctx, scope, code);
  return {
    now: ctx.now(),
    code,
    origin: given ? 'profile' : 'installation',
    row,
    version: row ? (inForce(versions, ctx.now())?.version ?? 0) : null,
    counting: row ? countsOf(row) : (versions[0]?.fields ?? drafted?.fields ?? {}),
    versions: [...versions.map(toVersion).reverse(), ...(given ? [{ ...BLANK, fields: wordsOf(given) }] : [])],
    targets: targetsOf(ctx, source, scope, code),
    changes: changes.map((change) => toChange(ctx, source, actor, change)),
    missing: row ? missingOf(row, own) : [],
    may: mayOf(ctx, actor),
  };
}

const BLANK = { version: 0, from: null, by: null, approvedBy: null, at: null, note: null, reason: null };

const toVersion = ({ version, fields, from, byName, decidedName, decidedAt, note, reason }: PublishedRow): DictionaryVersion => ({
  version,
  fields,
  from,
  by: byName,
  approvedBy: decidedName,
  at: decidedAt,
  note,
  reason,
});

function targetsOf(ctx: Ctx, source: DictionarySource, scope: Scope, code: string): RegionTarget[] {
  const subjects = new Map<string, PublishedRow[]>();
  for (const v of source.versions()) {
    if (v.kind !== 'target' || v.code !== code || !seesRegion(scope, ctx.catalog.tree, v.region ?? '')) continue;
    subjects.set(v.subject, [...(subjects.get(v.subject) ?? []), v]);
  }
  const { tree, regionName } = ctx.catalog;
  const order = new Map(tree.subtree(tree.root).map((adcode, i) => [adcode, i]));
  return [...subjects.values()]
    .map((versions): RegionTarget => {
      const { region, period, path } = versions[0] as PublishedRow;
      const held = inForce(versions, ctx.now());
      return {
        ...{ region: region ?? '', regionName: regionName(region ?? ''), period: period ?? '', path: path ?? '' },
        inForce: held && held.fields.ended !== 'yes' ? held.version : null,
        versions: versions.map(toVersion).reverse(),
      };
    })
    .sort((a, b) => (order.get(a.region) ?? 0) - (order.get(b.region) ?? 0) || (a.period < b.period ? -1 : 1));
}

function toChange(ctx: Ctx, source: DictionarySource, actor: Actor, row: ChangeRow): DictionaryChange {
  const { id, code, region, base, version, state, fields, note, byName, by, at, savedAt, submittedAt, decidedAt, decidedName, reason, from } = row;
  const open = state === 'draft' || state === 'submitted';
  const of: ChangeOf =
    row.kind === 'definition' ? { kind: 'definition', code } : { kind: 'target', code, region: region ?? '', period: row.period ?? '', path: row.path ?? '' };
  return {
    ...{ id, of, base, version, state, fields, note, at, savedAt, submittedAt, decidedAt, reason, from },
    regionName: region === null ? null : ctx.catalog.regionName(region),
    by: byName,
    mine: by === actor.id,
    decidedBy: decidedName,
    faults: open ? changeFaults(ctx, source, row) : [],
    stale: open ? staleNote(source, row) : null,
  };
}

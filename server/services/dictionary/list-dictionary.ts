import { inForce } from '../../core/indicator/dictionary-walk.ts';
import type { DictionaryList, DictionaryMay, DictionaryRow, MissingPart } from '../../wire/dictionary.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, scopeFor, seesRegion } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { type ChangeRow, type PublishedRow, readChanges } from './change-rows.ts';
import type { DictionarySource } from './dictionary-source.ts';

/** The whole dictionary in a line an indicator: what is in force, what is on its way, and what is missing. */
export async function listDictionary(ctx: Ctx, source: DictionarySource, actor: Actor, scope: Scope): Promise<DictionaryList> {
  await source.refresh();
  const open = (await readChanges(ctx.db, null)).filter((change) => seesChange(ctx, scope, change));
  const codes = [...new Set([...ctx.catalog.indicators.keys(), ...source.versions().map((v) => v.code), ...open.map((c) => c.code)])];
  return { now: ctx.now(), rows: codes.map((code) => rowOf(ctx, source, scope, code, open)), may: mayOf(ctx, actor) };
}

/** A target is seen by whoever sees the region's figure; a definition is the province's and everybody's who reads it. */
export const seesChange = ({ catalog: { tree } }: Pick<Ctx, 'catalog'>, scope: Scope, { region }: Pick<ChangeRow, 'region'>): boolean =>
  region === null || seesRegion(scope, tree, region);

/** Versions of the definition of one indicator. */
export const definitionsOf = (source: DictionarySource, code: string): PublishedRow[] =>
  source.versions().filter((v) => v.kind === 'definition' && v.code === code);

function rowOf(ctx: Ctx, source: DictionarySource, scope: Scope, code: string, open: readonly ChangeRow[]): DictionaryRow {
  const now = ctx.now();
  const versions = definitionsOf(source, code);
  const held = inForce(versions, now);
  const later = versions.filter((v) => v.from > now && v.version > (held?.version ?? 0)).sort((a, b) => a.from - b.from)[0];
  const mine = open.filter((c) => c.code === code);
  const row = ctx.catalog.indicators.get(code) ?? null;
  const drafted = later ?? mine.find((c) => c.kind === 'definition') ?? null;
  const shown = row ?? {
    name: drafted?.fields.name || code,
    shortName: drafted?.fields.shortName || code,
    function: drafted?.fields.function || null,
    kind: (drafted?.fields.kind || 'manual') as IndicatorRow['kind'],
    unit: drafted?.fields.unit ?? '',
    planNumber: null,
  };
  const targets = ownTargetCount(ctx, scope, code);
  return {
    code,
    ...{ name: shown.name, shortName: shown.shortName, function: shown.function, kind: shown.kind, unit: shown.unit, planNumber: shown.planNumber },
    origin: source.givenRow(code) ? 'profile' : 'installation',
    version: row ? (held?.version ?? 0) : null,
    since: held?.from ?? null,
    next: later ? { version: later.version, from: later.from } : null,
    drafts: mine.filter((c) => c.state === 'draft').length,
    submitted: mine.filter((c) => c.state === 'submitted').length,
    ownTargets: targets,
    missing: row ? missingOf(row, targets) : [],
  };
}

export function ownTargetCount({ catalog }: Pick<Ctx, 'catalog'>, scope: Scope, code: string): number {
  let count = 0;
  for (const [key, goals] of catalog.ownTargets) {
    const [of, region] = key.split(' ');
    if (of === code && seesRegion(scope, catalog.tree, region ?? '')) count += goals.length;
  }
  return count;
}

/** What a definition does not say. */
export function missingOf(row: IndicatorRow, ownTargets: number): MissingPart[] {
  const missing: [MissingPart, boolean][] = [
    ['responsible', row.responsible === null],
    ['target', row.targets.length === 0 && ownTargets === 0],
    ['formula', row.formula === null],
    ['definition', row.definition === null],
  ];
  return missing.flatMap(([part, is]) => (is ? [part] : []));
}

/** What somebody may do with the dictionary; the verbs ask again. */
export function mayOf(ctx: Ctx, actor: Actor): DictionaryMay {
  const tops = (permission: 'indicator.draft' | 'indicator.approve') =>
    (scopeFor(ctx, actor, permission)?.parts ?? []).flatMap((part) => (part.departments === null ? [part.region] : []));
  const [draftIn, approveIn] = [tops('indicator.draft'), tops('indicator.approve')];
  const { root } = ctx.catalog.tree;
  return { draft: draftIn.includes(root), approve: approveIn.includes(root), draftIn, approveIn };
}

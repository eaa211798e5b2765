import { type Computed, computedOf } from '../../core/expression/compile.ts';
import { dimsKey } from '../../core/indicator/derive.ts';
import { durationMs, type Freshness, freshness } from '../../core/indicator/staleness.ts';
import type { FigureQuery } from '../../wire/figure.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Catalog } from '../context.ts';
import { NotFound } from '../errors.ts';
import type { EventStore } from '../event/event-store.ts';
import type { SeriesMeta } from '../event/series-registry.ts';

const GRAINS = ['minute', 'day', 'month', 'quarter', 'year'];
const STATUSES = ['revised', 'formal', 'preliminary', ''];

type Choice = { scope: string; status: string };

/** `computed`: of a computed figure its rule and what is picked of each part; `series` are then those of all parts. */
export type Picked = {
  row: IndicatorRow;
  series: readonly SeriesMeta[];
  scope: string;
  status: string;
  choices: { scope: string; status: string }[];
  computed?: { rule: Computed; parts: readonly Picked[] };
};

/** @throws NotFound when the dictionary has no such indicator. */
export function indicatorOf(catalog: Catalog, code: string): IndicatorRow {
  const row = catalog.indicators.get(code);
  if (!row) throw new NotFound(`indicator ${code} is not in the dictionary`);
  return row;
}

/** The rule of a computed indicator and the rows of its parts; null for one that is told. */
export function partsOf(catalog: Catalog, row: IndicatorRow): { rule: Computed; rows: IndicatorRow[] } | null {
  const rule = computedOf(row, catalog.indicators);
  return rule && { rule, rows: rule.leaves.map((code) => indicatorOf(catalog, code)) };
}

/** Whether anything was ever told of an indicator, or of what vouches for it; of a computed one, of each part. */
export function isConnected(store: EventStore, catalog: Catalog, row: IndicatorRow): boolean {
  const told = (part: IndicatorRow) => [part.code, part.aliveBy].some((code) => code !== null && store.series.ofIndicator(code).length > 0);
  return (partsOf(catalog, row)?.rows ?? [row]).every(told);
}

/**
 * The series that make a figure: of the asked dimensions, one scope and one status (never several together), and one
 * grain, the finest that reports, within a region's subtree.
 */
export function pickSeries(store: EventStore, catalog: Catalog, query: FigureQuery, under: string): Picked {
  const row = indicatorOf(catalog, query.indicator);
  const parts = partsOf(catalog, row);
  if (parts) return pickParts(store, catalog, query, under, row, parts);
  const all = store.series.withDims(query.indicator, dimsKey(query.dims ?? {}));
  const choices = distinctChoices(all);
  const fits = fitting(choices, query);
  const { scope, status } = fits[0] ?? { scope: query.scope ?? '', status: query.status ?? '' };
  const inside = new Set(catalog.tree.subtree(under));
  const matching = all.filter((s) => s.scope === scope && s.status === status && inside.has(s.region));
  const grain = GRAINS.find((g) => matching.some((s) => s.grain === g));
  return { row, series: matching.filter((s) => s.grain === grain), scope, status, choices };
}

/**
 * What is picked of each part: all of one scope and one status, that all of them have, and of one grain. Where there is
 * none in common nothing is picked: a figure of parts that do not belong together is none.
 */
function pickParts(
  store: EventStore,
  catalog: Catalog,
  query: FigureQuery,
  under: string,
  row: IndicatorRow,
  of: { rule: Computed; rows: IndicatorRow[] },
): Picked {
  const choices = commonChoices(store, of.rows, dimsKey(query.dims ?? {}));
  const fits = fitting(choices, query);
  const { scope, status } = fits[0] ?? { scope: query.scope ?? '', status: query.status ?? '' };
  const picked = of.rows.map((part) => pickSeries(store, catalog, { ...query, indicator: part.code, scope, status }, under));
  const grains = new Set(picked.flatMap((p) => p.series.slice(0, 1).map((s) => s.grain)));
  const parts = fits.length > 0 && grains.size === 1 ? picked : picked.map((p) => ({ ...p, series: [] }));
  return { row, series: parts.flatMap((p) => p.series), scope, status, choices, computed: { rule: of.rule, parts } };
}

/** Choices that every part has of which anything was told. */
function commonChoices(store: EventStore, rows: readonly IndicatorRow[], dims: string): { scope: string; status: string }[] {
  const lists = rows.map((part) => distinctChoices(store.series.withDims(part.code, dims))).filter((list) => list.length > 0);
  const [first, ...others] = lists;
  return (first ?? []).filter((c) => others.every((list) => list.some((o) => o.scope === c.scope && o.status === c.status)));
}

/** Of choices those that a query leaves open. */
function fitting(choices: readonly Choice[], { scope, status }: Pick<FigureQuery, 'scope' | 'status'>): Choice[] {
  return choices.filter((c) => (scope === undefined || c.scope === scope) && (status === undefined || c.status === status));
}

/** Scopes and statuses that stand side by side, the most final first. */
function distinctChoices(all: readonly SeriesMeta[]): { scope: string; status: string }[] {
  const seen = new Map<string, { scope: string; status: string }>();
  for (const s of all) seen.set(`${s.scope}|${s.status}`, { scope: s.scope, status: s.status });
  return [...seen.values()].sort((a, b) => (a.scope < b.scope ? -1 : a.scope > b.scope ? 1 : STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status)));
}

/** Of series those of one scope, one status and the finest grain: what is asked for, else what stands first. */
export function oneKind(all: readonly SeriesMeta[], asked: Pick<FigureQuery, 'scope' | 'status'>): SeriesMeta[] {
  const [first] = fitting(distinctChoices(all), asked);
  const matching = all.filter((s) => s.scope === first?.scope && s.status === first?.status);
  const grain = GRAINS.find((g) => matching.some((s) => s.grain === g));
  return matching.filter((s) => s.grain === grain);
}

export type Alive = { lastAt: number | null; lastGot: number | null; state: Freshness; cadenceMs: number };

/**
 * How fresh an indicator is below a region. Rare events are vouched for by the regular series that the dictionary
 * names (aliveBy): no ticket for an hour is calm when the same source still sends its calls. A computed figure is as fresh
 * as the stalest of its parts.
 */
export function aliveIn(
  store: EventStore,
  catalog: Catalog,
  row: IndicatorRow,
  regions: ReadonlySet<string>,
  cadence: (feed: number) => number | null,
  now: number,
): Alive {
  const parts = partsOf(catalog, row)?.rows.map((part) => aliveIn(store, catalog, part, regions, cadence, now));
  if (parts) return parts.reduce((stalest, part) => (staler(part, stalest) ? part : stalest));
  let lastAt: number | null = null;
  let lastGot: number | null = null;
  let cadenceMs = durationMs(row.cadence);
  const look = (code: string, own: boolean) => {
    for (const s of store.series.withDims(code, '')) {
      if (!regions.has(s.region)) continue;
      const seen = store.freshness.get(s.id);
      if (!seen) continue;
      if (lastAt === null || seen.at > lastAt) lastAt = seen.at;
      if (lastGot === null || seen.got > lastGot) lastGot = seen.got;
      if (own) cadenceMs = cadence(s.feed) ?? cadenceMs;
    }
  };
  look(row.code, true);
  if (row.aliveBy !== null) look(row.aliveBy, false);
  return { lastAt, lastGot, state: freshness(lastAt, cadenceMs, now), cadenceMs };
}

const STALER: readonly Freshness[] = ['fresh', 'late', 'stale', 'dead', 'no_data', 'not_connected'];

function staler(a: Alive, b: Alive): boolean {
  const [x, y] = [STALER.indexOf(a.state), STALER.indexOf(b.state)];
  return x > y || (x === y && (a.lastAt ?? 0) < (b.lastAt ?? 0));
}

/** The scope and status that a figure takes when none is asked for, of indicators whose series state one. */
export function defaultChoices(store: EventStore, catalog: Catalog): Record<string, { scope: string; status: string }> {
  const out: Record<string, { scope: string; status: string }> = {};
  for (const [code, row] of catalog.indicators) {
    const parts = partsOf(catalog, row);
    const [first] = parts ? commonChoices(store, parts.rows, '') : distinctChoices(store.series.withDims(code, ''));
    if (first && (first.scope !== '' || first.status !== '')) out[code] = first;
  }
  return out;
}

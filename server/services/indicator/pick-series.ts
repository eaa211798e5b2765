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

export type Picked = { row: IndicatorRow; series: readonly SeriesMeta[]; scope: string; status: string; choices: { scope: string; status: string }[] };

/** @throws NotFound when the dictionary has no such indicator. */
export function indicatorOf(catalog: Catalog, code: string): IndicatorRow {
  const row = catalog.indicators.get(code);
  if (!row) throw new NotFound(`indicator ${code} is not in the dictionary`);
  return row;
}

/**
 * The series that make a figure: of the asked dimensions, one scope and one status (never several together), and one
 * grain, the finest that reports, within a region's subtree.
 */
export function pickSeries(store: EventStore, catalog: Catalog, query: FigureQuery, under: string): Picked {
  const row = indicatorOf(catalog, query.indicator);
  const all = store.series.withDims(query.indicator, dimsKey(query.dims ?? {}));
  const choices = distinctChoices(all);
  const fits = choices.filter((c) => (query.scope === undefined || c.scope === query.scope) && (query.status === undefined || c.status === query.status));
  const { scope, status } = fits[0] ?? { scope: query.scope ?? '', status: query.status ?? '' };
  const inside = new Set(catalog.tree.subtree(under));
  const matching = all.filter((s) => s.scope === scope && s.status === status && inside.has(s.region));
  const grain = GRAINS.find((g) => matching.some((s) => s.grain === g));
  return { row, series: matching.filter((s) => s.grain === grain), scope, status, choices };
}

/** Scopes and statuses that stand side by side, the most final first. */
function distinctChoices(all: readonly SeriesMeta[]): { scope: string; status: string }[] {
  const seen = new Map<string, { scope: string; status: string }>();
  for (const s of all) seen.set(`${s.scope}|${s.status}`, { scope: s.scope, status: s.status });
  return [...seen.values()].sort((a, b) => (a.scope < b.scope ? -1 : a.scope > b.scope ? 1 : STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status)));
}

export type Alive = { lastAt: number | null; lastGot: number | null; state: Freshness; cadenceMs: number };

/**
 * How fresh an indicator is below a region. Rare events are vouched for by the regular series that the dictionary
 * names (aliveBy): no ticket for an hour is calm when the same source still sends its calls.
 */
export function aliveIn(
  store: EventStore,
  _catalog: Catalog,
  row: IndicatorRow,
  regions: ReadonlySet<string>,
  cadence: (feed: number) => number | null,
  now: number,
): Alive {
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

/** The scope and status that a figure takes when none is asked for, of indicators whose series state one. */
export function defaultChoices(store: EventStore, catalog: Catalog): Record<string, { scope: string; status: string }> {
  const out: Record<string, { scope: string; status: string }> = {};
  for (const code of catalog.indicators.keys()) {
    const first = distinctChoices(store.series.withDims(code, ''))[0];
    if (first && (first.scope !== '' || first.status !== '')) out[code] = first;
  }
  return out;
}

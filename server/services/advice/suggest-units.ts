import { type CatalogueUnit, catalogueUnits } from '../../core/case/catalogue.ts';
import { type Rules, refOf } from '../../core/case/rules.ts';
import { type CaseState, textField } from '../../core/case/state.ts';
import { rankUnits, type UnitCandidate } from '../../core/learn/rank-units.ts';
import { metresBetween } from '../../core/place/distance.ts';
import type { UnitSuggestion } from '../../wire/desk.ts';
import { asReader } from '../access/as-reader.ts';
import { type Scope, seesTicket } from '../access/require-scope.ts';
import { loadCases } from '../case/load-cases.ts';
import type { CaseCtx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { type AreaHistory, areaHistory } from './area-history.ts';
import { unitRecords } from './unit-records.ts';

const SHOWN = 3;
/** Closed tickets of a class below which its whole head is asked who handles it. */
const LEAST_OF_CLASS = 10;
/** Who closed less than this share of a class is no answer to who should have it. */
const LEAST_SHARE = 0.05;

type Point = { readonly lon: number | null; readonly lat: number | null };
/** Where units are, for who knows; without it no distance is told. */
export type UnitPlaces = (unit: string) => Point | null;

/**
 * The first three units for a ticket: those that the dispatch catalogue names, then those that closed a fair part of its class
 * around its region in the last ninety days, each with what it has open, how it did, and what speaks against it. What dispatchers
 * choose instead is closed by whom they chose, and so is learned from by itself.
 * @param scope of ticket.read
 * @throws NotFound also when the ticket is out of scope
 */
export async function suggestUnits(ctx: CaseCtx, scope: Scope, ticketId: number, places?: UnitPlaces): Promise<UnitSuggestion[]> {
  type Row = Point & { region: string; department: string | null };
  const [row] = await asReader(ctx, scope, (tx) =>
    tx.query<Row>("select region, department, lon, lat from cases where id = $1::int8 and kind = 'ticket'", [ticketId]),
  );
  const loaded = row && seesTicket(scope, ctx.catalog.tree, row) ? (await loadCases(ctx.db, ctx.rules(), [ticketId], false)).get(ticketId) : undefined;
  if (!row || !loaded) throw new NotFound(`no ticket ${ticketId} in your scope`);
  return unitsFor(ctx, scope, loaded.state, ctx.rules(), row, places);
}

/** The same for a ticket that was read already. */
export async function unitsFor(
  ctx: CaseCtx,
  scope: Scope,
  state: CaseState,
  rules: Rules,
  at: Point & { readonly region: string },
  places: UnitPlaces = () => null,
): Promise<UnitSuggestion[]> {
  const named = catalogueUnits(state, rules, ctx.now(), SHOWN);
  const category = textField(state, 'category');
  const history = await areaHistory(ctx, scope, at.region);
  const closed = closedOf(history, category, rules);
  const known = (unit: string) => ctx.catalog.departmentName(unit) !== null;
  const others = closed.units.filter((u) => u.n >= LEAST_SHARE * closed.total && known(u.unit) && !named.some((n) => n.unit === u.unit)).slice(0, SHOWN);
  const units = [...named.map((n) => n.unit), ...others.map((u) => u.unit)];
  const records = await unitRecords(ctx, scope, history.area, units);
  const gaveBack = new Set(state.dispatches.filter((d) => d.end === 'returned').map((d) => d.unit));
  const candidates = units.map((unit): UnitCandidate => {
    const record = records.get(unit) ?? { open: 0, usual: null, onTime: { num: 0, den: 0 }, returned: { num: 0, den: 0 } };
    const where = named.findIndex((n) => n.unit === unit);
    const place = places(unit);
    const metres = place ? metresBetween(place, at) : null;
    return {
      ...record,
      unit,
      history: { num: closed.units.find((u) => u.unit === unit)?.n ?? 0, den: closed.total },
      distanceKm: metres === null ? null : metres / 1_000,
      named: where < 0 ? null : where,
      returnedThis: gaveBack.has(unit),
    };
  });
  return rankUnits(candidates, SHOWN).map(({ unit, score, history: share, open, usual, onTime, returned, distanceKm, against }) => {
    const row = named.find((n) => n.unit === unit);
    const ofCatalogue = row ? catalogueView(ctx, row) : { co: [], clause: null, rule: null };
    const name = nameOf(ctx, unit);
    const load = { open, usual };
    return {
      unit,
      name,
      score,
      ...ofCatalogue,
      history: share,
      load,
      distanceKm,
      onTime,
      returned,
      against: against.map((a) => ({ ...a, params: { ...a.params } })),
    };
  });
}

function catalogueView(ctx: CaseCtx, { co, clause, row }: CatalogueUnit): Pick<UnitSuggestion, 'co' | 'clause' | 'rule'> {
  return { co: co.map((unit) => ({ unit, name: nameOf(ctx, unit) })), clause: clause === '' ? null : clause, rule: refOf(row) };
}

const nameOf = (ctx: CaseCtx, unit: string) => ctx.catalog.departmentName(unit) ?? unit;

type Closed = { units: { unit: string; n: number }[]; total: number };

/** Who closed the class, the most first; the nearest head of it that was closed often enough. */
function closedOf({ closed }: AreaHistory, category: string | null, rules: Rules): Closed {
  let found: Closed = { units: [], total: 0 };
  for (const head of category === null ? [] : rules.categories(category)) {
    const units = new Map<string, number>();
    for (const c of closed) if (rules.categories(c.category).includes(head)) units.set(c.unit, (units.get(c.unit) ?? 0) + c.n);
    const total = [...units.values()].reduce((sum, n) => sum + n, 0);
    if (total > found.total) found = { units: [...units].map(([unit, n]) => ({ unit, n })).sort((a, b) => b.n - a.n), total };
    if (total >= LEAST_OF_CLASS) break;
  }
  return found;
}

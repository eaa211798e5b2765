import { type Totals, takesLast } from '../../core/indicator/display.ts';
import type { FigureQuery, Span } from '../../wire/figure.ts';
import { Invalid } from '../errors.ts';
import type { FigureCtx } from './figures.ts';
import { type ByRegion, ComputedOwn, ReportedOwn } from './fold-regions.ts';
import type { Picked } from './pick-series.ts';
import { type RawRecord, type RecordFilter, readRecords } from './records.ts';

/** Beyond this many changed records a past view is refused rather than slow. */
export const MAX_CHANGES = 200_000;
const PAGE = 5_000;

export type Then = { own: ByRegion; late: number; corrected: number; retracted: number };

/** Whether a record was known then, and whether it counts now. */
export type Change = { knew: boolean; counts: boolean };

/**
 * Calls `each` for the records that a span's figure as it was known then may differ by from what it is now, newest
 * first: those that arrived, or were voided, after `knownAt`; where the newest value counts, all of the span.
 * @throws Invalid when they are too many.
 */
export async function eachChange(
  ctx: FigureCtx,
  query: FigureQuery,
  picked: Picked,
  span: Span,
  knownAt: number,
  each: (record: RawRecord, change: Change) => void,
): Promise<void> {
  const regions = [...new Set(picked.series.map((s) => s.region))];
  const filter: RecordFilter = { picked, dims: query.dims ?? {}, regions, span, changedAfter: takesLast(picked.row) ? undefined : knownAt };
  let seen = 0;
  for (let before: RecordFilter['before'] = null; ; ) {
    const page = await readRecords(ctx, ctx.store, ctx.db.lane('background'), { ...filter, before }, PAGE);
    for (const r of page.records) each(r, { knew: r.got <= knownAt && (r.voidedAt === null || r.voidedAt > knownAt), counts: r.voidedAt === null });
    seen += page.records.length;
    if (seen > MAX_CHANGES) throw new Invalid(`more than ${MAX_CHANGES} records of this span changed since: choose a shorter span`);
    if (!page.next) return;
    before = page.next;
  }
}

/**
 * The figure as it was known at an instant: what is known now, without the events that arrived later, and with those
 * that were voided later. Exact while the raw events of the span are kept.
 * @throws Invalid when too much changed since.
 */
export async function knownThen(ctx: FigureCtx, query: FigureQuery, picked: Picked, span: Span, own: ByRegion, knownAt: number): Promise<Then> {
  if (picked.computed && own instanceof ComputedOwn) return partsThen(ctx, query, picked.computed, span, own, knownAt);
  const last = takesLast(picked.row);
  const totals = own instanceof ReportedOwn ? new ReportedOwn() : new Map<string, Totals>();
  if (!last) for (const [region, t] of own) totals.set(region, { ...t });
  const seen = { late: 0, corrected: 0, retracted: 0 };
  const newest = new Map<string, RawRecord>();
  await eachChange(ctx, query, picked, span, knownAt, (r, { knew, counts }) => {
    count(seen, r, knownAt);
    if (last) {
      if (!knew) return;
      if (isNewer(r, newest.get(r.region))) newest.set(r.region, r);
      addSigned(totals, r, 1);
    } else if (knew !== counts) addSigned(totals, r, knew ? 1 : -1);
  });
  for (const [region, r] of newest) totals.set(region, { ...(totals.get(region) as Totals), lastAt: r.at, lastNum: r.num, lastDen: r.den });
  for (const [region, t] of totals) if (t.n === 0) totals.delete(region);
  return { own: totals, ...seen };
}

/** Each part as it was known then; the changes are those of all parts. */
async function partsThen(
  ctx: FigureCtx,
  query: FigureQuery,
  { parts }: NonNullable<Picked['computed']>,
  span: Span,
  own: ComputedOwn,
  knownAt: number,
): Promise<Then> {
  const seen = await Promise.all(
    parts.map((part, i) => knownThen(ctx, { ...query, indicator: part.row.code }, part, span, own.parts[i]?.own ?? new Map(), knownAt)),
  );
  const sum = (of: 'late' | 'corrected' | 'retracted') => seen.reduce((all, then) => all + then[of], 0);
  const known = parts.map(({ row }, i) => ({ row, own: seen[i]?.own ?? new Map() }));
  return { own: new ComputedOwn(own.rule, known), late: sum('late'), corrected: sum('corrected'), retracted: sum('retracted') };
}

function count(counts: { late: number; corrected: number; retracted: number }, r: RawRecord, knownAt: number): void {
  if (r.voidedAt !== null && r.voidedAt > knownAt && r.got <= knownAt) {
    if (r.retracted) counts.retracted += 1;
    else counts.corrected += 1;
  } else if (r.got > knownAt && r.at <= knownAt && r.voidedAt === null && r.data.correction !== true) counts.late += 1;
}

/** Whether a record gives the newest value: of the later slot, then by its time, then by its arrival. */
export function isNewer(r: RawRecord, than: RawRecord | undefined): boolean {
  return !than || r.slot > than.slot || (r.slot === than.slot && (r.at > than.at || (r.at === than.at && r.arrived > than.arrived)));
}

function addSigned(totals: Map<string, Totals>, r: RawRecord, sign: 1 | -1): void {
  const t = totals.get(r.region) ?? { n: 0, num: 0, den: 0, lastAt: r.at, lastNum: 0, lastDen: 0 };
  totals.set(r.region, { ...t, n: t.n + sign * r.n, num: t.num + sign * r.num, den: t.den + sign * r.den });
}

import type { Tx } from '../../../db/client.ts';
import { type Contribution, derive, deriveObserved, dimsKey } from '../../core/indicator/derive.ts';
import { takesLast } from '../../core/indicator/display.ts';
import { slotOf } from '../../core/indicator/period.ts';
import { matterOf, takesPlace } from '../../core/reviews/one-a-matter.ts';
import { EVENT_KIND, type RejectCode } from '../../wire/events.ts';
import { correctTicket, recountProgress } from '../case/correct-ticket.ts';
import type { Ctx } from '../context.ts';
import { insertPersons } from '../person/store-person.ts';
import { correctRectification } from '../reviews/correct-rectification.ts';
import { type CellDelta, type CellTotal, type Counted, cellDeltas } from '../trade/cells.ts';
import { commitEvents, type HotTotal } from './commit-events.ts';
import { addCells, type Job, laneOf, nameTheirPersons, sealedOf, toTicket } from './commit-group.ts';
import { newestVersion, originalOf, reviewOfMatter, type Version } from './find-version.ts';
import { DECLARED, type Fate, type GroupItem, OBSERVED, PROGRESSED, REPORTED, REVIEWED } from './group-item.ts';
import { recomputeSlot } from './recompute-slot.ts';
import { toReview } from './to-review.ts';
import { toStored } from './to-stored.ts';

type Part = { indicator: string; region: string; dims: string; grain: string; scope: string; status: string; slot: number; num: number; den: number };

/**
 * A correction or retraction: an event of its own that takes the earlier one's place. The earlier stays in the store,
 * voided; signed deltas go into the slots it had counted in, so that late, packed and open periods are all alike.
 * A correction of something already corrected corrects its newest version. A review of a matter that has one is such a
 * correction, whether it says so or not.
 */
export async function commitCorrection(job: Job, lane: Tx, item: GroupItem): Promise<void> {
  const outcome = await job.store.withSeries(lane, job.feed.id, () => job.ctx.db.transaction((tx) => writeCorrection(job, tx, item), laneOf(job)));
  if ('totals' in outcome) {
    item.fate = { kind: 'accepted' };
    job.result.accepted.push(item);
    for (const total of outcome.totals) job.result.totals.push(total);
    for (const cell of outcome.cells) job.result.cells.push(cell);
    for (const delta of outcome.unasked) job.result.unasked.push(delta);
    if (item.type === REPORTED || item.type === PROGRESSED || item.type === REVIEWED) job.result.facts = true;
  } else item.fate = outcome;
}

type Corrected = { totals: HotTotal[]; cells: CellTotal[]; unasked: CellDelta[] };

async function writeCorrection(job: Job, tx: Tx, item: GroupItem): Promise<Corrected | Fate> {
  const { ctx, store } = job;
  const source = job.sourceIds.get(item.source) as number;
  const seen = await tx.query<{ same: boolean }>('select hash = $3 as same from event_key where source = $1 and id = $2', [source, item.id, item.hash]);
  if (seen[0]) return seen[0].same ? { kind: 'duplicate' } : refused('id_reused', 'another event came under this id');
  const place = await placeOf(job, tx, source, item);
  if ('kind' in place) return place;
  const { earlier, yields } = place;
  const was = earlier && (await typeOf(job, tx, earlier));
  if (was && was.type !== item.type) return refused('invalid', `/type: event ${item.replaces ?? item.retracts} is of type ${was.type}`);
  const moved = earlier && was && item.type === PROGRESSED ? await newReference(job, tx, item, earlier, was.region) : null;
  if (moved && 'kind' in moved) return moved;
  const original = earlier ? originalOf(earlier) : item.id;
  tellPlace(item, earlier, was?.region ?? null, original);
  await nameTheirPersons(tx, [item]);
  const written = await commitEvents(tx, toStored(store, [{ ...item, contributions: [], json: null }], job.sourceIds), job.keepUntil);
  if (written.fates[0] !== 'accepted')
    return written.fates[0] === 'duplicate' ? { kind: 'duplicate' } : refused('id_reused', 'another event came under this id');
  await insertPersons(tx, sealedOf([item]));
  if (earlier) await writeVoid(tx, source, item, place);
  if (yields) return { totals: [], cells: [], unasked: [] };
  const minus = !earlier || !was || earlier.data.retraction === true ? [] : partsOf(ctx, was.name, was.region, earlier.at, earlier.data);
  const plus = item.contributions.map((c) => toPart(c, item.region as string, item.grain, item.slot));
  const totals = await applyDeltas(job, tx, minus, plus, item.at);
  const quiet = job.options.history ?? false;
  if (item.type === REPORTED) await correctTicket(job.ctx, tx, { source, id: original }, item, item.retracts === null ? toTicket(job, item) : null, quiet);
  if (item.type === REVIEWED)
    await correctRectification(job.ctx, tx, { source, id: original }, item.retracts === null ? toReview(job, item, original) : null, quiet);
  for (const ref of moved?.refs ?? []) await recountProgress(job.ctx, tx, ref, store.sources, quiet);
  return { totals, ...(await addCells(job, tx, cellDeltas(ctx, recounted(item, earlier, was?.region ?? null)))) };
}

/** A corrected declaration leaves its cell, whichever that was, and the correction comes into its own. */
function recounted(item: GroupItem, earlier: Version | null, region: string | null): Counted[] {
  if (item.type !== DECLARED) return [];
  const out: Counted[] = [];
  if (earlier && region !== null && earlier.data.retraction !== true) out.push({ region, at: earlier.at, data: earlier.data, sign: -1 });
  if (item.retracts === null) out.push({ region: item.region as string, at: item.at, data: item.data, sign: 1 });
  return out;
}

/** The event whose place another takes, null when it takes none and stands for itself. `yields`: the other way round. */
type Place = { earlier: Version | null; yields: boolean; byMatter: boolean };

/**
 * What an event is a version of. A review that comes when a better one counts for its matter (a newer, or somebody's own
 * where it was filled in by default) yields: it is kept, voided from the start, so that whatever folds raw events passes it
 * by, in whichever order the two came.
 */
async function placeOf(job: Job, tx: Tx, source: number, item: GroupItem): Promise<Place | Fate> {
  const named = item.replaces ?? item.retracts;
  if (named !== null) {
    const earlier = await newestVersion(tx, source, named);
    if (!earlier) return { ...refused('unknown_reference', `no event ${named} of source ${item.source} yet`), waitsFor: { source: item.source, id: named } };
    if (!earlier.passed) return (await takenMatter(job, tx, source, item, earlier)) ?? { earlier, yields: false, byMatter: false };
    // What it names no longer counts: withdrawing that withdraws nothing, and correcting it is one more review of its matter.
    if (item.retracts !== null) return { earlier, yields: true, byMatter: true };
  }
  const ref = matterOf(item.data);
  const earlier = ref === null ? null : await reviewOfMatter(tx, { source, ref, id: item.id }, job.keepUntil);
  return { earlier, yields: earlier !== null && !takesPlace(item, earlier), byMatter: true };
}

/** A correction may bring its review to another matter, unless that has a review already: two would count, or one vanish unseen. */
async function takenMatter(job: Job, tx: Tx, source: number, item: GroupItem, earlier: Version): Promise<Fate | null> {
  const ref = item.type === REVIEWED && item.retracts === null ? matterOf(item.data) : null;
  if (ref === null) return null;
  const original = originalOf(earlier);
  const held = await reviewOfMatter(tx, { source, ref, id: original }, job.keepUntil);
  if (!held || originalOf(held) === original || matterOf(earlier.data) === ref) return null;
  return refused('invalid', `/data/serviceRef: event ${held.id} is the review of this matter already`);
}

async function typeOf(job: Job, tx: Tx, { id, series }: Version): Promise<{ name: string; type: string; region: string }> {
  const { store } = job;
  if (!store.series.get(series)) await store.series.refresh(tx);
  const raw = store.series.get(series);
  if (!raw) throw new Error(`series ${series} of event ${id} is missing`);
  const name = raw.indicator.slice(1);
  return { name, type: name in EVENT_KIND ? name : OBSERVED, region: raw.region };
}

/** Writes into an event what it is a version of; a transaction that is tried again may find another place for it. */
function tellPlace(item: GroupItem, earlier: Version | null, region: string | null, original: string): void {
  if (earlier && item.retracts !== null) {
    item.data = { ...(item.type === PROGRESSED ? {} : { region }), ...keepNames(earlier.data), retraction: true, original };
    item.region = region;
  } else item.data = { ...item.data, correction: earlier ? true : undefined, original: earlier ? original : undefined };
}

async function writeVoid(tx: Tx, source: number, item: GroupItem, { earlier, yields, byMatter }: Place): Promise<void> {
  const other = (earlier as Version).id;
  const [id, by] = yields ? [item.id, other] : [other, item.id];
  await tx.query('insert into event_void (source, id, by_id, retracted, by_matter, got) values ($1, $2, $3, $4, $5, now())', [
    source,
    id,
    by,
    item.retracts !== null && !yields,
    byMatter,
  ]);
}

const refused = (code: RejectCode, message: string) => ({ kind: 'refused' as const, code, message });

type Ref = { source: string; id: string };

/** The tickets that a correction of a progress touches; a corrected step may name another ticket, which must exist. */
async function newReference(job: Job, tx: Tx, item: GroupItem, earlier: Version, region: string): Promise<{ refs: Ref[] } | Fate> {
  const before = earlier.data.ticketRef as Ref;
  const after = (item.data.ticketRef as Ref | undefined) ?? before;
  item.region = region;
  if (after.source === before.source && after.id === before.id) return { refs: [before] };
  const source = await job.store.sources.find(tx, after.source);
  const rows = source
    ? await tx.query<{ region: string }>(`select region from cases where source = $1 and event_id = $2 and kind = 'ticket'`, [source.id, after.id])
    : [];
  if (!rows[0]) return { ...refused('unknown_reference', `/data/ticketRef: no ticket ${after.id} of ${after.source} yet`), waitsFor: after };
  if (!job.ctx.catalog.tree.contains(job.feed.region, rows[0].region))
    return refused('out_of_scope', `/data/ticketRef: the ticket is outside feed ${job.feed.name}'s region`);
  item.region = rows[0].region;
  return { refs: [before, after] };
}

/** What a retraction still says of the event it withdraws: enough to find and name it. */
function keepNames(data: Record<string, unknown>): Record<string, unknown> {
  const { indicator, ticketRef, serviceRef } = data;
  return { indicator, ticketRef, serviceRef };
}

/** What a stored event had added, by the rules of today's dictionary. */
export function partsOf(ctx: Ctx, type: string, region: string, at: number, data: Record<string, unknown>): Part[] {
  const row = ctx.catalog.indicators.get(type);
  if (type !== OBSERVED && !row) {
    return derive(ctx.catalog.derivations, type, data).map((c) => toPart(c, region, 'minute', Math.floor(at / 60_000) * 60_000));
  }
  const slot = slotOf(data.period as string | undefined, at, ctx.catalog.zone);
  return row && slot ? deriveObserved(row, data).map((c) => toPart(c, region, slot.grain, slot.slot)) : [];
}

function toPart(c: Contribution, region: string, grain: string, slot: number): Part {
  return { indicator: c.indicator, region, dims: dimsKey(c.dims), grain, scope: c.scope, status: c.status, slot, num: c.num, den: c.den };
}

async function applyDeltas(job: Job, tx: Tx, minus: Part[], plus: Part[], at: number): Promise<HotTotal[]> {
  const { ctx, store } = job;
  const keys = [...minus, ...plus].map((p) => ({
    indicator: p.indicator,
    region: p.region,
    dims: parseDims(p.dims),
    dimsKey: p.dims,
    scope: p.scope,
    status: p.status,
    grain: p.grain,
  }));
  const metas = store.series.require(keys);
  const deltas = new Map<string, { series: number; slot: number; n: number; num: number; den: number; last: boolean }>();
  [...minus, ...plus].forEach((p, i) => {
    const series = (metas[i] as { id: number }).id;
    const sign = i < minus.length ? -1 : 1;
    const row = ctx.catalog.indicators.get(p.indicator);
    const key = `${series}|${p.slot}`;
    const d = deltas.get(key) ?? { series, slot: p.slot, n: 0, num: 0, den: 0, last: row ? takesLast(row) : false };
    deltas.set(key, { ...d, n: d.n + sign, num: d.num + sign * p.num, den: d.den + sign * p.den });
  });
  const totals: HotTotal[] = [];
  for (const d of [...deltas.values()].sort((a, b) => a.series - b.series || a.slot - b.slot)) {
    const rows = await tx.query<{ n: number; num: number; den: number; lastNum: number; lastDen: number; rev: number }>(
      `insert into hot as h (series, b, n, num, den, last_at, last_got, last_num, last_den, rev)
       values ($1, to_timestamp($2 / 1000.0), $3, $4, $5, to_timestamp($6 / 1000.0), now(), 0, 0, 1)
       on conflict (series, b) do update set n = h.n + $3, num = h.num + $4, den = h.den + $5, last_got = now(), rev = h.rev + 1
       returning n, num, den, last_num "lastNum", last_den "lastDen", rev`,
      [d.series, d.slot, d.n, d.num, d.den, at],
    );
    const total = { series: d.series, slot: d.slot, ...(rows[0] as NonNullable<(typeof rows)[0]>) };
    // A newest value cannot be corrected by a difference: its slot is read again from the raw events.
    totals.push(d.last ? await recomputeSlot(ctx, store, tx, d.series, d.slot) : total);
  }
  return totals;
}

export function parseDims(key: string): Record<string, string> {
  if (key === '') return {};
  return Object.fromEntries(key.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), decodeURIComponent(pair.slice(pair.indexOf('=') + 1))]));
}

import type { Tx } from '../../../db/client.ts';
import { type Contribution, derive, deriveObserved, dimsKey } from '../../core/indicator/derive.ts';
import { takesLast } from '../../core/indicator/display.ts';
import { slotOf } from '../../core/indicator/period.ts';
import { EVENT_KIND, type RejectCode } from '../../wire/events.ts';
import { correctTicket, recountProgress } from '../case/correct-ticket.ts';
import type { Ctx } from '../context.ts';
import { insertPersons } from '../person/store-person.ts';
import { correctRectification } from '../reviews/correct-rectification.ts';
import { commitEvents, type HotTotal } from './commit-events.ts';
import { type Job, laneOf, nameTheirPersons, sealedOf, toTicket } from './commit-group.ts';
import { type Fate, type GroupItem, OBSERVED, PROGRESSED, REPORTED, REVIEWED } from './group-item.ts';
import { recomputeSlot } from './recompute-slot.ts';
import { toReview } from './to-review.ts';
import { toStored } from './to-stored.ts';

type Earlier = { id: string; at: number; got: number; series: number; data: Record<string, unknown> };
type Part = { indicator: string; region: string; dims: string; grain: string; scope: string; status: string; slot: number; num: number; den: number };

/**
 * A correction or retraction: an event of its own that takes the earlier one's place. The earlier stays in the store,
 * voided; signed deltas go into the slots it had counted in, so that late, packed and open periods are all alike.
 * A correction of something already corrected corrects its newest version.
 */
export async function commitCorrection(job: Job, lane: Tx, item: GroupItem): Promise<void> {
  const outcome = await job.store.withSeries(lane, job.feed.id, () => job.ctx.db.transaction((tx) => writeCorrection(job, tx, item), laneOf(job)));
  if (Array.isArray(outcome)) {
    item.fate = { kind: 'accepted' };
    job.result.accepted.push(item);
    for (const total of outcome) job.result.totals.push(total);
    if (item.type === REPORTED || item.type === PROGRESSED || item.type === REVIEWED) job.result.facts = true;
  } else item.fate = outcome;
}

async function writeCorrection(job: Job, tx: Tx, item: GroupItem): Promise<HotTotal[] | Fate> {
  const { ctx, store } = job;
  const target = (item.replaces ?? item.retracts) as string;
  const source = job.sourceIds.get(item.source) as number;
  const seen = await tx.query<{ same: boolean }>('select hash = $3 as same from event_key where source = $1 and id = $2', [source, item.id, item.hash]);
  if (seen[0]) return seen[0].same ? { kind: 'duplicate' } : refused('id_reused', 'another event came under this id');
  const earlier = await newestVersion(tx, source, target);
  if (!earlier) return { ...refused('unknown_reference', `no event ${target} of source ${item.source} yet`), waitsFor: { source: item.source, id: target } };
  if (!store.series.get(earlier.series)) await store.series.refresh(tx);
  const raw = store.series.get(earlier.series);
  if (!raw) throw new Error(`series ${earlier.series} of event ${earlier.id} is missing`);
  const name = raw.indicator.slice(1);
  const type = name in EVENT_KIND ? name : OBSERVED;
  if (type !== item.type) return refused('invalid', `/type: event ${target} is of type ${type}`);
  const moved = item.type === PROGRESSED ? await newReference(job, tx, item, earlier, raw.region) : null;
  if (moved && 'kind' in moved) return moved;
  // The first id of a chain of corrections is the one that a case and its followers know.
  const original = (earlier.data.original as string | undefined) ?? earlier.id;
  if (item.retracts !== null) {
    item.data = { ...(type === PROGRESSED ? {} : { region: raw.region }), ...keepNames(earlier.data), retraction: true, original };
    item.region = raw.region;
  } else Object.assign(item.data, { correction: true, original });
  await nameTheirPersons(tx, [item]);
  const written = await commitEvents(tx, toStored(store, [{ ...item, contributions: [] }], job.sourceIds), job.keepUntil);
  if (written.fates[0] !== 'accepted')
    return written.fates[0] === 'duplicate' ? { kind: 'duplicate' } : refused('id_reused', 'another event came under this id');
  await insertPersons(tx, sealedOf([item]));
  await tx.query('insert into event_void (source, id, by_id, retracted, got) values ($1, $2, $3, $4, now())', [
    source,
    earlier.id,
    item.id,
    item.retracts !== null,
  ]);
  const minus = earlier.data.retraction === true ? [] : partsOf(ctx, name, raw.region, earlier.at, earlier.data);
  const plus = item.contributions.map((c) => toPart(c, item.region as string, item.grain, item.slot));
  const totals = await applyDeltas(job, tx, minus, plus, item.at);
  const quiet = job.options.history ?? false;
  if (item.type === REPORTED) await correctTicket(job.ctx, tx, { source, id: original }, item, item.retracts === null ? toTicket(job, item) : null, quiet);
  if (item.type === REVIEWED)
    await correctRectification(job.ctx, tx, { source, id: original }, item.retracts === null ? toReview(job, item, original) : null, quiet);
  for (const ref of moved?.refs ?? []) await recountProgress(job.ctx, tx, ref, store.sources, quiet);
  return totals;
}

const refused = (code: RejectCode, message: string) => ({ kind: 'refused' as const, code, message });

type Ref = { source: string; id: string };

/** The tickets that a correction of a progress touches; a corrected step may name another ticket, which must exist. */
async function newReference(job: Job, tx: Tx, item: GroupItem, earlier: Earlier, region: string): Promise<{ refs: Ref[] } | Fate> {
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
  const { indicator, ticketRef } = data;
  return { ...(indicator === undefined ? {} : { indicator }), ...(ticketRef === undefined ? {} : { ticketRef }) };
}

/**
 * Follows voids from the named event to the version that counts now, and locks it; null when the event is not in the
 * store. Another correction may have come while the lock was waited for: then it goes on from there.
 */
async function newestVersion(tx: Tx, source: number, id: string): Promise<Earlier | null> {
  for (let at = id; ; ) {
    const [event] = await tx.query<Earlier>('select id, at, got, series, data from event where source = $1 and id = $2 for update', [source, at]);
    const [next] = await tx.query<{ byId: string }>('select by_id as "byId" from event_void where source = $1 and id = $2', [source, at]);
    if (!next) return event ?? null;
    at = next.byId;
  }
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

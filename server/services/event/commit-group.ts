import type { Tx } from '../../../db/client.ts';
import { deskFor } from '../../core/case/catalogue.ts';
import { NO_DIMS } from '../../core/indicator/derive.ts';
import { isBadReview } from '../../core/reviews/bad-review.ts';
import { localDate } from '../../core/rollup/slots.ts';
import { insertTickets, lockCases, moveTickets, type NewTicket, type ProgressEvent } from '../case/write-tickets.ts';
import type { CaseCtx } from '../context.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { insertPersons, takePersonIds } from '../person/store-person.ts';
import { openRectifications } from '../reviews/open-rectifications.ts';
import { type CellDelta, type CellTotal, cellDeltas, declarationsOf, readTouched, writeCells } from '../trade/cells.ts';
import { bisect } from './bisect.ts';
import { commitEvents, type HotTotal, type StoredEvent } from './commit-events.ts';
import { commitWhole } from './commit-whole.ts';
import { commitCorrection } from './correct-event.ts';
import type { EventStore } from './event-store.ts';
import { foldRepeats } from './fold-repeats.ts';
import { type CommitOptions, DECLARED, type Fate, type GroupItem, PROGRESSED, REPORTED, REVIEWED } from './group-item.ts';
import { packBefore, packOld, scatteredToHot } from './pack-old.ts';
import { ensurePartitions } from './partitions.ts';
import { withRetry } from './retry.ts';
import { claimMatters, isOfMatter, mattersOf, reviewedAgain } from './review-matters.ts';
import { settleKnown } from './settle-known.ts';
import { SOURCE_CAP } from './sources.ts';
import { toReview } from './to-review.ts';
import { toStored } from './to-stored.ts';

export type { CommitOptions, Fate, GroupItem } from './group-item.ts';

/** What a commit changed, for whoever shows it. */
export type GroupResult = {
  feed: number;
  totals: HotTotal[];
  /** Today's cells of trade, where somebody wants them. */
  cells: CellTotal[];
  facts: boolean;
  accepted: GroupItem[];
  got: number;
  /** What was added to cells whose totals nobody wanted then. */
  unasked: CellDelta[];
  /** What stopped it; items without a fate were not taken then, or their fate is unknown. */
  failure: Error | null;
};

const DAY = 86_400_000;
const NOBODY: ReadonlySet<GroupItem> = new Set();
const REUSED: Fate = { kind: 'refused', code: 'id_reused', message: 'another event came under this id' };
/** Ids outlive the late limit by this, so that a resend at the edge is still known. */
const KEEP_DAYS = 7;

/**
 * Commits a group of one feed's events and sets each item's fate. New events go in one statement; then progress of
 * tickets, which may name tickets of the same group; then corrections, one by one. When the database goes away in
 * between, what was committed before stands in the result, which names the failure.
 */
export async function commitGroup(ctx: CaseCtx, store: EventStore, feed: FeedRow, items: GroupItem[], options: CommitOptions): Promise<GroupResult> {
  const result: GroupResult = { feed: feed.id, totals: [], cells: [], unasked: [], facts: false, accepted: [], got: ctx.now(), failure: null };
  try {
    await commitAll(ctx, store, feed, items, options, result);
  } catch (error) {
    result.failure = error as Error;
  }
  if (feed.kind === 'trade') await addMissed(ctx, store, result);
  for (const item of result.accepted) touch(store, item, result.got);
  return result;
}

/** Whose cells were not asked for, because nobody wanted them when they were written, and somebody does now. */
async function addMissed(ctx: CaseCtx, store: EventStore, result: GroupResult): Promise<void> {
  const { unasked } = result;
  if (unasked.length === 0 || !store.wantsFlows()) return;
  try {
    result.cells.push(...(await withRetry(() => readTouched(ctx.db.lane('ingest'), unasked, todayOf(ctx, result)))));
  } catch (error) {
    result.failure ??= error as Error;
  }
}

const todayOf = (ctx: CaseCtx, { got }: { got: number }) => localDate(got, ctx.catalog.zone);
/** The day whose totals a commit asks back; null where nobody looks. */
const dayWanted = ({ ctx, store, result }: Pick<Job, 'ctx' | 'store' | 'result'>) => (store.wantsFlows() ? todayOf(ctx, result) : null);

async function commitAll(ctx: CaseCtx, store: EventStore, feed: FeedRow, items: GroupItem[], options: CommitOptions, result: GroupResult): Promise<void> {
  const lane = ctx.db.lane(laneOf({ options }));
  const sources = await withRetry(() =>
    store.sources.ensure(
      lane,
      items.map((i) => i.source),
      feed.id,
    ),
  );
  const sourceIds = new Map([...sources].map(([uri, s]) => [uri, s.id]));
  for (const item of items) {
    const source = sources.get(item.source);
    if (source?.feed === feed.id) continue;
    const why = source
      ? `source ${item.source} belongs to another feed`
      : `feed ${feed.name} has ${SOURCE_CAP} sources already; ${item.source} would be one more`;
    item.fate = { kind: 'refused', code: 'wrong_source', message: why };
  }
  const keepUntil = options.history ? null : new Date(result.got + (feed.lateDays + KEEP_DAYS) * DAY).toISOString().slice(0, 10);
  const job: Job = { ctx, store, feed, sourceIds, keepUntil, options, result };
  for (let left = items; left.length > 0; ) {
    const { firsts, repeats, others } = foldRepeats(left);
    await commitFirsts(job, lane, firsts);
    for (const [item, first] of repeats) item.fate = first.fate?.kind === 'refused' ? first.fate : { kind: 'duplicate' };
    for (const [item, first] of others) if (first.fate?.kind !== 'refused') item.fate = REUSED;
    left = [...others.keys()];
  }
}

async function commitFirsts(job: Job, lane: Tx, all: GroupItem[]): Promise<void> {
  const { resends } = job.store;
  const items = resends.has(job.feed.id) ? await withRetry(() => settleKnown(lane, all, job.sourceIds)) : all;
  if (items.length > 0) await commitNew(job, lane, items);
  resends.note(job.feed.id, all);
}

async function commitNew(job: Job, lane: Tx, items: GroupItem[]): Promise<void> {
  await withRetry(() =>
    ensurePartitions(
      job.ctx.db,
      lane,
      items.map((i) => i.at),
    ),
  );
  // Another review of a matter is a version of the first, as if it said so.
  const again = job.feed.kind === 'review' ? reviewedAgain(items) : NOBODY;
  const corrections = items.filter((i) => i.replaces !== null || i.retracts !== null || again.has(i));
  const all = corrections.length === 0 ? items : items.filter((i) => i.replaces === null && i.retracts === null && !again.has(i));
  const { revisited } = job.store;
  const plain = revisited.has(job.feed.id) ? all : await commitTogether(job, lane, all);
  const apart = new Set(corrections);
  await bisect(
    job,
    plain.filter((i) => i.type !== PROGRESSED),
    async (part) => {
      for (const item of await commitPlain(job, lane, part)) apart.add(item);
    },
  );
  revisited.note(job.feed.id, apart.size > corrections.length);
  await bisect(
    job,
    plain.filter((i) => i.type === PROGRESSED),
    (part) => commitProgress(job, lane, part),
  );
  if (apart.size === 0) return;
  // In the order in which they were sent: a review that follows a retraction finds room.
  for (const item of items.filter((i) => apart.has(i))) await bisect(job, [item], () => withRetry(() => commitCorrection(job, lane, item)));
}

/** Old records wait for everybody else. */
export const laneOf = (job: { options: CommitOptions }) => (job.options.history ? 'background' : 'ingest');

/** What the steps of one commit share. */
export type Job = {
  ctx: CaseCtx;
  store: EventStore;
  feed: FeedRow;
  sourceIds: ReadonlyMap<string, number>;
  keepUntil: string | null;
  options: CommitOptions;
  result: GroupResult;
};

/**
 * Commits what is new at one blow: what stands for itself, and tickets with their steps in the group, as what became of
 * them.
 * @returns what has to go the long way: steps of other tickets and bad reviews, or all of it when some of it was not new.
 */
async function commitTogether(job: Job, lane: Tx, items: GroupItem[]): Promise<GroupItem[]> {
  const { ctx, store, feed, result } = job;
  const tickets = new Map<string, { item: GroupItem; steps: GroupItem[] }>();
  for (const item of items) if (item.type === REPORTED) tickets.set(identity(item), { item, steps: [] });
  const together: GroupItem[] = [];
  const left: GroupItem[] = [];
  for (const item of items) {
    const ticket = item.type === PROGRESSED ? tickets.get(identity(item.data.ticketRef as { source: string; id: string })) : null;
    if (makesCase(item) || ticket === undefined || (ticket && !ctx.catalog.tree.contains(feed.region, ticket.item.region as string))) {
      left.push(item);
      continue;
    }
    together.push(item);
    if (!ticket) continue;
    item.region = ticket.item.region;
    ticket.steps.push(item);
  }
  if (together.length === 0) return items;
  await withRetry(() => nameTheirPersons(lane, together));
  const before = packBefore(job.options, result.got);
  const quiet = job.options.history ?? false;
  const cells = cellDeltas(ctx, declarationsOf(together));
  const day = cells.length > 0 ? dayWanted(job) : null;
  const written = await withRetry(async () => {
    const events = await store.withSeries(lane, feed.id, async () => scatteredToHot(toStored(store, together, job.sourceIds, before)));
    const past = [...tickets.values()].map(({ item, steps }) => ({ ticket: toTicket(job, item), steps: steps.map((s) => toProgress({ item: s, caseId: 0 })) }));
    const whole = { events, matters: mattersOf(together, events), persons: sealedOf(together), tickets: past, cells, day, quiet };
    return commitWhole(ctx, store, lane, whole, job.keepUntil, result.got);
  });
  if (written === null) return items;
  settle(job, together, { fates: together.map(() => 'accepted'), ...written, unasked: day === null ? cells : [], facts: tickets.size > 0 });
  return left;
}

/** One review in ten thousand: its case is made beside it, in a transaction. */
const makesCase = (item: GroupItem) => item.type === REVIEWED && isBadReview(item.data);

const identity = ({ source, id }: { source: string; id: string }) => `${source}\n${id}`;

/** @returns reviews of matters that have one already, which were not taken. */
async function commitPlain(job: Job, lane: Tx, items: GroupItem[]): Promise<GroupItem[]> {
  const rich = items.some((i) => i.person !== null || i.type === REPORTED || makesCase(i) || isOfMatter(i));
  const { db } = job.ctx;
  await withRetry(() => nameTheirPersons(lane, items));
  const before = packBefore(job.options, job.result.got);
  // Prepared outside of the transaction: while one group is written, the next is made ready.
  const stored = await withRetry(() => job.store.withSeries(lane, job.feed.id, async () => scatteredToHot(toStored(job.store, items, job.sourceIds, before))));
  const alone = !rich && items.every((i) => i.type !== DECLARED) && stored.every((e) => e.old.length === 0);
  const { firsts, again, written } = await withRetry(() =>
    alone ? writeFirsts(job, lane, items, stored) : db.transaction((tx) => writeFirsts(job, tx, items, stored), laneOf(job)),
  );
  settle(job, firsts, written);
  return again;
}

async function writeFirsts(
  job: Job,
  tx: Tx,
  items: GroupItem[],
  stored: StoredEvent[],
): Promise<{ firsts: GroupItem[]; again: GroupItem[]; written: Written }> {
  const again = await claimMatters(tx, mattersOf(items, stored), job.keepUntil);
  if (again.size === 0) return { firsts: items, again: [], written: await writePlain(job, tx, items, stored) };
  const firsts = items.filter((i) => !again.has(i));
  const kept = stored.filter((_, i) => !again.has(items[i] as GroupItem));
  return { firsts, again: [...again], written: await writePlain(job, tx, firsts, kept) };
}

type Written = { fates: ('accepted' | 'duplicate' | 'id_reused')[]; totals: HotTotal[]; cells: CellTotal[]; unasked: CellDelta[]; facts: boolean };

async function writePlain(job: Job, tx: Tx, items: GroupItem[], stored: StoredEvent[]): Promise<Written> {
  const written = await commitAndPack(job, tx, stored);
  const accepted = items.filter((_, i) => written.fates[i] === 'accepted');
  await insertPersons(tx, sealedOf(accepted));
  const tickets = accepted.filter((i) => i.type === REPORTED).map((i) => toTicket(job, i));
  await insertTickets(job.ctx, tx, tickets, job.options.history ?? false);
  const bad = accepted.filter(makesCase).map((i) => toReview(job, i));
  await openRectifications(job.ctx, tx, bad, job.options.history ?? false);
  const cells = await addCells(job, tx, cellDeltas(job.ctx, declarationsOf(accepted)));
  return { ...written, ...cells, facts: tickets.length + bad.length > 0 };
}

async function commitAndPack(job: Job, tx: Tx, stored: StoredEvent[]): Promise<Pick<Written, 'fates' | 'totals'>> {
  const { fates, totals } = await commitEvents(tx, stored, job.keepUntil);
  const touched = await packOld(job.ctx, job.store, tx, stored, fates, job.result.got);
  return { fates, totals: touched.length > 0 ? [...totals, ...touched] : totals };
}

/** Adds to the cells of trade, after all else that a transaction locks. */
export async function addCells(job: Job, tx: Tx, deltas: readonly CellDelta[]): Promise<{ cells: CellTotal[]; unasked: CellDelta[] }> {
  const day = deltas.length > 0 ? dayWanted(job) : null;
  return { cells: await writeCells(tx, deltas, day), unasked: day === null ? [...deltas] : [] };
}

async function commitProgress(job: Job, lane: Tx, items: GroupItem[]): Promise<void> {
  const { db } = job.ctx;
  const { known, written } = await withRetry(() =>
    job.store.withSeries(lane, job.feed.id, () => db.transaction((tx) => writeProgress(job, tx, items), laneOf(job))),
  );
  if (written) settle(job, known, written);
}

async function writeProgress(job: Job, tx: Tx, items: GroupItem[]): Promise<{ known: GroupItem[]; written: Written | null }> {
  const { ctx, store, feed } = job;
  const refs: { item: GroupItem; source: number | null; id: string; uri: string }[] = [];
  for (const item of items) {
    const ref = item.data.ticketRef as { source: string; id: string };
    const source = await store.sources.find(tx, ref.source);
    refs.push({ item, source: source?.id ?? null, id: ref.id, uri: ref.source });
  }
  const cases = await lockCases(
    tx,
    refs.filter((r) => r.source !== null).map((r) => ({ source: r.source as number, id: r.id })),
  );
  const known: { item: GroupItem; caseId: number }[] = [];
  for (const { item, source, id, uri } of refs) {
    const row = source === null ? undefined : cases.get(`${source}|${id}`);
    if (!row)
      item.fate = { kind: 'refused', code: 'unknown_reference', message: `/data/ticketRef: no ticket ${id} of ${uri} yet`, waitsFor: { source: uri, id } };
    else if (!ctx.catalog.tree.contains(feed.region, row.region))
      item.fate = { kind: 'refused', code: 'out_of_scope', message: `/data/ticketRef: the ticket is outside feed ${feed.name}'s region` };
    else {
      item.fate = null;
      item.region = row.region;
      known.push({ item, caseId: row.id });
    }
  }
  const list = known.map((k) => k.item);
  if (list.length === 0) return { known: list, written: null };
  await nameTheirPersons(tx, list);
  const stored = scatteredToHot(toStored(store, list, job.sourceIds, packBefore(job.options, job.result.got)));
  const written = await commitAndPack(job, tx, stored);
  const moved = known.filter((_, i) => written.fates[i] === 'accepted');
  await insertPersons(tx, sealedOf(moved.map((k) => k.item)));
  await moveTickets(ctx, tx, cases.values(), moved.map(toProgress), job.options.history ?? false);
  return { known: list, written: { ...written, cells: [], unasked: [], facts: moved.length > 0 } };
}

/** Gives every item with personal parts the id of its vault row, before the event that names it is written. */
export async function nameTheirPersons(tx: Tx, items: readonly GroupItem[]): Promise<void> {
  const sealed = items.filter((i) => i.person !== null);
  const ids = await takePersonIds(tx, sealed.length);
  sealed.forEach((item, i) => {
    item.data.person = ids[i];
  });
}

export function sealedOf(items: readonly GroupItem[]): { id: number; person: NonNullable<GroupItem['person']> }[] {
  return items.flatMap((i) => (i.person === null ? [] : [{ id: i.data.person as number, person: i.person }]));
}

function settle(job: Job, items: GroupItem[], written: Written): void {
  items.forEach((item, i) => {
    const fate = written.fates[i];
    if (fate === 'accepted') {
      item.fate = { kind: 'accepted' };
      job.result.accepted.push(item);
    } else if (fate === 'duplicate') item.fate = { kind: 'duplicate' };
    else item.fate = REUSED;
  });
  for (const total of written.totals) job.result.totals.push(total);
  for (const cell of written.cells) job.result.cells.push(cell);
  for (const delta of written.unasked) job.result.unasked.push(delta);
  if (written.facts) job.result.facts = true;
}

export function toTicket(job: Job, item: GroupItem): NewTicket {
  const d = item.data as Record<string, unknown> & { location?: { lon: number; lat: number } };
  const local = new Date(item.at + job.ctx.catalog.zone(item.at)).toISOString().slice(0, 10).replaceAll('-', '');
  const text = (v: unknown) => (typeof v === 'string' ? v : null);
  return {
    source: job.sourceIds.get(item.source) as number,
    eventId: item.id,
    feed: job.feed.id,
    region: item.region as string,
    desk: deskFor(job.ctx.catalog.tree, [item.region as string], false),
    mirrored: job.feed.mirrored,
    located: item.located,
    day: local,
    requestType: d.requestType as string,
    category: text(d.category),
    channel: d.channel as string,
    entrance: text(d.entrance),
    line: text(d.line),
    urgent: d.urgent === true,
    confidential: d.confidential === true,
    anonymous: d.anonymous === true,
    title: d.title as string,
    body: d.body as string,
    lon: d.location?.lon ?? null,
    lat: d.location?.lat ?? null,
    person: typeof d.person === 'number' ? d.person : null,
    at: item.at,
    mark: job.options.mark ?? job.feed.mark,
  };
}

function toProgress({ item, caseId }: { item: GroupItem; caseId: number }): ProgressEvent {
  const d = item.data as { step: ProgressEvent['step']; unit?: string; satisfied?: boolean; resolved?: boolean };
  return { caseId, step: d.step, at: item.at, unit: d.unit ?? null, satisfied: d.satisfied ?? null, resolved: d.resolved ?? null };
}

function touch(store: EventStore, item: GroupItem, got: number): void {
  for (const c of item.contributions) {
    if (c.dims !== NO_DIMS && Object.keys(c.dims).length > 0) continue;
    const meta = store.series.seek(c.indicator, item.region as string, '', c.scope, c.status, item.grain);
    if (meta) store.freshness.touch(meta.id, item.at, got);
  }
}

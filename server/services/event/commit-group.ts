import type { Tx } from '../../../db/client.ts';
import { insertTickets, lockCases, moveTickets, type NewTicket, type ProgressEvent } from '../case/write-tickets.ts';
import type { Ctx } from '../context.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { insertPersons, takePersonIds } from '../person/store-person.ts';
import { commitEvents, type HotTotal, type StoredEvent } from './commit-events.ts';
import { commitCorrection } from './correct-event.ts';
import type { EventStore } from './event-store.ts';
import { type CommitOptions, type GroupItem, PROGRESSED, REPORTED } from './group-item.ts';
import { ensurePartitions } from './partitions.ts';
import { withRetry } from './retry.ts';
import { toStored } from './to-stored.ts';

export type { CommitOptions, Fate, GroupItem } from './group-item.ts';

/** What a commit changed, for whoever shows it. */
export type GroupResult = { totals: HotTotal[]; facts: boolean; accepted: GroupItem[]; got: number };

const DAY = 86_400_000;
/** Ids outlive the late limit by this, so that a resend at the edge is still known. */
const KEEP_DAYS = 7;

/**
 * Commits a group of one feed's events and sets each item's fate. New events go in one statement; then progress of
 * tickets, which may name tickets of the same group; then corrections, one by one.
 * @throws Unavailable when the database is away; nothing that this call did not settle was taken.
 */
export async function commitGroup(ctx: Ctx, store: EventStore, feed: FeedRow, items: GroupItem[], options: CommitOptions): Promise<GroupResult> {
  const lane = ctx.db.lane(options.history ? 'background' : 'ingest');
  const got = ctx.now();
  const result: GroupResult = { totals: [], facts: false, accepted: [], got };
  const sources = await withRetry(() => store.sources.ensure(lane, items.map((i) => i.source), feed.id));
  const sourceIds = new Map([...sources].map(([uri, s]) => [uri, s.id]));
  for (const item of items) {
    if (sources.get(item.source)?.feed !== feed.id) {
      item.fate = { kind: 'refused', code: 'wrong_source', message: `source ${item.source} belongs to another feed` };
    }
  }
  const followers = foldRepeats(items);
  const open = items.filter((i) => i.fate === null);
  const corrections = open.filter((i) => i.replaces !== null || i.retracts !== null);
  const plain = open.filter((i) => i.replaces === null && i.retracts === null);
  await ensurePartitions(ctx.db, lane, open.map((i) => i.at));
  const keepUntil = options.history ? null : new Date(got + (feed.lateDays + KEEP_DAYS) * DAY).toISOString().slice(0, 10);
  const job: Job = { ctx, store, feed, sourceIds, keepUntil, options, result };
  await commitPlain(job, plain.filter((i) => i.type !== PROGRESSED));
  await commitProgress(job, plain.filter((i) => i.type === PROGRESSED));
  for (const item of corrections) await withRetry(() => commitCorrection(job, item));
  for (const [item, first] of followers) item.fate = first.fate?.kind === 'refused' ? first.fate : { kind: 'duplicate' };
  for (const item of result.accepted) touch(store, item, got);
  return result;
}

/** What the steps of one commit share. */
export type Job = {
  ctx: Ctx;
  store: EventStore;
  feed: FeedRow;
  sourceIds: ReadonlyMap<string, number>;
  keepUntil: string | null;
  options: CommitOptions;
  result: GroupResult;
};

/** Equal ids inside a group: the first goes on, the same again waits for its fate, other content is refused. */
function foldRepeats(items: GroupItem[]): Map<GroupItem, GroupItem> {
  const first = new Map<string, GroupItem>();
  const followers = new Map<GroupItem, GroupItem>();
  for (const item of items) {
    if (item.fate !== null) continue;
    const key = `${item.source}\u0000${item.id}`;
    const earlier = first.get(key);
    if (!earlier) first.set(key, item);
    else if (earlier.hash === item.hash) {
      item.fate = { kind: 'duplicate' };
      followers.set(item, earlier);
    } else item.fate = { kind: 'refused', code: 'id_reused', message: 'another event came under this id' };
  }
  return followers;
}

async function commitPlain(job: Job, items: GroupItem[]): Promise<void> {
  if (items.length === 0) return;
  const rich = items.some((i) => i.person !== null || i.type === REPORTED);
  const lane = job.options.history ? 'background' : 'ingest';
  await bisect(items, async (part) => {
    const written = await withRetry(() =>
      rich ? job.ctx.db.transaction((tx) => writePlain(job, tx, part), lane) : writePlain(job, job.ctx.db.lane(lane), part),
    );
    settle(job, part, written);
  });
}

type Written = { fates: ('accepted' | 'duplicate' | 'id_reused')[]; totals: HotTotal[]; facts: boolean };

async function writePlain(job: Job, tx: Tx, items: GroupItem[]): Promise<Written> {
  await nameTheirPersons(tx, items);
  const stored: StoredEvent[] = await toStored(tx, job.store, items, job.sourceIds, job.feed.id);
  const written = await commitEvents(tx, stored, job.keepUntil);
  const accepted = items.filter((_, i) => written.fates[i] === 'accepted');
  await insertPersons(tx, sealedOf(accepted));
  const tickets = accepted.filter((i) => i.type === REPORTED).map((i) => toTicket(job, i));
  await insertTickets(tx, tickets, job.options.history ?? false);
  return { ...written, facts: tickets.length > 0 };
}

async function commitProgress(job: Job, items: GroupItem[]): Promise<void> {
  if (items.length === 0) return;
  const { known, written } = await withRetry(() => job.ctx.db.transaction((tx) => writeProgress(job, tx, items), job.options.history ? 'background' : 'ingest'));
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
  const cases = await lockCases(tx, refs.filter((r) => r.source !== null).map((r) => ({ source: r.source as number, id: r.id })));
  const known: { item: GroupItem; caseId: number }[] = [];
  for (const { item, source, id, uri } of refs) {
    const row = source === null ? undefined : cases.get(`${source}|${id}`);
    if (!row) item.fate = { kind: 'refused', code: 'unknown_reference', message: `/data/ticketRef: no ticket ${id} of ${uri} yet`, waitsFor: { source: uri, id } };
    else if (!ctx.catalog.tree.contains(feed.region, row.region)) item.fate = { kind: 'refused', code: 'out_of_scope', message: `/data/ticketRef: the ticket is outside feed ${feed.name}'s region` };
    else {
      item.fate = null;
      item.region = row.region;
      known.push({ item, caseId: row.id });
    }
  }
  const list = known.map((k) => k.item);
  if (list.length === 0) return { known: list, written: null };
  await nameTheirPersons(tx, list);
  const stored = await toStored(tx, store, list, job.sourceIds, feed.id);
  const written = await commitEvents(tx, stored, job.keepUntil);
  const moved = known.filter((_, i) => written.fates[i] === 'accepted');
  await insertPersons(tx, sealedOf(moved.map((k) => k.item)));
  await moveTickets(tx, cases.values(), moved.map(toProgress), job.options.history ?? false);
  return { known: list, written: { ...written, facts: moved.length > 0 } };
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
    else item.fate = { kind: 'refused', code: 'id_reused', message: 'another event came under this id' };
  });
  for (const total of written.totals) job.result.totals.push(total);
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
  const d = item.data as { step: ProgressEvent['step']; unit?: string; satisfied?: boolean };
  return { caseId, step: d.step, at: item.at, unit: d.unit ?? null, satisfied: d.satisfied ?? null };
}

/** Runs the whole; when the database refuses a value of it, halves it until the bad event stands alone. */
async function bisect(items: GroupItem[], run: (part: GroupItem[]) => Promise<void>): Promise<void> {
  try {
    await run(items);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (!/^2[23]/.test(code)) throw error;
    if (items.length === 1) {
      (items[0] as GroupItem).fate = { kind: 'refused', code: 'invalid', message: `the store refuses this event (${code})` };
      return;
    }
    const half = items.length >> 1;
    await bisect(items.slice(0, half), run);
    await bisect(items.slice(half), run);
  }
}

function touch(store: EventStore, item: GroupItem, got: number): void {
  for (const c of item.contributions) {
    if (Object.keys(c.dims).length > 0) continue;
    const meta = store.series.find({ indicator: c.indicator, region: item.region as string, dims: c.dims, dimsKey: '', scope: c.scope, status: c.status, grain: item.grain });
    if (meta) store.freshness.touch(meta.id, item.at, got);
  }
}

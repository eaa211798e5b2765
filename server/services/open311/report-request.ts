import { createHash, randomUUID } from 'node:crypto';
import { redactText } from '../../core/privacy/redact.ts';
import type { IngestAnswer } from '../../wire/events.ts';
import type { Open311Report } from '../../wire/open311.ts';
import { placeIn } from '../advice/place-in.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import { REPORTED } from '../event/group-item.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { cut } from './outside-view.ts';
import type { ServiceList } from './service-list.ts';
import { OPEN311_WORDS } from './words.ts';

/** The way in for events: redacted, sealed, counted and kept once, as everything else that comes in. */
export type SubmitEvents = (feed: FeedRow, events: readonly unknown[]) => Promise<IngestAnswer>;

/** Below it a place that a text names is left to the desk. */
const SURE = 0.8;
const TITLE_MOST = 40;

/** Reports that are on their way, by feed and key: of two that come at once the second waits for the first. */
const underWay = new Map<string, Promise<string>>();

/**
 * Registers a report as a ticket of the feed and answers its number. The same `key` of the same feed again answers the
 * number that it made before.
 * @param key the client's Idempotency-Key; without one every report is new
 * @throws Invalid naming what is wrong; Conflict when another report came under the key; Limited, Unavailable
 */
export async function reportRequest(
  ctx: Ctx,
  submit: SubmitEvents,
  services: ServiceList,
  feed: FeedRow,
  report: Open311Report,
  key: string | null,
): Promise<string> {
  const id = key === null ? randomUUID() : idOf(key);
  const place = `${feed.id} ${id}`;
  const before = underWay.get(place);
  const mine = (before ?? Promise.resolve('')).catch(() => '').then(() => submitOnce(ctx, submit, services, feed, report, id));
  underWay.set(place, mine);
  try {
    return await mine;
  } finally {
    if (underWay.get(place) === mine) underWay.delete(place);
  }
}

/** The number of the request that the feed reported under a key; null when there is none. */
export async function findByKey(ctx: Ctx, feed: Pick<FeedRow, 'id'>, key: string): Promise<string | null> {
  return (await find(ctx, feed, idOf(key)))?.no ?? null;
}

async function submitOnce(ctx: Ctx, submit: SubmitEvents, services: ServiceList, feed: FeedRow, report: Open311Report, id: string): Promise<string> {
  // With the time of the first, a report that came before is known by its whole content.
  const known = await find(ctx, feed, id);
  const send = async (at: number) => (await submit(feed, [toEvent(ctx, services, feed, report, id, at)])).rejected[0];
  let rejected = await send(known?.at ?? ctx.now());
  // Another process took it since: with that one's time it is seen whether it is the same report.
  const other = rejected?.code === 'id_reused' && !known ? await find(ctx, feed, id) : null;
  if (other) rejected = await send(other.at);
  if (rejected?.code === 'id_reused') throw new Conflict('another report came under this Idempotency-Key');
  if (rejected) throw new Invalid(rejected.message);
  const made = known ?? other ?? (await find(ctx, feed, id));
  if (!made) throw new Error('a report that was taken has no case');
  return made.no;
}

const sourceOf = (feed: Pick<FeedRow, 'id'>): string => `urn:tongguan:open311:${feed.id}`;
const idOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

async function find(ctx: Ctx, feed: Pick<FeedRow, 'id'>, id: string): Promise<{ no: string; at: number } | null> {
  const [row] = await ctx.db.query<{ no: string; at: number }>(
    'select c.no, c.at from cases c join source s on s.id = c.source where s.uri = $1 and c.event_id = $2 and c.feed = $3',
    [sourceOf(feed), id, feed.id],
  );
  return row ?? null;
}

function toEvent(ctx: Ctx, services: ServiceList, feed: FeedRow, report: Open311Report, id: string, at: number): Record<string, unknown> {
  const { lat, long, address, name, phone } = report;
  const region = regionOf(ctx, feed, report);
  const located = lat !== null && long !== null;
  const reporter = { ...(name === null ? {} : { name }), ...(phone === null ? {} : { phone }) };
  return {
    specversion: '1.0',
    type: REPORTED,
    source: sourceOf(feed),
    id,
    time: new Date(at).toISOString(),
    data: {
      channel: 'app',
      requestType: report.requestType,
      urgent: report.urgent,
      title: titleOf(report, services),
      body: bodyOf(report, located),
      category: report.service,
      ...(region === null ? {} : { region }),
      ...(located ? { location: { lon: long, lat, ...(address === null ? {} : { address }) } } : {}),
      ...(Object.keys(reporter).length > 0 ? { reporter } : {}),
    },
  };
}

function titleOf({ description, service, name }: Open311Report, services: ServiceList): string {
  const [first = ''] = (description ?? '').trim().split('\n');
  if (first === '') return services.find(service)?.service_name ?? service;
  // Redacted before it is cut: half of a number is not known for one.
  const line = redactText(first, name === null ? [] : [name]).text;
  return line.length <= TITLE_MOST ? line : `${cut(line, TITLE_MOST)}…`;
}

/** An address without a place on the map has no field of its own: it stands below the text, and is redacted with it. */
function bodyOf({ description, address, email, media }: Open311Report, located: boolean): string {
  const { lines } = OPEN311_WORDS;
  const more = [
    address !== null && !located ? `${lines.address}${oneLine(address)}` : null,
    email === null ? null : `${lines.email}${oneLine(email)}`,
    media === null ? null : `${lines.media}${oneLine(media)}`,
  ].filter((line) => line !== null);
  return [(description ?? '').trim(), more.join('\n')].filter((part) => part !== '').join('\n\n');
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

/** Where the client says that it is, else where the address or the text surely lies; null leaves it to the desk. */
function regionOf(ctx: Ctx, feed: FeedRow, { region, address, description }: Open311Report): string | null {
  const { tree } = ctx.catalog;
  const within = region ?? feed.region;
  for (const text of [address, description]) {
    const found = text === null ? null : placeIn(ctx, text, within);
    if (found && found.confidence >= SURE && tree.contains(within, found.region)) return found.region;
  }
  return region;
}

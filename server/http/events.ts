import type { IncomingMessage } from 'node:http';
import { Unavailable } from '../services/errors.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import type { IngestAnswer } from '../wire/events.ts';
import { bearerOf, unauthorized } from './bearer.ts';
import { attributesOf, isBinary } from './binary-event.ts';
import { readBody } from './body.ts';
import type { BodyParser } from './parse-pool.ts';
import { type Call, type Door, type DoorPorts, exactly } from './ports.ts';
import { Problem, sendJson } from './problem.ts';
import { type BodyShape, type Fault, type ReadEvents, tooDeep, Unreadable } from './read-events.ts';

/** The largest body, as it comes and unzipped. */
export const MAX_BODY = 8 * 1024 * 1024;
/** Bytes of all bodies that are being read; beyond it senders wait. */
const MAX_IN_FLIGHT = 128 * 1024 * 1024;

const SHAPES: Record<string, BodyShape> = {
  'application/cloudevents+json': 'event',
  'application/cloudevents-batch+json': 'batch',
  'application/x-ndjson': 'lines',
};

/** POST /api/v1/events: the public way in, CloudEvents over HTTP. Answers after the commit. */
export function eventsDoor(ports: Pick<DoorPorts, 'submit' | 'findFeed'>, parser: BodyParser): Door {
  let inFlight = 0;
  return {
    name: 'events',
    methods: ['POST'],
    access: 'token',
    match: exactly('/api/v1/events'),
    async handle({ req, res }: Call) {
      let held = 0;
      const take = (bytes: number) => {
        if (inFlight + bytes > MAX_IN_FLIGHT) throw new Unavailable('too much is coming in at once; nothing was taken', 1);
        inFlight += bytes;
        held += bytes;
      };
      try {
        const feed = await feedOf(ports, req);
        const shape = shapeOf(req);
        const body = await readBody(req, MAX_BODY, take);
        const { events, faults } = await eventsOf(req, parser, shape, body);
        sendJson(res, 200, explain(await submitOutside(ports, feed, events), faults));
      } finally {
        inFlight -= held;
      }
    },
  };
}

/** Sources that the product itself tells events under: whoever named one first would hold it for ever. */
const RESERVED = 'urn:tongguan:';

/** The one such source that a feed of the demonstration speaks under: `urn:tongguan:demo:calls` of `demo-calls`. */
const demoSource = (feed: FeedRow): string | null => (feed.mark === 'demo' && feed.name.startsWith('demo-') ? `${RESERVED}demo:${feed.name.slice(5)}` : null);

/** Submits what came from outside; an event under a source of our own is refused. */
async function submitOutside(ports: Pick<DoorPorts, 'submit'>, feed: FeedRow, events: readonly unknown[]): Promise<IngestAnswer> {
  const sourceOf = (event: unknown) => (typeof event === 'object' && event !== null ? (event as { source?: unknown }).source : undefined);
  const own = demoSource(feed);
  const isOurs = (event: unknown) => {
    const source = sourceOf(event);
    return typeof source === 'string' && source.startsWith(RESERVED) && source !== own;
  };
  if (!events.some(isOurs)) return ports.submit(feed, events);
  const places = events.flatMap((event, index) => (isOurs(event) ? [] : [index]));
  const answer = await ports.submit(
    feed,
    places.map((index) => events[index]),
  );
  const refused = events.flatMap((event, index) => {
    if (!isOurs(event)) return [];
    const { id } = event as { id?: unknown };
    return [
      { index, id: typeof id === 'string' ? id.slice(0, 200) : null, code: 'wrong_source' as const, message: `/source: ${RESERVED}… is kept for this service` },
    ];
  });
  const moved = answer.rejected.map((r) => ({ ...r, index: places[r.index] ?? r.index }));
  return { ...answer, rejected: [...moved, ...refused].sort((a, b) => a.index - b.index) };
}

/** @throws Problem 401, 403 */
async function feedOf(ports: Pick<DoorPorts, 'findFeed'>, req: IncomingMessage): Promise<FeedRow> {
  const found = await ports.findFeed(bearerOf(req));
  if (!found) throw unauthorized('nobody has this token');
  if (found.state !== 'active') throw new Problem(403, `feed ${found.feed.name} is ${found.state === 'ended' ? 'at its end' : 'switched off'}`);
  return found.feed;
}

/** @throws Problem 415 naming what is taken */
function shapeOf(req: IncomingMessage): BodyShape {
  const [type = '', ...parameters] = (req.headers['content-type'] ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset =
    parameters
      .find((p) => p.startsWith('charset='))
      ?.slice(8)
      .replace(/"/g, '') ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') throw new Problem(415, `charset ${charset} is not taken: send UTF-8`);
  const shape = Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (shape) return shape;
  // In binary mode the content type is that of the data, and JSON is what an absent one means.
  if (isBinary(req.headers) && (type === '' || type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type))) return 'data';
  throw new Problem(415, `send ${Object.keys(SHAPES).join(', ')}, or ce- headers with application/json`);
}

/** @throws Problem 400, 413 when the body as a whole cannot be taken */
async function eventsOf(req: IncomingMessage, parser: BodyParser, shape: BodyShape, body: Buffer): Promise<ReadEvents> {
  if (shape !== 'data') return parser.read(shape, body).catch(unreadable);
  const attributes = attributesOf(req.headers);
  const data = body.length === 0 ? undefined : (await parser.read('data', body).catch(unreadable)).events[0];
  const datacontenttype = req.headers['content-type'];
  const event = { ...attributes, ...(datacontenttype === undefined ? {} : { datacontenttype }), ...(data === undefined ? {} : { data }) };
  const found = tooDeep(event);
  return found ? { events: [found.stub], faults: [{ index: 0, message: found.message }] } : { events: [event], faults: [] };
}

function unreadable(error: unknown): never {
  throw error instanceof Unreadable ? new Problem(error.status, error.message) : error;
}

/** An event that could not be read is refused as `invalid` like others; what was wrong with it is known here alone. */
function explain(answer: IngestAnswer, faults: readonly Fault[]): IngestAnswer {
  if (faults.length === 0) return answer;
  const messages = new Map(faults.map((f) => [f.index, f.message]));
  const rejected = answer.rejected.map((r) => (r.code === 'invalid' && messages.has(r.index) ? { ...r, message: messages.get(r.index) as string } : r));
  return { ...answer, rejected };
}

import type { IncomingMessage } from 'node:http';
import { localIso } from '../core/indicator/local-iso.ts';
import { Unavailable } from '../services/errors.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import { OPEN311_WORDS as WORDS } from '../services/open311/words.ts';
import type { Open311Value } from '../wire/open311.ts';
import { readBody } from './body.ts';
import { type AskerPorts, askerOf, jurisdictionOf, type Open311Asker, readLimits, sightOf } from './open311-asker.ts';
import { documentOf, errorDocument, formatOf, sendDocument } from './open311-document.ts';
import { formOf, idempotencyKeyOf, queryOf, reportOf } from './open311-input.ts';
import type { Call, Door } from './ports.ts';
import { Problem } from './problem.ts';

const ROOT = '/open311/v2';
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';
/** A form of all fields at their longest, percent-encoded, is below 60 kB. */
const FORM_MOST = 256 * 1024;
/** Bytes of all forms that are being read. */
const FORMS_IN_FLIGHT = 16 * 1024 * 1024;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-?8"?\s*)?$/i;
/** A jurisdiction or a code in the path: what is longer is none. */
const CODE_MOST = 100;

/** What is answered: the outermost element, and what is in it. */
type Answer = { root: string; value: Open311Value };

/** /open311/v2: GeoReport v2 over tickets, in XML and JSON, for the feeds that are switched on for it. */
export function open311Door(ports: AskerPorts): Door {
  const limit = readLimits(ports.now);
  const takeForm = formBudget();
  return {
    name: 'open311',
    methods: ['GET', 'HEAD', 'POST'],
    // Who asks is known by api_key too, which a form has in its body: the door asks itself.
    access: 'open',
    match: (path) => (path === ROOT ? '' : path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : null),
    wordProblem: errorDocument,
    async handle(call, rest) {
      const { path, format } = formatOf(rest, call.req.headers.accept);
      const answer = call.req.method === 'POST' ? await create(ports, call, path, takeForm) : await read(ports, call, path, limit);
      sendDocument(call, 200, documentOf(format, answer.root, answer.value));
    },
  };
}

async function read(ports: AskerPorts, call: Call, path: string, limit: (asker: Open311Asker) => void): Promise<Answer> {
  const asker = await askerOf(ports, call, null);
  limit(asker);
  const within = jurisdictionOf(ports, shortened(call.query.get('jurisdiction_id')));
  const sight = sightOf(ports, asker, within);
  const [resource = '', id] = partsOf(path);
  switch (id === undefined ? resource : `${resource}/`) {
    case 'discovery':
      return { root: 'discovery', value: discovery(ports, call.req) };
    case 'services':
      return { root: 'services', value: ports.open311.services.all };
    case 'services/':
      return { root: 'service_definition', value: definitionOf(ports, id ?? '') };
    case 'requests':
      return { root: 'service_requests', value: await ports.open311.read(sight.scope, sight.feeds, queryOf(call.query, ports.now())) };
    case 'requests/': {
      const found = await ports.open311.read(sight.scope, sight.feeds, { ids: [id ?? ''] });
      if (found.length === 0) throw new Problem(404, `service_request_id ${id} was not found`);
      return { root: 'service_requests', value: found };
    }
    case 'tokens/':
      return { root: 'service_requests', value: [await tokenOf(ports, asker, id ?? '')] };
    default:
      throw new Problem(404, 'there is nothing at this path: discovery, services, services/CODE, requests, requests/ID, tokens/TOKEN');
  }
}

function definitionOf({ open311 }: AskerPorts, code: string): Open311Value {
  const found = open311.services.definition(code);
  if (!found) throw new Problem(404, `service_code ${code} was not found`);
  return found;
}

/** Numbers are known at once and no tokens are given; a client that missed its answer asks by the Idempotency-Key it sent. */
async function tokenOf({ open311 }: AskerPorts, asker: Open311Asker, token: string): Promise<Open311Value> {
  const found = asker.kind === 'feed' ? await open311.find(asker.feed, token) : null;
  if (found === null) throw new Problem(404, `token ${token} was not found`);
  return { service_request_id: found, token };
}

async function create(ports: AskerPorts, call: Call, path: string, takeForm: FormBudget): Promise<Answer> {
  const { req } = call;
  if (path !== 'requests') throw new Problem(405, 'this takes GET, HEAD', { headers: { allow: 'GET, HEAD' } });
  if (!FORM_TYPE.test(req.headers['content-type'] ?? '')) throw new Problem(415, 'send application/x-www-form-urlencoded in UTF-8');
  const form = formOf(await takeForm(req));
  const asker = await askerOf(ports, call, form);
  if (asker.kind !== 'feed') throw new Problem(403, 'a reader reports nothing: send the api_key of a feed');
  const { services } = ports.open311;
  const service = form.get('service_code')?.trim() || null;
  if (service === null) throw new Problem(400, 'service_code was not provided');
  if (!services.find(service)) throw new Problem(404, `service_code ${shortened(service)} was not found`);
  const rules = { requestTypes: services.requestTypes, urgencies: Object.keys(WORDS.urgency) };
  const report = reportOf(form, service, regionOf(ports, asker.feed, form), rules);
  const number = await ports.open311.report(asker.feed, report, idempotencyKeyOf(req.headers['idempotency-key']));
  return { root: 'service_requests', value: [{ service_request_id: number, service_notice: WORDS.taken, account_id: null }] };
}

/** Where the client says that it is, when that says more than its feed does. @throws Problem 400, 404 */
function regionOf(ports: AskerPorts, feed: FeedRow, form: URLSearchParams): string | null {
  const { tree } = ports.catalog;
  const jurisdiction = jurisdictionOf(ports, shortened(form.get('jurisdiction_id')));
  if (jurisdiction !== null && !tree.contains(feed.region, jurisdiction) && !tree.contains(jurisdiction, feed.region))
    throw new Problem(404, `jurisdiction_id ${jurisdiction} was not found`);
  const said = shortened(form.get('address_id')?.trim() ?? null);
  if (!said) return jurisdiction !== null && jurisdiction !== feed.region && tree.contains(feed.region, jurisdiction) ? jurisdiction : null;
  const address = tree.resolve(said);
  if (address === null || !tree.contains(feed.region, address)) throw new Problem(400, `address_id: ${said} is no region code of this jurisdiction`);
  return address;
}

function discovery({ open311, catalog }: AskerPorts, req: IncomingMessage): Open311Value {
  const changeset = localIso(open311.since, catalog.zone);
  const scheme = req.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return {
    changeset,
    contact: WORDS.contact,
    key_service: WORDS.keyService,
    endpoints: [
      {
        specification: SPECIFICATION,
        url: `${scheme}://${req.headers.host ?? ''}${ROOT}`,
        changeset,
        type: open311.test ? 'test' : 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}

/** Parts of a path, decoded. @throws Problem 400, 404 */
function partsOf(path: string): string[] {
  const parts = path.split('/');
  if (parts.length > 2 || parts.some((part) => part.length > 3 * CODE_MOST)) throw new Problem(404, 'there is nothing at this path');
  try {
    return parts.map((part) => shortened(decodeURIComponent(part)) ?? '');
  } catch {
    throw new Problem(400, 'the path is not percent-encoded UTF-8');
  }
}

const shortened = (text: string | null): string | null => (text === null ? null : text.replaceAll('\0', '').slice(0, 2 * CODE_MOST));

type FormBudget = (req: IncomingMessage) => Promise<Buffer>;

/** Reads forms, of bounded size each and all together. */
function formBudget(): FormBudget {
  let inFlight = 0;
  return async (req) => {
    let held = 0;
    try {
      return await readBody(req, FORM_MOST, (bytes) => {
        if (inFlight + bytes > FORMS_IN_FLIGHT) throw new Unavailable('too much is coming in at once; nothing was taken', 1);
        inFlight += bytes;
        held += bytes;
      });
    } finally {
      inFlight -= held;
    }
  };
}

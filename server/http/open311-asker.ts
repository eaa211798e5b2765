import { Buckets } from '../core/access/buckets.ts';
import { type Scope, tokenScope } from '../services/access/require-scope.ts';
import { Limited } from '../services/errors.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import { bearerOf, unauthorized } from './bearer.ts';
import type { Call, DoorPorts } from './ports.ts';
import { Problem } from './problem.ts';
import { addressOf } from './visit.ts';

export type AskerPorts = Pick<DoorPorts, 'findFeed' | 'findReader' | 'catalog' | 'open311' | 'now'>;

/** Who asks: an app by its feed's key, whoever reads by a reader's, or anybody. */
export type Open311Asker =
  | { readonly kind: 'feed'; readonly feed: FeedRow }
  | { readonly kind: 'reader' | 'public'; readonly name: string; readonly region: string };

const KEY_MOST = 200;
/** Reads of one asker: a page of an app at once, and polling after it. */
const READS = { burst: 60, perSecond: 10 };

/** Bounds how often one asker reads. */
export function readLimits(now: () => number): (asker: Open311Asker) => void {
  const buckets = new Buckets(READS);
  return (asker) => {
    const key = asker.kind === 'feed' ? `feed ${asker.feed.id}` : `${asker.kind} ${asker.name}`;
    if (!buckets.take(key, now())) throw new Limited(`at most ${READS.perSecond} reads a second`, 1);
  };
}

/**
 * Who asks, by Authorization: Bearer, or by api_key of the form or the query.
 * @throws Problem 401 without a key where one is needed, and for one that nobody has; 403 for a feed or reader that may not
 */
export async function askerOf(ports: AskerPorts, call: Call, form: URLSearchParams | null): Promise<Open311Asker> {
  const { req, query } = call;
  const token = req.headers.authorization === undefined ? form?.get('api_key') || query.get('api_key') || null : bearerOf(req);
  const asker = token === null ? anybody(ports, call) : await holderOf(ports, token);
  if (ports.open311.feeds().length === 0) throw new Problem(403, 'Open311 is switched on for no feed here');
  return asker;
}

function anybody({ open311, catalog }: AskerPorts, { req }: Call): Open311Asker {
  if (!open311.open || req.method === 'POST') throw unauthorized('send api_key, or Authorization: Bearer KEY');
  return { kind: 'public', name: addressOf(req) ?? '', region: catalog.tree.root };
}

async function holderOf(ports: AskerPorts, token: string): Promise<Open311Asker> {
  if (token.length > KEY_MOST) throw unauthorized('nobody has this api_key');
  const reader = await ports.findReader(token);
  if (reader) {
    if (reader.indicators !== null) throw new Problem(403, 'this reader is limited to indicators and reads no requests');
    return { kind: 'reader', name: String(reader.id), region: reader.region };
  }
  const found = await ports.findFeed(token);
  if (!found) throw unauthorized('nobody has this api_key');
  const { feed, state } = found;
  if (state !== 'active') throw new Problem(403, `feed ${feed.name} is ${state === 'ended' ? 'at its end' : 'switched off'}`);
  if (!feed.open311) throw new Problem(403, `feed ${feed.name} is not switched on for Open311`);
  return { kind: 'feed', feed };
}

/**
 * What the asker may read: an app what it reported itself, the others what all feeds bring that are switched on; within its
 * region, and within the jurisdiction where one is named.
 * @param within a region code, or null for all that it may
 * @throws Problem 404 when the jurisdiction lies elsewhere
 */
export function sightOf({ catalog, open311 }: AskerPorts, asker: Open311Asker, within: string | null): { scope: Scope; feeds: number[] } {
  const own = asker.kind === 'feed' ? asker.feed.region : asker.region;
  const feeds = asker.kind === 'feed' ? [asker.feed.id] : open311.feeds().map((f) => f.id);
  return { scope: tokenScope(narrowed(catalog.tree, own, within), null), feeds };
}

function narrowed(tree: AskerPorts['catalog']['tree'], own: string, within: string | null): string {
  if (within === null || tree.contains(within, own)) return own;
  if (tree.contains(own, within)) return within;
  throw new Problem(404, `jurisdiction_id ${within} was not found`);
}

/**
 * The region of jurisdiction_id: a code of the region tree, or the profile's name for all of it; null where none is said.
 * @throws Problem 404
 */
export function jurisdictionOf({ catalog }: AskerPorts, given: string | null): string | null {
  if (!given || given === catalog.id) return null;
  const region = catalog.tree.resolve(given);
  if (region === null) throw new Problem(404, `jurisdiction_id ${given} was not found`);
  return region;
}

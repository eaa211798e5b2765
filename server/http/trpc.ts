import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyRouter } from '@trpc/server';
import { type CreateHTTPHandlerOptions, createHTTPHandler } from '@trpc/server/adapters/standalone';
import { Buckets } from '../core/access/buckets.ts';
import { Limited } from '../services/errors.ts';
import { fromOwnPage } from './own-page.ts';
import type { Door, DoorPorts } from './ports.ts';
import { Problem } from './problem.ts';

export const TRPC_PATH = '/api/trpc/';
/** The largest body of a call. */
const MAX_CALL = 1024 * 1024;
/** Procedures that one request may name. */
const MAX_BATCH = 64;
/** Calls of one session: a screen that opens asks some dozens at once. */
const OF_SESSION = { burst: 600, perSecond: 60 };
/** The largest body of a call without a session: a password or a credential. Nesting makes a large one costly to read. */
const MAX_OPEN_CALL = 16 * 1024;
/**
 * Calls of one address without a session: the sign-in page asks a handful. Tries to sign in count here whoever makes them,
 * since each costs a hash. Failed ones have their own, slower limit.
 */
const OF_ADDRESS = { burst: 60, perSecond: 2 };

export type TrpcHandler = (req: IncomingMessage, res: ServerResponse) => void;

/** The console's procedures as a request handler, for DoorPorts.trpc. */
export function createTrpcHandler<TRouter extends AnyRouter>(
  options: Pick<CreateHTTPHandlerOptions<TRouter>, 'router' | 'createContext' | 'onError'>,
): TrpcHandler {
  return createHTTPHandler({ ...options, basePath: TRPC_PATH, maxBodySize: MAX_CALL } as CreateHTTPHandlerOptions<TRouter>);
}

/**
 * /api/trpc: asked by pages of this origin only, and by programs, which carry nobody's cookies; so much at a time from a
 * session, and little from an address without one. Each procedure says itself who may call it.
 */
export function trpcDoor(handler: TrpcHandler, ports: Pick<DoorPorts, 'visit' | 'now'>): Door {
  const ofSession = new Buckets(OF_SESSION);
  const ofAddress = new Buckets(OF_ADDRESS);
  return {
    name: 'trpc',
    methods: ['GET', 'HEAD', 'POST'],
    access: 'open',
    match: (path) => (path.startsWith(TRPC_PATH) ? path.slice(TRPC_PATH.length) : null),
    async handle({ req, res }, names) {
      if (!fromOwnPage(req)) throw new Problem(403, 'this may be asked by pages of this server only');
      if (Number(req.headers['content-length'] ?? 0) > MAX_CALL) throw new Problem(413, 'a call has at most 1 MiB');
      const named = decoded(names).split(',');
      const calls = named.length;
      if (calls > MAX_BATCH) throw new Problem(400, `a request names at most ${MAX_BATCH} procedures`);
      const { actor, call } = await ports.visit(req, res);
      const session = actor?.session ?? null;
      if (session === null) assertSmall(req);
      const open = session === null ? calls : named.filter((name) => name.includes('session.signIn')).length;
      const taken =
        (open === 0 || ofAddress.take(call.address ?? '', ports.now(), open)) && (session === null || ofSession.take(String(session), ports.now(), calls));
      if (!taken) throw new Limited('too many calls at once', 2);
      handler(req, res);
    },
  };
}

/** The names as the procedures' router will read them: a comma may come encoded. @throws Problem 400 */
function decoded(names: string): string {
  try {
    return decodeURIComponent(names);
  } catch {
    throw new Problem(400, 'the path is not percent-encoded as it must be');
  }
}

/** A body whose length is not told is read to the largest one: without a session none is. @throws Problem 413 */
function assertSmall(req: IncomingMessage): void {
  if (req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > MAX_OPEN_CALL)
    throw new Problem(413, `before sign-in a call has at most ${MAX_OPEN_CALL / 1024} KiB and tells its length`);
}

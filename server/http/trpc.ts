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
/** Calls of one address without a session: the sign-in page asks a handful. Failed tries have their own, slower limit. */
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
      const calls = names.split(',').length;
      if (calls > MAX_BATCH) throw new Problem(400, `a request names at most ${MAX_BATCH} procedures`);
      const { actor, call } = await ports.visit(req, res);
      const session = actor?.session ?? null;
      const taken = session === null ? ofAddress.take(call.address ?? '', ports.now(), calls) : ofSession.take(String(session), ports.now(), calls);
      if (!taken) throw new Limited('too many calls at once', 2);
      handler(req, res);
    },
  };
}

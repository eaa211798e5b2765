import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyRouter } from '@trpc/server';
import { type CreateHTTPHandlerOptions, createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { Door } from './ports.ts';
import { Problem } from './problem.ts';

export const TRPC_PATH = '/api/trpc/';
/** The largest body of a call. */
const MAX_CALL = 1024 * 1024;

export type TrpcHandler = (req: IncomingMessage, res: ServerResponse) => void;

/** The console's procedures as a request handler, for DoorPorts.trpc. */
export function createTrpcHandler<TRouter extends AnyRouter>(
  options: Pick<CreateHTTPHandlerOptions<TRouter>, 'router' | 'createContext' | 'onError'>,
): TrpcHandler {
  return createHTTPHandler({ ...options, basePath: TRPC_PATH, maxBodySize: MAX_CALL } as CreateHTTPHandlerOptions<TRouter>);
}

/** /api/trpc: changes come from pages of this origin only; what others may ask, CORS keeps them from reading. */
export function trpcDoor(handler: TrpcHandler): Door {
  return {
    name: 'trpc',
    methods: ['GET', 'HEAD', 'POST'],
    match: (path) => (path.startsWith(TRPC_PATH) ? path.slice(TRPC_PATH.length) : null),
    handle({ req, res }) {
      if (req.method === 'POST' && !fromOwnPage(req)) throw new Problem(403, 'this may be asked by pages of this server only');
      if (Number(req.headers['content-length'] ?? 0) > MAX_CALL) throw new Problem(413, 'a call has at most 1 MiB');
      handler(req, res);
    },
  };
}

/**
 * Browsers say where a request comes from, by Sec-Fetch-Site or at least by Origin, and no page can forge it. A program
 * that says neither carries nobody's cookies.
 */
function fromOwnPage(req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const origin = req.headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === req.headers.host;
}

import type { ServerOptions } from 'node:http';

/**
 * For http.createServer: a sender that dawdles is cut off. Headers within 10 s; a whole request, 8 MiB at the slowest
 * line that still makes sense, within 60 s; an idle connection is kept a little longer than proxies keep theirs.
 */
export const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
  requireHostHeader: true,
} as const satisfies ServerOptions;

import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Names under which this server may be asked. */
export type HostRules = {
  /** The address that it listens on; on a wildcard address its names are not known, and any is taken. */
  host: string;
  /** Further names, e.g. that of a proxy. Without port. */
  more?: readonly string[];
};

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
const WILDCARD = ['0.0.0.0', '::', ''];
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i;

/**
 * Whether a Host header names this server. A page of a stranger whose name was rebound to 127.0.0.1 sends the stranger's
 * name. The port is not compared: forwarding changes it, and rebinding needs the name.
 */
export function hostAllowed(header: string | undefined, rules: HostRules): boolean {
  const parts = HOST.exec(header ?? '');
  if (!parts) return false;
  if (WILDCARD.includes(rules.host)) return true;
  const name = (parts[1] ?? parts[2] ?? '').toLowerCase();
  return LOOPBACK.includes(name) || name === rules.host.toLowerCase() || (rules.more ?? []).some((m) => m.toLowerCase() === name);
}

/** The policy of pages. `host` is the checked Host header: older browsers do not count sockets as 'self'. */
export function pagePolicy(nonce: string, host: string, dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host} wss://${host}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');
}

/** The policy of everything that is no page. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Headers of every answer. */
export function setCommonHeaders(res: ServerResponse): void {
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('referrer-policy', 'same-origin');
  res.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), browsing-topics=()');
  res.setHeader('cross-origin-opener-policy', 'same-origin');
  res.setHeader('cross-origin-resource-policy', 'same-origin');
  res.setHeader('x-frame-options', 'DENY');
}

/** Headers of answers that are data: nothing in them may run, and nobody keeps them unless a door says otherwise. */
export function setDataHeaders(res: ServerResponse): void {
  res.setHeader('content-security-policy', DATA_POLICY);
  res.setHeader('cache-control', 'no-store');
}

/**
 * A fresh nonce on the request, where Next looks for it and stamps its own scripts with it, and the policy on the answer.
 * What the visitor sent under these names is overwritten.
 */
export function setPageHeaders(req: IncomingMessage, res: ServerResponse, dev: boolean): void {
  const nonce = randomBytes(18).toString('base64');
  const policy = pagePolicy(nonce, req.headers.host ?? 'localhost', dev);
  delete req.headers['content-security-policy-report-only'];
  req.headers['x-nonce'] = nonce;
  req.headers['content-security-policy'] = policy;
  res.setHeader('content-security-policy', policy);
}

import type { FaultKind, Words } from './messages.ts';

/** What failed, in the reader's words, and what to do; `denied` is a no that a retry does not change. */
export type Fault = { what: string; todo: string; denied: boolean; code: string };

const KINDS: Record<string, FaultKind> = {
  FORBIDDEN: 'denied',
  UNAUTHORIZED: 'signedOut',
  NOT_FOUND: 'missing',
  BAD_REQUEST: 'asked',
  CONFLICT: 'conflict',
  TOO_MANY_REQUESTS: 'busy',
  SERVICE_UNAVAILABLE: 'busy',
  TIMEOUT: 'busy',
};

/** An error of a read or of our own in words: the server's text is of its language and for its log. */
export function faultOf(error: unknown, words: Words): Fault {
  const known = asError(error) as Error & { data?: { code?: string } | null };
  const kind = known.data?.code ? (KINDS[known.data.code] ?? 'failed') : known.name === 'TRPCClientError' ? 'unreachable' : 'failed';
  return { ...words.faults[kind], denied: kind === 'denied' || kind === 'signedOut', code: faultCode(known) };
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String((error as { message?: unknown } | null)?.message ?? error));
}

/** A short code to read over the telephone; the same fault gives the same code. */
export function faultCode(error: Error): string {
  let hash = 2166136261;
  for (const ch of `${error.name}:${error.message}`) hash = Math.imul(hash ^ (ch.codePointAt(0) ?? 0), 16777619) >>> 0;
  return hash.toString(36).toUpperCase().padStart(4, '0').slice(-4);
}

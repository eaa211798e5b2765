import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '../services/errors.ts';

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

const STATUS: Record<ServiceError['code'], number> = {
  INVALID: 400,
  UNAUTHORIZED: 401,
  OUT_OF_SCOPE: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMITED: 429,
  UNAVAILABLE: 503,
};

export type ProblemOptions = {
  /** Headers of the answer, e.g. Allow. */
  headers?: Record<string, string>;
  /** Further members of the problem document. */
  extra?: Record<string, unknown>;
};

/** An answer that is not a success: an RFC 9457 problem. `detail` is shown to whoever asked. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly extra: Record<string, unknown>;
  constructor(status: number, detail: string, { headers = {}, extra = {} }: ProblemOptions = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.headers = headers;
    this.extra = extra;
  }
}

/** The other side went away before it had sent its request: there is nobody to answer. */
export class Gone extends Error {}

/** What was thrown, as it may be told. Whatever is not expected becomes 500 without a word of the original. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof ServiceError)) return new Problem(500, 'something went wrong here; the log has it under the request id');
  const wait = (error as { retryAfter?: unknown }).retryAfter;
  const headers: Record<string, string> = typeof wait === 'number' ? { 'retry-after': String(Math.max(1, Math.ceil(wait))) } : {};
  return new Problem(STATUS[error.code], error.message, { headers });
}

/** Answers with JSON. `headers` may override the content type. */
export function sendJson(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = Buffer.from(JSON.stringify(body));
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': text.length, ...headers });
  res.end(text);
}

/** A problem as RFC 9457 has it. */
export function problemDocument({ status, message, extra }: Problem, requestId: string): { type: string; text: string } {
  const body = { type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail: message, requestId, ...extra };
  return { type: 'application/problem+json; charset=utf-8', text: JSON.stringify(body) };
}

/**
 * Answers with a problem, in the words given. When the request's body was not read, the answer goes out at once, the rest of the body is
 * read and thrown away for a while, and then the connection is closed: closing at once would reset the connection, and
 * the sender would see that in place of the answer.
 */
export async function sendProblem(req: IncomingMessage, res: ServerResponse, problem: Problem, document: { type: string; text: string }): Promise<void> {
  if (res.headersSent) return void res.destroy();
  const text = Buffer.from(document.text);
  const headers = { 'content-type': document.type, 'content-length': text.length, ...problem.headers };
  if (req.complete || !hasBody(req)) return void res.writeHead(problem.status, headers).end(text);
  res.writeHead(problem.status, { ...headers, connection: 'close' });
  res.write(text);
  await discard(req);
  res.end();
}

const DISCARD_BYTES = 32 * 1024 * 1024;
const DISCARD_MS = 3_000;

const hasBody = (req: IncomingMessage) => req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

/** Reads the rest of a body without keeping it, up to a limit of bytes and time. */
function discard(req: IncomingMessage): Promise<void> {
  return new Promise((done) => {
    let left = DISCARD_BYTES;
    const stop = () => {
      clearTimeout(timer);
      req.off('data', count).off('end', stop).off('close', stop).off('error', stop);
      req.pause();
      done();
    };
    const count = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) stop();
    };
    const timer = setTimeout(stop, DISCARD_MS);
    req.on('data', count).once('end', stop).once('close', stop).once('error', stop);
    req.resume();
  });
}

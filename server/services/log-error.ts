import { redact } from '../core/privacy/redact.ts';

const MOST_CAUSES = 3;

/**
 * An error as it may stand in the log. A database's error quotes the row or the value that it refused, and its statement
 * with the parameters: only what says where it went wrong is kept, without personal patterns.
 */
export function errorForLog(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: redact(String(error)).text };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: redact(error.message).text,
    ...(typeof code === 'string' ? { code } : {}),
    stack: redact(error.stack ?? '').text,
    ...(error.cause !== undefined && depth < MOST_CAUSES ? { cause: errorForLog(error.cause, depth + 1) } : {}),
  };
}

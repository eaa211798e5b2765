import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { type ServiceCode, ServiceError } from '../services/errors.ts';
import { isAway } from '../services/event/retry.ts';

const CODES: Record<ServiceCode, TRPC_ERROR_CODE_KEY> = {
  NOT_FOUND: 'NOT_FOUND',
  INVALID: 'BAD_REQUEST',
  CONFLICT: 'CONFLICT',
  OUT_OF_SCOPE: 'FORBIDDEN',
  FORBIDDEN: 'FORBIDDEN',
  UNAUTHORIZED: 'UNAUTHORIZED',
  LIMITED: 'TOO_MANY_REQUESTS',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
};

/** A service's no in tRPC's words. What is not ours says nothing of the inside; the cause stays for the log. */
export function toTrpcError(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error;
  if (error instanceof ServiceError) return new TRPCError({ code: CODES[error.code], message: error.message, cause: error });
  const code = (error as { code?: string } | null)?.code ?? '';
  // U+0000 and half of a surrogate pair, which no text of the database holds: whoever sent one is told.
  if (code === '22021' || code === '22P05')
    return new TRPCError({ code: 'BAD_REQUEST', message: 'a text holds a character that cannot be kept', cause: error });
  // A read that the database let go of is worth asking again.
  if (isAway(code)) return new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'the database is busy or away', cause: error });
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'internal error', cause: error });
}

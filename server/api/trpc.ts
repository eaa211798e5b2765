import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import type { ApiContext } from './context.ts';
import { toTrpcError } from './to-trpc-error.ts';

const t = initTRPC.context<ApiContext>().create({ transformer: superjson, isDev: false });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Every procedure: services' errors are translated in this one place. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { error } = result;
  // tRPC's own no, of an input that is not as declared, stands as it is; only what was thrown at it is wrapped in its 500.
  throw toTrpcError(error.code === 'INTERNAL_SERVER_ERROR' ? (error.cause ?? error) : error);
});

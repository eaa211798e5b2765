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
  throw toTrpcError(result.error.cause ?? result.error);
});

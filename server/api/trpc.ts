import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import type { Permission } from '../core/access/roles.ts';
import { requireScope } from '../services/access/require-scope.ts';
import { ServiceError, Unauthorized } from '../services/errors.ts';
import type { ApiContext } from './context.ts';
import { toTrpcError } from './to-trpc-error.ts';

/** Who may call a procedure: anybody, whoever has signed in, or whoever holds a permission. A test walks the router. */
export type Access = 'open' | 'signedIn' | Permission;

const t = initTRPC.context<ApiContext>().meta<{ access: Access }>().create({ transformer: superjson, isDev: false });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Services' errors are translated, and refusals written down, in this one place. */
const translated = t.procedure.use(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { error } = result;
  // tRPC's own no, of an input that is not as declared, stands as it is; only what was thrown at it is wrapped in its 500.
  const told = toTrpcError(error.code === 'INTERNAL_SERVER_ERROR' ? (error.cause ?? error) : error);
  // A refusal is written down here, for every procedure; what looks for something that is not there is none.
  if (told.code === 'FORBIDDEN' || told.code === 'UNAUTHORIZED') {
    ctx.audit.note({ action: 'procedure.refused', result: 'refused', object: { kind: 'procedure', id: path }, detail: { code: reasonOf(told) } });
  }
  throw told;
});

const reasonOf = ({ cause, code }: { cause?: unknown; code: string }): string => (cause instanceof ServiceError ? cause.code : code).toLowerCase();

/** For whoever asks, signed in or not: sign-in itself. */
export const open = translated.meta({ access: 'open' });

/** For whoever has signed in. A session that lacks a step has the session's own procedures only. */
export const signedIn = translated.meta({ access: 'signedIn' }).use(({ ctx, path, next }) => {
  const { actor, needs } = ctx;
  if (!actor) throw new Unauthorized('sign in');
  if (needs && !path.startsWith('session.')) throw new Unauthorized(`sign-in is not complete: ${needs}`);
  return next({ ctx: { actor } });
});

/** For whoever holds `permission` now; `ctx.scope` is what may be seen for it. */
export const guarded = (permission: Permission) =>
  signedIn.meta({ access: permission }).use(({ ctx, next }) => next({ ctx: { scope: requireScope(ctx.figures, ctx.actor, permission) } }));

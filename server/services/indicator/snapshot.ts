import type { FigureCtx } from './figures.ts';

/**
 * Runs reads in one snapshot, so that what they say of each other holds while events come in. `fn` must read by the
 * context that it is given and wait for nothing else.
 */
export function inSnapshot<T>(ctx: FigureCtx, fn: (snapshot: FigureCtx) => Promise<T>): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read');
    return fn({ ...ctx, db: { ...ctx.db, ...tx, lane: () => tx } });
  });
}

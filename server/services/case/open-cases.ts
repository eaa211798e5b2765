import type { CaseState } from '../../core/case/state.ts';
import { asReader, ticketCondition } from '../access/as-reader.ts';
import type { Scope } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { type LoadedCase, loadCases } from './load-cases.ts';

const PAGE = 500;

/** Every open case of a scope with its state, a page at a time: nothing is locked, and the next page waits for its reader. */
export async function* openCases(ctx: CaseCtx, scope: Scope): AsyncGenerator<CaseState> {
  for await (const { state } of loadedCases(ctx, scope, 'open')) yield state;
}

/** The same with rows and journals, `size` a page; `where` is a condition on `cases` without parameters. */
export async function* loadedCases(ctx: CaseCtx, scope: Scope, where: string, size = PAGE): AsyncGenerator<LoadedCase> {
  const held = ticketCondition(ctx, scope, ctx.catalog.tree.root, 2);
  let after = 0;
  for (;;) {
    const from = after;
    const ids = await asReader(ctx, scope, (tx) =>
      tx.query<{ id: number }>(`select id from cases where id > $1::int8 and not retracted and ${where} and ${held.sql} order by id limit ${size}`, [
        from,
        ...held.params,
      ]),
    );
    const last = ids.at(-1);
    if (!last) return;
    after = last.id;
    const loaded = await ctx.db.transaction((tx) =>
      loadCases(
        tx,
        ctx.rules(),
        ids.map((r) => r.id),
        false,
      ),
    );
    yield* loaded.values();
    if (ids.length < size) return;
  }
}

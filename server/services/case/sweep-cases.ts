import { numbersLiteral, type Tx } from '../../../db/client.ts';
import { systemActor } from '../../core/case/powers.ts';
import type { Step } from '../../core/case/world.ts';
import { type Coming, dueNow, lookAfter } from '../../core/kinds/ticket-due.ts';
import { SYSTEM } from '../access/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx } from '../context.ts';
import { Unavailable } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { CaseWorld } from './case-world.ts';

const PAGE = 200;
/** Of one case in one look: what time brought while nothing ran, however long that was. */
const MOST_STEPS = 20;
const PUT_OFF_MS = 3_600_000;
const CLOCKWORK = systemActor('clockwork');

/**
 * Gives the commands that time brings (automatic signing, the ladder of urging, the end of a hold, filing) to every case
 * whose instant has come, each case in a transaction of its own. One that
 * `failed` is put off. @returns cases looked at, and commands given
 */
export async function sweepCases(
  ctx: CaseCtx,
  { stop, failed = () => {} }: { stop: () => boolean; failed?: (id: number, error: unknown) => void },
): Promise<{ looked: number; given: number }> {
  let looked = 0;
  let given = 0;
  while (!stop()) {
    const due = await ctx.db.query<{ id: number }>(
      `select id from cases where next_look <= to_timestamp($1::float8 / 1000.0) and not retracted order by next_look, id limit ${PAGE}`,
      [ctx.now()],
    );
    for (const { id } of due) {
      if (stop()) return { looked, given };
      given += await sweepOrPutOff(ctx, id, failed);
      looked += 1;
    }
    if (due.length < PAGE) break;
  }
  return { looked, given };
}

/** A case that cannot be swept keeps none of the others back, and is looked at again later. */
async function sweepOrPutOff(ctx: CaseCtx, id: number, failed: (id: number, error: unknown) => void): Promise<number> {
  try {
    return await withRetry(() => ctx.db.transaction((tx) => sweepOne(ctx, tx, id), 'background'));
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    failed(id, error);
    await lookAgain(ctx.db, id, ctx.now() + PUT_OFF_MS);
    return 0;
  }
}

async function sweepOne(ctx: CaseCtx, tx: Tx, id: number): Promise<number> {
  const now = ctx.now();
  let given = 0;
  for (; given < MOST_STEPS; given += 1) {
    const world = new CaseWorld(ctx, tx);
    await world.load([id]);
    const one = world.get(id);
    if (!one) return given;
    const taken = await firstTaken(world, id, dueNow(one.state, ctx.rules(), now));
    if (taken === null) {
      // Nothing is due any more, or the kernel does not take it: it is looked at again when time brings the next.
      await lookAgain(tx, id, lookAfter(one.state, ctx.rules(), now));
      return given;
    }
    const { command, steps } = taken;
    await world.write(steps, null);
    const { no, region, department, kind } = one.row;
    const detail = { no, version: one.state.version + 1, ladder: command.data.ladder ?? null };
    await writeAudit(tx, SYSTEM, { action: `${kind}.${command.command}`, result: 'ok', object: { kind, id }, region, department, detail }, now);
  }
  return given;
}

/** The first of what is due that the kernel takes: one that it refuses keeps none of the others back. */
async function firstTaken(world: CaseWorld, id: number, due: readonly Coming[]): Promise<{ command: Coming; steps: readonly Step[] } | null> {
  for (const command of due) {
    const done = await world.decide(id, { name: command.command, data: command.data, expect: null }, CLOCKWORK);
    if (done.ok) return { command, steps: done.steps };
  }
  return null;
}

async function lookAgain(tx: Pick<Tx, 'query'>, id: number, at: number | null): Promise<void> {
  await tx.query('update cases set next_look = to_timestamp($2::float8 / 1000.0) where id = any($1::text::int8[])', [numbersLiteral([id]), at]);
}

import type { Tx } from '../../../db/client.ts';
import { dutyFault } from '../../core/filling/duty.ts';
import { redactText } from '../../core/privacy/redact.ts';
import type { SaveDuty, SavedDuty } from '../../wire/filling.ts';
import type { Mark } from '../../wire/marks.ts';
import type { Actor } from '../access/actor.ts';
import { type Scope, seesTicket } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid, OutOfScope } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { lockDuty } from './filling-rows.ts';

/**
 * Makes a duty, or changes who, by when and until when. What it is of stays: another indicator or region is another duty.
 * To end one is to give it its last period. The same `key` again gives the duty that it made.
 * @param scope of filling.manage
 * @throws OutOfScope, NotFound, Invalid naming the field, Conflict when somebody changed it meanwhile or there is such a duty
 */
export async function saveDuty(ctx: Ctx, actor: Actor, scope: Scope, input: SaveDuty, mark: Mark | null = null): Promise<SavedDuty> {
  const { catalog } = ctx;
  if (!seesTicket(scope, catalog.tree, input)) throw new OutOfScope('region and department: outside your scope');
  if (catalog.departmentName(input.department) === null) throw new Invalid('department: no department of the profile');
  const fault = dutyFault(input, catalog.indicators.get(input.indicator), catalog.tree.levelOf(input.region) ?? '');
  if (fault) throw new Invalid(`${fault}: a duty cannot be of this`);
  return withRetry(() =>
    ctx.db.transaction((tx) => (input.id === null ? make(ctx, tx, actor, scope, input, mark) : change(ctx, tx, actor, scope, input, input.id))),
  );
}

const noteOf = (input: SaveDuty): string => redactText(input.note).text;
const detailOf = ({ indicator, grain, asks, from, until, remindDays }: SaveDuty) => ({ indicator, grain, asks: JSON.stringify(asks), from, until, remindDays });

async function make(ctx: Ctx, tx: Tx, actor: Actor, scope: Scope, input: SaveDuty, mark: Mark | null): Promise<SavedDuty> {
  const { indicator, region, department, grain, asks, from, until, remindDays, key } = input;
  const [row] = await tx.query<SavedDuty>(
    `insert into filling_duty (indicator, region, department, grain, asks, from_period, until_period, remind_days, note, mark, changed_at, key)
     values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8::int, $9, $10, to_timestamp($11::float8 / 1000.0), $12) on conflict do nothing returning id, version`,
    [indicator, region, department, grain, JSON.stringify(asks), from, until, remindDays, noteOf(input), mark, ctx.now(), key],
  );
  if (!row) {
    const [known] = await tx.query<SavedDuty & { region: string; department: string }>(
      'select id, version, region, department from filling_duty where key = $1::text',
      [key],
    );
    if (known && seesTicket(scope, ctx.catalog.tree, known)) return { id: known.id, version: known.version };
    throw new Conflict('there is a duty of this indicator, region and grain: change that one');
  }
  await audit(ctx, tx, actor, 'filling.duty_made', row.id, input);
  return row;
}

async function change(ctx: Ctx, tx: Tx, actor: Actor, scope: Scope, input: SaveDuty, id: number): Promise<SavedDuty> {
  const held = await lockDuty(tx, ctx.catalog, scope, id);
  if (held.indicator !== input.indicator || held.region !== input.region || held.grain !== input.grain)
    throw new Invalid('indicator: what a duty is of does not change; make another');
  if (held.version !== input.expect) throw new Conflict('somebody changed this duty meanwhile');
  const [row] = await tx.query<SavedDuty>(
    `update filling_duty set department = $2, asks = $3::text::jsonb, from_period = $4, until_period = $5, remind_days = $6::int, note = $7,
       version = version + 1, changed_at = to_timestamp($8::float8 / 1000.0) where id = $1::int8 returning id, version`,
    [id, input.department, JSON.stringify(input.asks), input.from, input.until, input.remindDays, noteOf(input), ctx.now()],
  );
  if (!row) throw new Error(`duty ${id} was locked and is gone`);
  const ended = input.until !== null && held.until === null;
  await audit(ctx, tx, actor, ended ? 'filling.duty_ended' : 'filling.duty_changed', id, input);
  return row;
}

function audit(ctx: Ctx, tx: Tx, actor: Actor, action: `filling.${string}`, id: number, input: SaveDuty): Promise<void> {
  const { region, department } = input;
  const object = { kind: 'filling_duty', id: String(id) };
  return writeAudit(tx, actor, { action, result: 'ok', object, region, department, detail: detailOf(input) }, ctx.now());
}

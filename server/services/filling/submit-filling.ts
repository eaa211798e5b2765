import type { Tx } from '../../../db/client.ts';
import { FILLING_STATUSES, isPeriod } from '../../core/filling/duty.ts';
import { figureFault, figureQuestions } from '../../core/filling/figures.ts';
import { asksFor, periodFrom, slotTime, spanOfPeriod } from '../../core/filling/periods.ts';
import { heldOf, slotOfFiled } from '../../core/filling/slot.ts';
import { redactText } from '../../core/privacy/redact.ts';
import type { SubmitFilling, SubmittedFilling } from '../../wire/filling.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { type DutyRow, type FiledRow, filedByKey, filedValue, lockDuty, readPeriods } from './filling-rows.ts';

/**
 * Files a value for a slot: it waits to be checked, and takes the place of what waited. The same `key` again gives what it
 * made, and is refused with anything else in it. What is unusual is asked about once: the same with `confirmed` is taken.
 * @param scope of filling.submit
 * @throws NotFound (also outside of the scope), Invalid naming the field, Conflict when the slot is not as it was seen
 */
export function submitFilling(ctx: CaseCtx, actor: Actor, scope: Scope, input: SubmitFilling): Promise<SubmittedFilling> {
  return withRetry(() => ctx.db.transaction((tx) => write(ctx, tx, actor, scope, input)));
}

async function write(ctx: CaseCtx, tx: Tx, actor: Actor, scope: Scope, input: SubmitFilling): Promise<SubmittedFilling> {
  const { calendar } = ctx.rules();
  const now = ctx.now();
  const { period, status, key } = input;
  const duty = await lockDuty(tx, ctx.catalog, scope, input.duty);
  const known = await filedByKey(tx, key);
  if (known) return sameOf(known, actor, input);
  const ask = duty.asks.find((a) => a.status === status);
  if (!ask) throw new Invalid('status: this duty does not ask for it');
  if (!isPeriod(duty.grain, period) || !asksFor(duty, period)) throw new Invalid('period: this duty does not ask for it');
  const time = slotTime(calendar, period, ask);
  if (now < time.opensAt) throw new Invalid('period: it is not over yet');
  if (input.asOf < spanOfPeriod(period, calendar.zone).from || input.asOf > now) throw new Invalid('asOf: after the beginning of the period and not ahead');
  const row = ctx.catalog.indicators.get(duty.indicator);
  if (!row) throw new Invalid('indicator: it is not in the dictionary any more');
  const fault = figureFault(row, input.figures);
  if (fault) throw new Invalid(`figures: ${fault}`);

  const earlier = periodFrom(duty.grain, period, -1, calendar.zone);
  const rows = await readPeriods(tx, duty.id, [period, earlier]);
  const filed = rows.filter((r) => r.period === period && r.status === status);
  const slot = slotOfFiled(time, filed, now);
  if (slot.version !== input.seen) throw new Conflict('somebody filed or decided this meanwhile');
  if (slot.standing !== null && input.note.length < 2) throw new Invalid('note: a correction says why');
  const value = filedValue(row, input.figures) as number;
  const before = beforeOf(row, rows, earlier, status);
  const questions = figureQuestions(row, value, before).filter((q) => !input.confirmed.includes(q));
  if (questions.length > 0) return { ok: false, questions, value, before };

  if (slot.pending !== null)
    await tx.query(
      `update filling set decision = 'withdrawn', decided_at = to_timestamp($2::float8 / 1000.0), decided_by = $3::int, decided_name = $4 where id = $1::int8`,
      [slot.pending, now, actor.id, actor.name],
    );
  const id = await insert(tx, actor, duty, input, now);
  const object = { kind: 'filling', id: String(id) };
  const detail = { duty: duty.id, indicator: duty.indicator, period, status, corrects: slot.standing, withdraws: slot.pending };
  await writeAudit(tx, actor, { action: 'filling.submitted', result: 'ok', object, region: duty.region, department: duty.department, detail }, now);
  return { ok: true, id };
}

const clean = (text: string): string => redactText(text).text;

async function insert(tx: Tx, actor: Actor, duty: DutyRow, input: SubmitFilling, now: number): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into filling (duty, period, status, figures, as_of, note, basis, by, by_name, at, key)
     values ($1::int8, $2, $3, $4::text::jsonb, to_timestamp($5::float8 / 1000.0), $6, $7, $8::int, $9, to_timestamp($10::float8 / 1000.0), $11) returning id`,
    [
      duty.id,
      input.period,
      input.status,
      JSON.stringify(input.figures),
      input.asOf,
      clean(input.note),
      clean(input.basis),
      actor.id,
      actor.name,
      now,
      input.key,
    ],
  );
  if (!row) throw new Error('a submission was not written');
  return row.id;
}

/** What the key made. With other figures, another text or of another slot it is another press, which must have a key of its own. */
function sameOf(known: FiledRow, actor: Actor, input: SubmitFilling): SubmittedFilling {
  const { duty, period, status, figures, asOf, note, basis } = known;
  const place = duty === input.duty && period === input.period && status === input.status && known.by === actor.id;
  const parts = (['value', 'numerator', 'denominator'] as const).every((part) => figures[part] === input.figures[part]);
  const texts = asOf === input.asOf && note === clean(input.note) && basis === clean(input.basis);
  if (!place || !parts || !texts)
    throw new Conflict(`this key filed another value, which stands as it was (${known.id}): file this one under a key of its own`);
  return { ok: true, id: known.id };
}

/** What holds in the period before: in the same status, else in the most final one. */
export function beforeOf(row: IndicatorRow, rows: readonly FiledRow[], period: string, status: string): number | null {
  for (const of of [status, ...FILLING_STATUSES.toReversed()]) {
    const held = heldOf(rows.filter((r) => r.period === period && r.status === of));
    if (held) return filedValue(row, held.figures);
  }
  return null;
}

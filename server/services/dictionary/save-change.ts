import type { Tx } from '../../../db/client.ts';
import { fixedFaults } from '../../core/indicator/definition-faults.ts';
import { changedFields, countsOf } from '../../core/indicator/definition-text.ts';
import { changedTarget } from '../../core/indicator/target-text.ts';
import type { SaveChange, Saved } from '../../wire/dictionary.ts';
import type { Actor } from '../access/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import { lockDictionary, newestOf } from './change-rows.ts';
import type { DictionarySource } from './dictionary-source.ts';
import { assertHolds, assertNewest, auditOf, baseRow, changeFaults, cleanFields, cleanText, fieldsAt, holdChange, placeOf } from './hold-change.ts';

/**
 * Begins a draft, or keeps one again, with whatever is wrong in it: nothing that was typed is lost. A draft stands on the
 * newest version; whoever begins or puts it on an older one is told who was first.
 * @returns its id and what still keeps it from being sent
 * @throws Forbidden without `indicator.draft` and of another's draft, OutOfScope, NotFound, Conflict (also when too many are open, `MOST_OPEN`), Invalid when it says otherwise how an
 *   indicator that is there counts
 */
export async function saveChange(ctx: Ctx, source: DictionarySource, actor: Actor, input: SaveChange): Promise<Saved> {
  const place = placeOf(input.of);
  assertHolds(ctx, actor, 'indicator.draft', place);
  await source.refresh();
  const now = ctx.now();
  const note = cleanText(input.note);
  const saved = await ctx.db.transaction(async (tx) => {
    if (input.id === null) await assertRoom(tx, actor, place.code);
    const held = input.id === null ? null : await holdChange(tx, ctx, actor, input.id, 'save');
    if (held && (held.kind !== place.kind || held.subject !== place.subject)) throw new Invalid('a draft stays with what it is of: begin another');
    await assertNewest(tx, place, input.base);
    const row = place.kind === 'definition' ? baseRow(source, place.code, await newestOf(tx, 'definition', place.code)) : null;
    const typed = cleanFields(place.kind, place.kind === 'definition', input.fields);
    const fixed = row ? fixedFaults(countsOf(row), typed).map((f) => f.field) : [];
    if (fixed.length > 0) throw new Invalid(`a changed counting rule is another indicator, with a code of its own: ${fixed.join(', ')}`);
    const begun = held?.fields ?? fieldsAt(source, place, input.base) ?? {};
    const fields = { ...begun, ...cleanFields(place.kind, row === null, input.fields) };
    const change = { ...place, base: input.base, fields, note };
    const id = held ? await keep(tx, held.id, change, now) : await begin(tx, actor, change, now);
    const changed = place.kind === 'target' ? changedTarget(begun, fields) : changedFields(begun, fields);
    const { noun, object, region } = auditOf(place);
    const detail = { change: id, base: input.base, changed, period: place.period };
    await writeAudit(tx, actor, { action: held ? `${noun}.redrafted` : `${noun}.drafted`, result: 'ok', object, region, purpose: note || null, detail }, now);
    return { id, change };
  });
  return { id: saved.id, faults: changeFaults(ctx, source, saved.change) };
}

/** Open drafts of one person, and of one indicator by all persons: targets of every region for some years fit in. */
export const MOST_OPEN = { person: 200, indicator: 200 };

/** Drafts are begun one after the other, so that no two take the last place. @throws Conflict that names the bound */
async function assertRoom(tx: Tx, actor: Actor, code: string): Promise<void> {
  await lockDictionary(tx);
  const [open = { own: 0, all: 0 }] = await tx.query<{ own: number; all: number }>(
    `select count(*) filter (where by = $1::int)::int own, count(*) filter (where code = $2::text)::int "all" from dictionary_change
     where state in ('draft','submitted') and (by = $1::int or code = $2::text)`,
    [actor.id, code],
  );
  if (open.own >= MOST_OPEN.person) throw new Conflict(`too many open drafts: you have ${open.own}; send or withdraw some before you begin another`);
  if (open.all >= MOST_OPEN.indicator) throw new Conflict(`too many open drafts: ${code} has ${open.all}; some have to be decided or withdrawn first`);
}

type Drafted = ReturnType<typeof placeOf> & { base: number; fields: Record<string, string>; note: string };

async function keep(tx: Tx, id: number, { base, fields, note }: Drafted, now: number): Promise<number> {
  await tx.query(
    `update dictionary_change set base = $2::int, fields = $3::text::jsonb, note = $4, saved_at = to_timestamp($5::float8 / 1000.0) where id = $1`,
    [id, base, JSON.stringify(fields), note, now],
  );
  return id;
}

async function begin(tx: Tx, actor: Actor, { kind, code, region, period, path, subject, base, fields, note }: Drafted, now: number): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into dictionary_change (kind, code, region, period, path, subject, base, fields, note, by, by_login, at, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7::int, $8::text::jsonb, $9, $10::int, $11, to_timestamp($12::float8 / 1000.0), to_timestamp($12::float8 / 1000.0))
     on conflict (kind, subject, by) where state in ('draft','submitted') do nothing returning id`,
    [kind, code, region, period, path, subject, base, JSON.stringify(fields), note, actor.id, actor.login, now],
  );
  if (!row) throw new Conflict(`you have an open draft of this already: go on with it, or withdraw it`);
  return row.id;
}

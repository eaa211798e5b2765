import { numbersLiteral, textsLiteral } from '../../../db/client.ts';
import { redactJson } from '../../core/privacy/redact-json.ts';
import type { Rejection } from '../../wire/events.ts';
import type { Ctx } from '../context.ts';
import { insertPersons, takePersonIds } from '../person/store-person.ts';
import { type Keys, type SealedPerson, sealPerson } from '../person/vault.ts';

/** An event that was refused: as it came in, why, and the reference that it waits for, if that is the reason. */
export type Refused = { raw: unknown; rejection: Pick<Rejection, 'code' | 'message'>; waitsFor?: { source: string; id: string } | null };

const STEP = 500;

/**
 * Keeps refused events of a feed. The stored copy is redacted; when it differs from what came in, the original goes
 * whole into the vault, so that a replay sends exactly what the source sent.
 */
export async function hold(ctx: Ctx, keys: Keys, feed: { id: number }, refused: readonly Refused[]): Promise<void> {
  for (let from = 0; from < refused.length; from += STEP) await holdStep(ctx, keys, feed.id, refused.slice(from, from + STEP));
}

async function holdStep(ctx: Ctx, keys: Keys, feed: number, refused: readonly Refused[]): Promise<void> {
  const rows = refused.map(({ raw, rejection, waitsFor }) => {
    const { copy, whole } = redactJson(raw);
    return {
      code: rejection.code,
      message: oneLine(rejection.message),
      event: JSON.stringify(copy),
      sealed: whole ? null : sealOriginal(keys, raw),
      waitsSource: waitsFor?.source ?? null,
      waitsId: waitsFor?.id ?? null,
    };
  });
  const sealed = rows.flatMap((row) => (row.sealed ? [row.sealed] : []));
  await ctx.db.transaction(async (tx) => {
    const ids = await takePersonIds(tx, sealed.length);
    await insertPersons(
      tx,
      sealed.map((person, i) => ({ id: ids[i] as number, person })),
    );
    let next = 0;
    const persons = rows.map((row) => (row.sealed ? (ids[next++] as number) : null));
    await tx.query(
      `insert into quarantine (feed, got, code, message, event, person, waits_source, waits_id)
       select $1::int, $2::timestamptz, u.code, u.message, u.event::jsonb, u.person, u.ws, u.wi
       from unnest($3::text::text[], $4::text::text[], $5::text::text[], $6::text::int8[], $7::text::text[], $8::text::text[])
         with ordinality u(code, message, event, person, ws, wi, n) order by u.n`,
      [
        feed,
        new Date(ctx.now()).toISOString(),
        textsLiteral(rows.map((r) => r.code)),
        textsLiteral(rows.map((r) => r.message)),
        textsLiteral(rows.map((r) => r.event)),
        numbersLiteral(persons),
        textsLiteral(rows.map((r) => r.waitsSource)),
        textsLiteral(rows.map((r) => r.waitsId)),
      ],
    );
  }, 'ingest');
}

/** Null for nesting so deep that it cannot be written again: garbage of which the cut copy is enough. */
function sealOriginal(keys: Keys, raw: unknown): SealedPerson | null {
  try {
    return sealPerson(keys, { event: JSON.stringify(raw) });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Messages may quote what came in. */
const oneLine = (message: string) => String(redactJson(message).copy).slice(0, 500);

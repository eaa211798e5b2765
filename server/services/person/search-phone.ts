import type { Tx } from '../../../db/client.ts';
import { textsLiteral } from '../../../db/client.ts';
import type { PhoneSearch } from '../../wire/person.ts';
import type { Actor } from '../access/actor.ts';
import { asReader } from '../access/as-reader.ts';
import { type Scope, seesTicket } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { ticketsById } from '../case/read-tickets.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, Invalid, Limited } from '../errors.ts';
import { grantsToUnmask, viewerOf } from './case-person.ts';
import { type Keys, phoneHashes } from './vault.ts';

/** Rows shown, newest first, and tickets of one number looked at. */
const SHOWN = 50;
const MOST = 2_000;
/** Searches of one account: a number is asked for, numbers are not tried out. */
export const SEARCH_LIMITS = [
  { within: 60_000, most: 10 },
  { within: 3_600_000, most: 100 },
] as const;
const SHORTEST = 7;

type Found = { id: number; region: string; department: string | null; confidential: boolean };

/**
 * Tickets in scope whose caller has exactly this number, however it is written; tickets of any age. A confidential one is
 * found only by who may unmask its caller: to be found by a number tells the number. The number itself is kept nowhere:
 * the audit, committed before the answer, has the beginning of its keyed hash.
 * @param scope of person.search
 * @throws Forbidden for other than people, Invalid when it is no number, Limited with the seconds to wait
 */
export async function searchPhone(ctx: Ctx, keys: Keys, actor: Actor, scope: Scope, phone: string): Promise<PhoneSearch> {
  if (actor.kind !== 'person') throw new Forbidden('only people search by a number');
  const hashes = phoneHashes(keys, phone);
  const [own] = hashes;
  if (!own || phone.normalize('NFKC').replace(/\D/g, '').length < SHORTEST) throw new Invalid(`a telephone number has at least ${SHORTEST} digits`);
  const now = ctx.now();
  const found = await asReader(ctx, scope, (tx) =>
    tx.query<Found>(
      `select c.id, c.region, c.department, c.confidential from person p join cases c on c.person = p.id
       where p.phone_hash in (select decode(h, 'base64') from unnest($1::text::text[]) u(h)) and not c.anonymous and c.kind = 'ticket' order by c.at desc, c.id desc limit ${MOST}`,
      [textsLiteral(hashes.map((h) => Buffer.from(h).toString('base64')))],
    ),
  );
  const seen = found.filter((one) => seesTicket(scope, ctx.catalog.tree, one) && (!one.confidential || grantsToUnmask(ctx, actor, one).usable.length > 0));
  const ids = seen.map((one) => one.id);
  await ctx.db.transaction(async (tx) => {
    await takeSearch(tx, actor, now);
    const object = { kind: 'phone', id: Buffer.from(own).toString('hex').slice(0, 12) };
    await writeAudit(tx, actor, { action: 'person.searched', result: 'ok', object, detail: { found: ids.length } }, now);
  });
  const rows = await ticketsById(ctx, scope, ids.slice(0, SHOWN));
  const order = new Map(ids.map((id, n) => [id, n]));
  return { total: ids.length, rows: rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)), viewer: viewerOf(ctx, actor) };
}

/** Counts the account's searches by their audit rows, one after the other, so that no process forgets any. */
async function takeSearch(tx: Tx, actor: Actor, now: number): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('person.search'), $1::int)`, [actor.id]);
  for (const { within, most } of SEARCH_LIMITS) {
    const [row] = await tx.query<{ n: number; first: number | null }>(
      `select count(*) n, min(at) first from audit where actor = $1 and actor_kind = $2 and at > $3::timestamptz and action = 'person.searched'`,
      [actor.id, actor.kind, new Date(now - within).toISOString()],
    );
    if (row && row.n >= most) {
      const wait = Math.max(1, Math.ceil(((row.first ?? now) + within - now) / 1000));
      throw new Limited(`too many searches: wait ${wait} s`, wait);
    }
  }
}

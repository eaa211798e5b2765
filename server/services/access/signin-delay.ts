import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/client.ts';
import { type Count, type DelayKind, FORGET_MS, failuresNow, mayTryFrom, networkOf, waitAfter } from '../../core/access/delay.ts';
import type { Ctx } from '../context.ts';
import { Limited } from '../errors.ts';

type Row = Count & { key: string };

/** What is typed as a login may be a password: it is not kept readable. */
const digest = (text: string) => createHash('sm3').update(text).digest('hex').slice(0, 32);
const pairKey = (login: string, address: string | null) => `p:${digest(login)}:${networkOf(address)}`;
const loginKey = (login: string) => `l:${digest(login)}`;
const addressKey = (address: string | null) => `a:${networkOf(address)}`;

/**
 * Takes a try at a login from an address and counts it as failed until `forgiveTry` says otherwise: tries made at the
 * same time cannot pass together.
 * @param trusted the owner has signed in from this address lately
 * @throws Limited with the seconds to wait; the try is not counted
 */
export function takeTry(ctx: Ctx, login: string, address: string | null, trusted: boolean): Promise<void> {
  const now = ctx.now();
  const [pair, any, from] = [pairKey(login, address), loginKey(login), addressKey(address)];
  return ctx.db.transaction(async (tx) => {
    const rows = await lockCounts(tx, [pair, any, from], now);
    const of = (key: string) => rows.find((r) => r.key === key);
    const at = mayTryFrom({ pair: of(pair), login: of(any), address: of(from) }, trusted, now);
    if (at > now) throw tooSoon(at, now);
    await countFailure(tx, rows, now);
  });
}

/** As takeTry, of the second factor of an account, or of displays from one address. @throws Limited */
export function takeTryAt(ctx: Ctx, kind: DelayKind, what: string): Promise<void> {
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const rows = await lockCounts(tx, [`${kind[0]}${what}`], now);
    const [row] = rows;
    const wait = waitAfter(kind, failuresNow(row, now));
    if (row && row.lastAt + wait > now && wait > 0) throw tooSoon(row.lastAt + wait, now);
    await countFailure(tx, rows, now);
  });
}

/** It was the owner: the pair begins anew, and the one failure that was counted ahead is taken back from the others. */
export async function forgiveTry(tx: Tx, login: string, address: string | null): Promise<void> {
  // In the order in which takeTry locks them: 'a:', 'l:', 'p:'.
  for (const key of [addressKey(address), loginKey(login)])
    await tx.query('update signin_delay set failures = greatest(0, failures - 1) where key = $1', [key]);
  await tx.query('delete from signin_delay where key = $1', [pairKey(login, address)]);
}

export async function forgiveTryAt(tx: Tx, kind: DelayKind, what: string): Promise<void> {
  await tx.query('delete from signin_delay where key = $1', [`${kind[0]}${what}`]);
}

function tooSoon(at: number, now: number): Limited {
  const seconds = Math.max(1, Math.ceil((at - now) / 1000));
  return new Limited(`too many failed tries: wait ${seconds} s`, seconds);
}

/** The counts in the order of their keys, made where there are none and locked. */
async function lockCounts(tx: Tx, keys: readonly string[], now: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const key of [...keys].sort()) {
    const [row] = await tx.query<Row>(
      `insert into signin_delay (key, failures, last_at, until) values ($1, 0, $2::timestamptz, $2::timestamptz)
       on conflict (key) do update set key = excluded.key returning key, failures, last_at "lastAt"`,
      [key, new Date(now).toISOString()],
    );
    if (row) rows.push(row);
  }
  return rows;
}

async function countFailure(tx: Tx, rows: readonly Row[], now: number): Promise<void> {
  const iso = (at: number) => new Date(at).toISOString();
  for (const row of rows)
    await tx.query('update signin_delay set failures = $2, last_at = $3::timestamptz, until = $4::timestamptz where key = $1', [
      row.key,
      failuresNow(row, now) + 1,
      iso(now),
      iso(now + FORGET_MS),
    ]);
  // Whoever tries many logins leaves many rows; each try takes some that are forgotten with it.
  await tx.query(
    'delete from signin_delay where key in (select key from signin_delay where until < $1::timestamptz order by key limit 20 for update skip locked)',
    [iso(now)],
  );
}

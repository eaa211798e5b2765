import type { Tx } from '../../../db/client.ts';

/** Whose rights changed: an account (its grants, sessions, state), a display, or everybody (the policy). */
export type AccessChange = { readonly account: number } | { readonly display: number } | { readonly everybody: true };

/**
 * Writes the fact that makes every process recheck its open sockets: kind and subject `access`, the account's id as
 * subject (0 = not one account) and the same in the body. It is numbered after the commit and nobody is sent it.
 */
export async function tellAccess(tx: Tx, change: AccessChange, now: number): Promise<void> {
  await tx.query(
    `insert into fact (at, kind, subject, subject_id, version, regions, body)
     values (to_timestamp($1::float8 / 1000.0), 'access', 'access', $2::int8, 1, '[]', $3::text::jsonb)`,
    [now, 'account' in change ? change.account : 0, JSON.stringify(change)],
  );
}

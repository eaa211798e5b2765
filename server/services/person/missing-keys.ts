import type { Ctx } from '../context.ts';
import type { Keys } from './vault.ts';

/** Key ids that stored records need and KEY_FILE lacks: with any of these the server must not start. */
export async function missingKeys(ctx: Pick<Ctx, 'db'>, keys: Keys): Promise<string[]> {
  const rows = await ctx.db.query<{ key_id: string }>(
    `select distinct key_id from person where wrapped_key is not null
     union select distinct factor_key_id from account where factor is not null order by key_id`,
  );
  const known = new Set(keys.ids);
  return rows.map((row) => row.key_id).filter((id) => !known.has(id));
}

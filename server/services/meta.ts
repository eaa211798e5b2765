import type { Ctx } from './context.ts';

/** A small fact of the installation, or null. */
export async function getMeta<T>(ctx: Ctx, key: string): Promise<T | null> {
  const [row] = await ctx.db.query<{ value: T }>('select value from meta where key = $1', [key]);
  return row?.value ?? null;
}

export async function setMeta(ctx: Ctx, key: string, value: unknown): Promise<void> {
  await ctx.db.query(`insert into meta (key, value) values ($1, $2::text::jsonb) on conflict (key) do update set value = excluded.value`, [
    key,
    JSON.stringify(value),
  ]);
}

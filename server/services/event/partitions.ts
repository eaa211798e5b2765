import type { Tx } from '../../../db/client.ts';

const DAY = 86_400_000;
const known = new WeakMap<object, Set<string>>();

/** Makes the monthly partitions that the given event times need. `owner` is the database that remembers them. */
export async function ensurePartitions(owner: object, tx: Tx, times: Iterable<number>): Promise<void> {
  const seen = known.get(owner) ?? new Set<string>();
  known.set(owner, seen);
  const days = new Set<number>();
  for (const at of times) days.add(Math.floor(at / DAY));
  const months = new Set<string>();
  for (const day of days) {
    const month = `${new Date(day * DAY).toISOString().slice(0, 7)}-01`;
    if (!seen.has(month)) months.add(month);
  }
  for (const month of [...months].sort()) {
    await tx.query('select ensure_event_partition($1::text::date)', [month]);
    seen.add(month);
  }
}

/** After partitions were dropped, here or by another process: they are looked for again. */
export function forgetPartitions(owner: object): void {
  known.delete(owner);
}

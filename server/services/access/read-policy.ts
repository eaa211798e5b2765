import type { Db } from '../../../db/client.ts';
import { DEFAULT_POLICY, type Policy, toPolicy } from '../../core/access/policy.ts';
import type { Ctx } from '../context.ts';

/** How long a process may go on with a policy that another has replaced, in ms. */
const STALE_MS = 5_000;

const held = new WeakMap<Db, { at: number; policy: Promise<Policy> }>();

/** The policy that holds: the newest version, or the defaults before there is one. At most five seconds old. */
export function readPolicy(ctx: Pick<Ctx, 'db' | 'now'>): Promise<Policy> {
  const now = ctx.now();
  const kept = held.get(ctx.db);
  if (kept && Math.abs(now - kept.at) < STALE_MS) return kept.policy;
  const policy = load(ctx.db);
  held.set(ctx.db, { at: now, policy });
  policy.catch(() => forgetPolicy(ctx.db));
  return policy;
}

/** To be called after a new version is committed: the process that wrote it follows it at once. */
export function forgetPolicy(db: Db): void {
  held.delete(db);
}

async function load(db: Db): Promise<Policy> {
  const [row] = await db.query<{ body: unknown }>('select body from policy order by version desc limit 1');
  return row ? toPolicy(row.body) : DEFAULT_POLICY;
}

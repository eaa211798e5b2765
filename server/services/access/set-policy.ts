import { type Policy, policyChanges, policyFaults } from '../../core/access/policy.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import type { Actor } from './actor.ts';
import { assertWhole, newestPolicy } from './policy-versions.ts';
import { forgetPolicy } from './read-policy.ts';
import { requireScope } from './require-scope.ts';
import { tellAccess } from './tell-access.ts';

export type SetPolicy = {
  /** The version that was read and is to be replaced; 0 = the defaults, before there is one. */
  version: number;
  policy: Policy;
  /** What was decided, by whom: the history shows it. */
  note: string;
};

/**
 * Makes a new version of the policy, which holds at once: open sessions are cut to the new absolute limit, and every
 * process rechecks its sockets.
 * @returns the new version's number
 * @throws Forbidden without `policy.manage`; OutOfScope for whoever does not hold it for the whole province; Invalid;
 *   Conflict when another version came first, with its author and time
 */
export async function setPolicy(ctx: Ctx, actor: Actor, input: SetPolicy): Promise<{ version: number }> {
  assertWhole(ctx, requireScope(ctx, actor, 'policy.manage'));
  const { policy } = input;
  const fault = policyFaults(policy)[0];
  if (fault) throw new Invalid(`${fault.field}: ${fault.why}`);
  const note = input.note.trim();
  if (note === '') throw new Invalid('say what was decided');
  const now = ctx.now();
  const version = await ctx.db.transaction(async (tx) => {
    await tx.query('lock table policy in share row exclusive mode');
    const before = await newestPolicy(tx);
    if (before.version !== input.version) {
      const when = before.at === null ? '' : ` at ${new Date(before.at).toISOString()}`;
      throw new Conflict(`version ${before.version} was made by ${before.by ?? 'nobody'}${when} after you read version ${input.version}`);
    }
    const changed = policyChanges(before.policy, policy);
    if (changed.length === 0) throw new Invalid('nothing to change');
    const [row] = await tx.query<{ version: number }>(
      'insert into policy (at, by, note, body) values ($1::text::timestamptz, $2, $3, $4::text::jsonb) returning version',
      [new Date(now).toISOString(), actor.id, note, JSON.stringify(policy)],
    );
    const made = (row as { version: number }).version;
    // What ended by the old limit stays ended: only what is open is cut, and nothing is made longer.
    await tx.query(
      `update session set until = created_at + make_interval(hours => $1::int) where ended_at is null and account is not null
         and until > created_at + make_interval(hours => $1::int)`,
      [policy.absoluteHours],
    );
    await tellAccess(tx, { everybody: true }, now);
    const detail = Object.fromEntries(changed.map((field) => [field, { was: before.policy[field], is: policy[field] }]));
    await writeAudit(tx, actor, { action: 'policy.set', result: 'ok', object: { kind: 'policy', id: made }, purpose: note, detail }, now);
    return made;
  });
  forgetPolicy(ctx.db);
  return { version };
}

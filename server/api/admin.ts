import { z } from 'zod';
import { grantsFor } from '../core/access/grants.ts';
import { PERMISSIONS, ROLES } from '../core/access/roles.ts';
import { changeGrant } from '../services/access/change-grant.ts';
import { createAccount } from '../services/access/create-account.ts';
import { createDisplay } from '../services/access/create-display.ts';
import { endGrant } from '../services/access/end-grant.ts';
import { endSessions } from '../services/access/end-sessions.ts';
import { findRegions, scopeRoots } from '../services/access/find-regions.ts';
import { giveGrant } from '../services/access/give-grant.ts';
import { listAccounts, readAccount } from '../services/access/list-accounts.ts';
import { listDisplays } from '../services/access/list-displays.ts';
import { accountGrants, listGrants } from '../services/access/list-grants.ts';
import { policyEffect, policyHistory } from '../services/access/policy-versions.ts';
import { previewGrants } from '../services/access/preview-grants.ts';
import { scopeFor } from '../services/access/require-scope.ts';
import { resetFactor } from '../services/access/reset-factor.ts';
import { resetPassword } from '../services/access/reset-password.ts';
import { revokeDisplay } from '../services/access/revoke-display.ts';
import { setAccountDisabled } from '../services/access/set-account-disabled.ts';
import { setPolicy } from '../services/access/set-policy.ts';
import { sightCounts, whoCanSee } from '../services/access/who-can-see.ts';
import type { AdminSelf } from '../wire/access.ts';
import { Adcode } from './inputs.ts';
import { guarded, router, signedIn } from './trpc.ts';

const Id = z.number().int().positive().max(2_147_483_647);
const Version = z.number().int().nonnegative().max(2_147_483_647);
const Instant = z.number().int().nonnegative().max(4_102_444_800_000);
const Department = z.string().min(1).max(64).nullable();
const Search = z.string().max(64).default('');
const Note = z.string().trim().max(200).nullable().default(null);
const Limit = z.number().int().min(1).max(200).default(50);

const OfAccount = z.object({ account: Id, version: Version });
const OfGrant = OfAccount.extend({ grant: Id, note: Note });

const GrantWish = z.object({
  role: z.enum(ROLES),
  region: Adcode,
  department: Department,
  unmask: z.boolean(),
  from: Instant.nullable(),
  until: Instant.nullable(),
});

const Whole = z.number().int();
const PolicyInput = z.object({
  idleMinutes: Whole,
  absoluteHours: Whole,
  passwordMinLength: Whole,
  factorRoles: z.array(z.enum(ROLES)).max(ROLES.length),
  unmaskMinutes: Whole,
  auditYears: Whole,
  comparison: z.boolean(),
});

const accounts = guarded('account.manage');
const grants = guarded('grant.manage');
const seen = guarded('account.read');

export const adminRouter = router({
  /** What of the administration the visitor may use, and the grants out of which he may give. */
  self: signedIn.query(({ ctx }): AdminSelf => {
    const now = ctx.figures.now();
    const { id, login, grants } = ctx.actor;
    const scope = scopeFor(ctx.figures, ctx.actor, 'account.read');
    return {
      account: id,
      login,
      may: PERMISSIONS.filter((p) => grantsFor(grants, p, now).length > 0),
      grants: grantsFor(grants, 'grant.manage', now),
      roots: scope ? scopeRoots(ctx.figures, scope) : [],
    };
  }),

  regions: seen.input(z.object({ text: z.string().max(64) })).query(({ ctx, input }) => findRegions(ctx.figures, ctx.scope, input.text, 60)),

  whoCanSee: seen.input(z.object({ region: Adcode, at: Instant.nullable() })).query(({ ctx, input }) => whoCanSee(ctx.figures, ctx.scope, input)),
  counts: seen
    .input(z.object({ regions: z.array(Adcode).max(400), at: Instant.nullable() }))
    .query(({ ctx, input }) => sightCounts(ctx.figures, ctx.scope, input)),

  grants: seen
    .input(
      z.object({
        region: Adcode,
        at: Instant.nullable(),
        times: z.array(z.enum(['future', 'active', 'ended'])).max(3),
        search: Search,
        offset: z.number().int().min(0).max(100_000).default(0),
        limit: Limit,
      }),
    )
    .query(({ ctx, input }) => listGrants(ctx.figures, ctx.actor, ctx.scope, input)),
  accountGrants: seen.input(z.object({ account: Id })).query(({ ctx, input }) => accountGrants(ctx.figures, ctx.actor, ctx.scope, input.account)),
  giveGrant: grants.input(OfAccount.extend({ ...GrantWish.shape, note: Note })).mutation(({ ctx, input }) => giveGrant(ctx.figures, ctx.actor, input)),
  previewGrants: grants
    .input(z.object({ rows: z.array(GrantWish.extend({ login: z.string().min(1).max(64) })).max(500) }))
    .query(({ ctx, input }) => previewGrants(ctx.figures, ctx.actor, ctx.scope, input.rows)),
  endGrant: grants.input(OfGrant).mutation(({ ctx, input }) => endGrant(ctx.figures, ctx.actor, input)),
  changeGrant: grants
    .input(OfGrant.extend({ unmask: z.boolean(), until: Instant.nullable() }))
    .mutation(({ ctx, input }) => changeGrant(ctx.figures, ctx.actor, input)),

  accounts: seen
    .input(
      z.object({
        search: Search,
        region: Adcode.nullable().default(null),
        state: z.enum(['all', 'active', 'must_change', 'disabled', 'no_factor']).default('all'),
        /** The login that the page before ended with. */
        cursor: z.string().max(64).nullish(),
        limit: Limit,
      }),
    )
    .query(({ ctx, input: { cursor, ...input } }) => listAccounts(ctx.figures, ctx.scope, { ...input, after: cursor ?? null })),
  account: seen.input(z.object({ account: Id })).query(({ ctx, input }) => readAccount(ctx.figures, ctx.scope, input.account)),
  createAccount: accounts
    .input(z.object({ login: z.string().min(1).max(64), name: z.string().min(1).max(64), region: Adcode, department: Department }))
    .mutation(({ ctx, input }) => createAccount(ctx.figures, ctx.actor, input)),
  setDisabled: accounts.input(OfAccount.extend({ disabled: z.boolean() })).mutation(({ ctx, input }) => setAccountDisabled(ctx.figures, ctx.actor, input)),
  resetPassword: accounts.input(OfAccount).mutation(({ ctx, input }) => resetPassword(ctx.figures, ctx.actor, input)),
  resetFactor: accounts.input(OfAccount).mutation(({ ctx, input }) => resetFactor(ctx.figures, ctx.actor, input)),
  endSessions: accounts.input(z.object({ account: Id })).mutation(({ ctx, input }) => endSessions(ctx.figures, ctx.actor, input.account)),

  displays: seen.query(({ ctx }) => listDisplays(ctx.figures, ctx.scope)),
  createDisplay: accounts
    .input(z.object({ name: z.string().min(1).max(64), topic: z.string().min(1).max(64), region: Adcode }))
    .mutation(({ ctx, input }) => createDisplay(ctx.figures, ctx.actor, input, ctx.topics)),
  revokeDisplay: accounts.input(z.object({ display: Id })).mutation(({ ctx, input }) => revokeDisplay(ctx.figures, ctx.actor, input.display)),

  policy: guarded('policy.read').query(({ ctx }) => policyHistory(ctx.figures, ctx.scope, 50)),
  policyEffect: guarded('policy.manage')
    .input(z.object({ policy: PolicyInput }))
    .query(({ ctx, input }) => policyEffect(ctx.figures, ctx.scope, input.policy)),
  setPolicy: guarded('policy.manage')
    .input(z.object({ version: Version, policy: PolicyInput, note: z.string().trim().min(1).max(200) }))
    .mutation(({ ctx, input }) => setPolicy(ctx.figures, ctx.actor, input)),
});

import { grantState } from '../../core/access/grants.ts';
import type { Role } from '../../core/access/roles.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import type { Actor, Grant } from './actor.ts';
import { personOf } from './sessions.ts';

/** What somebody may know of his own account. Times in epoch ms. */
export type SelfAccount = {
  login: string;
  name: string;
  region: string;
  regionName: string;
  department: string | null;
  departmentName: string | null;
  demo: boolean;
  /** Signs in through the province's unified identity as well. */
  unified: boolean;
  hasPassword: boolean;
  passwordAt: number | null;
  factorAt: number | null;
  recoveryLeft: number;
  grants: { id: number; role: Role; regionName: string; departmentName: string | null; unmask: boolean; from: number; until: number | null; future: boolean }[];
};

/** One's own account, with what is granted now and later. @throws Forbidden for who is no person */
export async function readSelf(ctx: Ctx, actor: Actor): Promise<SelfAccount> {
  const id = personOf(actor);
  const { catalog } = ctx;
  const [row] = await ctx.db.query<Omit<SelfAccount, 'regionName' | 'departmentName' | 'grants'>>(
    `select login, name, region, department, demo, oidc_subject is not null unified, password is not null "hasPassword", password_at "passwordAt",
       factor_at "factorAt", jsonb_array_length(recovery) "recoveryLeft" from account where id = $1`,
    [id],
  );
  if (!row) throw new NotFound('there is no such account');
  const now = ctx.now();
  const held = await ctx.db.query<Grant>(
    `select id, role, region, department, unmask, from_at "from", until_at "until", revoked_at "revokedAt" from access_grant
     where account = $1 and revoked_at is null order by id`,
    [id],
  );
  const named = (department: string | null) => (department === null ? null : (catalog.departmentName(department) ?? department));
  const grants = held
    .map((g) => ({ g, state: grantState(g, now) }))
    .filter(({ state }) => state === 'active' || state === 'future')
    .map(({ g, state }) => ({
      id: g.id,
      role: g.role,
      regionName: catalog.regionName(g.region),
      departmentName: named(g.department),
      unmask: g.unmask,
      from: g.from,
      until: g.until,
      future: state === 'future',
    }));
  return { ...row, regionName: catalog.regionName(row.region), departmentName: named(row.department), grants };
}

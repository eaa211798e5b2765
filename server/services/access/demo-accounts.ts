import type { Tx } from '../../../db/client.ts';
import { ADMINISTRATORS, mayUnmask, type Role } from '../../core/access/roles.ts';
import type { RegionTree } from '../../core/region/tree.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { lockAccount } from './account-row.ts';
import { SYSTEM } from './actor.ts';
import { insertGrant } from './give-grant.ts';
import { endAccountSessions } from './open-session.ts';
import { readPolicy } from './read-policy.ts';
import { beginSession, type SignedIn, type SignInFrom } from './sign-in.ts';
import { tellAccess } from './tell-access.ts';

/** One of the demo's people, who cannot exist: named after what he may do. `at`: the root, or one of the regions below it. */
type DemoPerson = { login: string; name: string; role: Role; at: 'root' | 'below'; inDepartment?: true };

const PEOPLE: readonly DemoPerson[] = [
  { login: 'demo-operator', name: '演示操作员', role: 'operator', at: 'root' },
  { login: 'demo-dispatcher', name: '演示派单员', role: 'dispatcher', at: 'root' },
  { login: 'demo-city-dispatcher', name: '演示地市派单员', role: 'dispatcher', at: 'below' },
  { login: 'demo-unit-handler', name: '演示承办人', role: 'unit_handler', at: 'below', inDepartment: true },
  { login: 'demo-supervisor', name: '演示督办员', role: 'supervisor', at: 'root' },
  { login: 'demo-leader', name: '演示领导', role: 'leader', at: 'root' },
  { login: 'demo-steward', name: '演示数据管理员', role: 'steward', at: 'root' },
  { login: 'demo-chief-data-officer', name: '演示首席数据官', role: 'chief_data_officer', at: 'root' },
  { login: 'demo-system-admin', name: '演示系统管理员', role: 'system_admin', at: 'root' },
  { login: 'demo-security-admin', name: '演示安全管理员', role: 'security_admin', at: 'root' },
  { login: 'demo-audit-admin', name: '演示审计管理员', role: 'audit_admin', at: 'root' },
];

/** `off`: real work; `on`: the demo on this machine; `public`: shown to others, without administrators. */
export type DemoMode = 'off' | 'on' | 'public';

/**
 * Brings the demo's accounts in line with how the server was started: made where they are missing, and shut with their
 * sessions where they may not be used, so that a console that once was a demo has no door without a password.
 * @param department in which the unit handler works
 */
export async function ensureDemoAccounts(ctx: Ctx, mode: DemoMode, department: string | null): Promise<void> {
  const { tree } = ctx.catalog;
  for (const person of PEOPLE) {
    const open = mode === 'on' || (mode === 'public' && !ADMINISTRATORS.includes(person.role));
    await ctx.db.transaction((tx) => (open ? openPerson(tx, person, placeOf(person, tree, department), ctx.now()) : shutPerson(tx, person, ctx.now())));
  }
}

type Place = { region: string; department: string | null };

/** Below the root the first region that has further ones below it. */
function placeOf(person: DemoPerson, tree: RegionTree, department: string | null): Place {
  const below = tree.childrenOf(tree.root);
  const region = person.at === 'root' ? tree.root : (below.find((r) => tree.childrenOf(r).length > 0) ?? below[0] ?? tree.root);
  return { region, department: person.inDepartment ? department : null };
}

async function openPerson(tx: Tx, person: DemoPerson, place: Place, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const [made] = await tx.query<{ id: number }>(
    `insert into account (login, name, region, department, demo, created_at, created_by) values ($1, $2, $3, $4, true, $5::timestamptz, 0)
     on conflict (login) do nothing returning id`,
    [person.login, person.name, place.region, place.department, at],
  );
  if (!made) return reopenPerson(tx, person, now);
  const grant = { role: person.role, ...place, unmask: mayUnmask(person.role), from: now, until: null };
  await insertGrant(tx, made.id, grant, 0, now);
  const object = { kind: 'account', id: made.id };
  await writeAudit(
    tx,
    SYSTEM,
    { action: 'account.created', result: 'ok', object, ...place, detail: { login: person.login, way: 'demo', role: person.role } },
    now,
  );
}

/** One that was shut while this was no demo, or one that others were shown. */
async function reopenPerson(tx: Tx, person: DemoPerson, now: number): Promise<void> {
  const [open] = await tx.query<{ id: number; region: string }>(
    'update account set disabled_at = null where login = $1 and demo and disabled_at is not null returning id, region',
    [person.login],
  );
  if (!open) return;
  await writeAudit(
    tx,
    SYSTEM,
    { action: 'account.enabled', result: 'ok', object: { kind: 'account', id: open.id }, region: open.region, detail: { way: 'demo' } },
    now,
  );
}

async function shutPerson(tx: Tx, person: DemoPerson, now: number): Promise<void> {
  const [shut] = await tx.query<{ id: number; region: string }>(
    'update account set disabled_at = $2::timestamptz where login = $1 and demo and disabled_at is null returning id, region',
    [person.login, new Date(now).toISOString()],
  );
  if (!shut) return;
  await endAccountSessions(tx, shut.id, null, 'disabled', now);
  await tellAccess(tx, { account: shut.id }, now);
  await writeAudit(
    tx,
    SYSTEM,
    { action: 'account.disabled', result: 'ok', object: { kind: 'account', id: shut.id }, region: shut.region, detail: { way: 'demo' } },
    now,
  );
}

/** A button of the sign-in page. */
export type DemoDoor = { login: string; name: string; role: Role; region: string };

/** Those of the demo's people who may be entered, in the order of their work. */
export async function listDemoDoors(ctx: Ctx): Promise<DemoDoor[]> {
  const rows = await ctx.db.query<{ login: string; name: string; region: string }>(
    'select login, name, region from account where demo and disabled_at is null',
  );
  return PEOPLE.flatMap(({ login, role }) => {
    const row = rows.find((r) => r.login === login);
    return row ? [{ ...row, role }] : [];
  });
}

/** Enters one of the demo's accounts without a password. @throws Forbidden where this is no demo; NotFound */
export async function signInDemo(ctx: Ctx, demo: boolean, login: string, from: SignInFrom): Promise<SignedIn> {
  if (!demo) throw new Forbidden('this is no demo');
  const policy = await readPolicy(ctx);
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.query<{ id: number }>('select id from account where login = $1 and demo and disabled_at is null', [login]);
    const account = row ? await lockAccount(tx, row.id) : null;
    if (!account || account.disabledAt !== null) throw new NotFound('the demo has no such account');
    return beginSession(tx, account, { policy, from, shown: false, way: 'demo' }, ctx.now());
  });
}

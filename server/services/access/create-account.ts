import type { Tx } from '../../../db/client.ts';
import type { Role } from '../../core/access/roles.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Forbidden, Invalid, OutOfScope } from '../errors.ts';
import { isLogin, normalLogin } from './account-row.ts';
import type { Actor } from './actor.ts';
import { detailOf, insertGrant } from './give-grant.ts';
import { isHome } from './grant-parties.ts';
import { hashPassword, newOneTimePassword } from './passwords.ts';
import { requireScope } from './require-scope.ts';

export type CreateAccount = {
  login: string;
  name: string;
  /** Home of the account: whose administrators look after it. */
  region: string;
  department: string | null;
  /** A first grant over the home. Only the command line may give one with the account: elsewhere two administrators do it. */
  role?: Role;
};

const NAME_MOST = 64;

/**
 * Makes an account with a one-time password, which is returned once and has to be replaced at the first sign-in.
 * @throws Forbidden without `account.manage`; OutOfScope for a home beyond the actor's own; Invalid; Conflict when the
 *   login is taken
 */
export async function createAccount(ctx: Ctx, actor: Actor, input: CreateAccount): Promise<{ id: number; password: string }> {
  const scope = requireScope(ctx, actor, 'account.manage');
  if (input.role !== undefined && actor.kind !== 'system') throw new Forbidden('an account and its first role are given by two administrators');
  const account = checked(ctx, input);
  if (!isHome(scope, ctx.catalog, account)) throw new OutOfScope(`the home of the account is outside your scope`);
  const password = newOneTimePassword();
  const hash = await hashPassword(password);
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const id = await insertAccount(tx, account, hash, actor.id, now);
    if (id === null) throw new Conflict(`login ${account.login} is taken`);
    const object = { kind: 'account', id };
    const { region, department } = account;
    await writeAudit(tx, actor, { action: 'account.created', result: 'ok', object, region, department, detail: { login: account.login } }, now);
    if (input.role !== undefined) {
      const wish = { role: input.role, region, department, unmask: false, from: now, until: null };
      const grant = await insertGrant(tx, id, wish, actor.id, now);
      await writeAudit(tx, actor, { action: 'grant.given', result: 'ok', object, region, department, detail: { grant, ...detailOf(wish) } }, now);
    }
    return { id, password };
  });
}

/** @throws Invalid naming what is wrong */
function checked(ctx: Ctx, input: CreateAccount): Omit<CreateAccount, 'role'> {
  const login = normalLogin(input.login);
  const name = input.name.normalize('NFC').trim();
  if (!isLogin(login)) throw new Invalid('a login has 2 to 64 of a-z, 0-9, dot, hyphen and underscore, and begins with a letter or digit');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no name has is what is looked for
  if (name === '' || [...name].length > NAME_MOST || /[\u0000-\u001f\u007f]/.test(name)) throw new Invalid(`a name has 1 to ${NAME_MOST} characters`);
  if (!ctx.catalog.tree.has(input.region)) throw new Invalid(`region ${input.region} is not in the profile`);
  if (input.department !== null && ctx.catalog.departmentName(input.department) === null)
    throw new Invalid(`department ${input.department} is not in the profile`);
  return { login, name, region: input.region, department: input.department };
}

/** Null when the login is taken. The password is a one-time one. */
async function insertAccount(tx: Tx, account: Omit<CreateAccount, 'role'>, hash: string, by: number, now: number): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(
    `insert into account (login, name, region, department, password, password_at, must_change, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6::timestamptz, true, $6::timestamptz, $7) on conflict (login) do nothing returning id`,
    [account.login, account.name, account.region, account.department, hash, new Date(now).toISOString(), by],
  );
  return row?.id ?? null;
}

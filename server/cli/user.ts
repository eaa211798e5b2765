import { isRole, ROLES, type Role } from '../core/access/roles.ts';
import { findAccount, normalLogin } from '../services/access/account-row.ts';
import { SYSTEM } from '../services/access/actor.ts';
import { createAccount } from '../services/access/create-account.ts';
import { listAccounts } from '../services/access/list-accounts.ts';
import { systemScope } from '../services/access/require-scope.ts';
import { resetFactor } from '../services/access/reset-factor.ts';
import { resetPassword } from '../services/access/reset-password.ts';
import { setAccountDisabled } from '../services/access/set-account-disabled.ts';
import type { Ctx } from '../services/context.ts';
import { NotFound } from '../services/errors.ts';
import { type Command, table, text, UsageError } from './command.ts';

const string = { type: 'string' } as const;
const PAGE = 200;

function roleOf(value: string | undefined): Role {
  if (value === undefined) throw new UsageError(`--role is missing: ${ROLES.join(', ')}`);
  if (!isRole(value)) throw new UsageError(`--role ${value} is not one of ${ROLES.join(', ')}`);
  return value;
}

async function idOf(ctx: Ctx, login: string): Promise<number> {
  const account = await findAccount(ctx.db, { login: normalLogin(login) });
  if (!account) throw new NotFound(`there is no account ${login}`);
  return account.id;
}

function switched(word: 'disable' | 'enable'): Command {
  const disabled = word === 'disable';
  return {
    words: `user ${word}`,
    usage: 'LOGIN',
    summary: disabled ? 'shuts an account out and ends its sessions' : 'lets an account in again',
    least: 1,
    async run([login = ''], _values, io, core) {
      await setAccountDisabled(core.ctx, SYSTEM, { account: await idOf(core.ctx, login), version: null, disabled });
      io.err(`account ${login} is ${disabled ? 'shut out' : 'let in'}`);
      return 0;
    },
  };
}

export const userCommands: Command[] = [
  {
    words: 'user create',
    usage: 'LOGIN --role ROLE [--region ADCODE] [--department ID] [--name TEXT]',
    summary: 'makes an account with a role over the region, and prints its one-time password, once',
    options: { role: string, region: string, department: string, name: string },
    least: 1,
    async run([login = ''], values, io, core) {
      const role = roleOf(text(values, 'role'));
      const region = text(values, 'region') ?? core.ctx.catalog.tree.root;
      const { password } = await createAccount(core.ctx, SYSTEM, {
        login,
        name: text(values, 'name') ?? login,
        region,
        department: text(values, 'department') ?? null,
        role,
      });
      io.err(
        `account ${normalLogin(login)} made: ${role} of ${core.ctx.catalog.regionName(region)}; its one-time password, not shown again, to be changed at the first sign-in:`,
      );
      io.out(password);
      return 0;
    },
  },
  {
    words: 'user list',
    usage: '',
    summary: 'lists the accounts',
    async run(_args, _values, io, core) {
      const { ctx } = core;
      const iso = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString());
      const rows: unknown[][] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page = await listAccounts(ctx, systemScope(ctx.catalog.tree), { search: '', region: null, state: 'all', after, limit: PAGE });
        for (const a of page.rows)
          rows.push([a.login, a.name, a.state, a.roles.join(','), a.region, a.department, a.factor ? 'yes' : 'no', a.demo ? 'demo' : '', iso(a.seenAt)]);
        after = page.next;
        more = after !== null;
      }
      table(io, ['login', 'name', 'state', 'roles', 'region', 'department', 'factor', 'mark', 'seen'], rows);
      return 0;
    },
  },
  switched('disable'),
  switched('enable'),
  {
    words: 'user reset',
    usage: 'LOGIN [--factor]',
    summary: 'prints another one-time password and ends the sessions; with --factor takes the second factor as well',
    options: { factor: { type: 'boolean' } },
    least: 1,
    async run([login = ''], values, io, core) {
      const account = await idOf(core.ctx, login);
      const { password } = await resetPassword(core.ctx, SYSTEM, { account, version: null });
      if (values.factor === true) await resetFactor(core.ctx, SYSTEM, { account, version: null });
      io.err(`account ${login} has a new one-time password, not shown again:`);
      io.out(password);
      return 0;
    },
  },
];

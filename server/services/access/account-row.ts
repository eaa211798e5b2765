import type { Tx } from '../../../db/client.ts';
import type { Role } from '../../core/access/roles.ts';

/** What signing in needs of an account. */
export type AccountRow = {
  id: number;
  login: string;
  name: string;
  region: string;
  department: string | null;
  password: string | null;
  passwordsWere: string[];
  mustChange: boolean;
  factorKeyId: string | null;
  factor: Uint8Array | null;
  /** When the factor was confirmed; null = none. */
  factorAt: number | null;
  factorStep: number | null;
  recovery: string[];
  demo: boolean;
  disabledAt: number | null;
  version: number;
};

const COLUMNS = `id, login, name, region, department, password, passwords_were "passwordsWere", must_change "mustChange",
  factor_key_id "factorKeyId", factor, factor_at "factorAt", factor_step "factorStep", recovery, demo, disabled_at "disabledAt", version`;

/** A login as it is stored; what cannot be one finds no account. */
export const normalLogin = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

const LOGIN = /^[a-z0-9][a-z0-9._-]{1,63}$/;
export const isLogin = (login: string): boolean => LOGIN.test(login);

/** What was typed, for the audit: a login, or nothing where it may be a password in the wrong field. */
export const loginForAudit = (login: string): string => (isLogin(login) ? login.slice(0, 64) : '?');

export async function findAccount(tx: Tx, by: { id: number } | { login: string }): Promise<AccountRow | null> {
  const [row] = await tx.query<AccountRow>(`select ${COLUMNS} from account where ${'id' in by ? 'id' : 'login'} = $1`, ['id' in by ? by.id : by.login]);
  return row ?? null;
}

/** The account's row, locked: what is decided on it holds until the transaction ends. */
export async function lockAccount(tx: Tx, id: number): Promise<AccountRow | null> {
  const [row] = await tx.query<AccountRow>(`select ${COLUMNS} from account where id = $1 for update`, [id]);
  return row ?? null;
}

/** Roles of the grants that hold now. */
export async function rolesNow(tx: Tx, account: number, now: number): Promise<Role[]> {
  const rows = await tx.query<{ role: Role }>(
    `select distinct role from access_grant where account = $1 and revoked_at is null and from_at <= $2::timestamptz
       and (until_at is null or until_at > $2::timestamptz) order by role`,
    [account, new Date(now).toISOString()],
  );
  return rows.map((r) => r.role);
}

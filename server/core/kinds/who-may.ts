import { allows, type Permission, ROLES, type Role } from '../access/roles.ts';
import type { KindTable } from '../case/kind.ts';
import { powersOf } from '../case/powers.ts';

/** The roles that may give a command to cases of a kind, where they hold the case: by the gate's table and the kernel's. */
export function rolesThatMay(table: KindTable, command: string, gate: Permission): Role[] {
  const by = table.commands[command]?.by ?? [];
  return ROLES.filter((role) => allows(role, gate) && by.some((who) => 'power' in who && who.power !== undefined && powersOf([role]).includes(who.power)));
}

import type { Role } from '../../server/core/access/roles.ts';
import type { DeskView } from '../../server/wire/desk.ts';

/** The queue that a role's work begins with, the first role that has one deciding. */
const FIRST: readonly (readonly [Role, DeskView])[] = [
  ['dispatcher', 'dispatch'],
  ['supervisor', 'watch'],
  ['unit_handler', 'open'],
  ['leader', 'watch'],
];

export function firstView(roles: readonly Role[]): DeskView {
  return FIRST.find(([role]) => roles.includes(role))?.[1] ?? 'open';
}

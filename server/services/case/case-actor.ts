import { grantState } from '../../core/access/grants.ts';
import { type Actor as CaseActor, powersOf, type Seat, systemActor } from '../../core/case/powers.ts';
import type { Actor } from '../access/actor.ts';
import type { Ctx } from '../context.ts';
import type { CaseRow } from './load-cases.ts';

/**
 * Who acts on one case, for the kernel: a seat for each grant that holds the case now, with the desk if it reaches its
 * region, and the unit if it is of it. A grant elsewhere gives nothing here.
 */
export function caseActor(ctx: Ctx, actor: Actor, row: Pick<CaseRow, 'region' | 'desk' | 'department' | 'unit'>): CaseActor {
  if (actor.kind === 'system') return systemActor(actor.login);
  const { tree } = ctx.catalog;
  const now = ctx.now();
  const grants = actor.kind === 'person' ? actor.grants.filter((g) => grantState(g, now) === 'active' && tree.contains(g.region, row.region)) : [];
  const held = grants.filter((g) => g.department === null || (row.department !== null && ctx.catalog.departmentsBelow(g.department).includes(row.department)));
  const seats = held.map((g): Seat => {
    const powers = powersOf([g.role]);
    if (g.department !== null) return { powers, units: ctx.catalog.departmentsBelow(g.department), desks: [] };
    // Whoever handles for a whole region is of whichever unit of it has the case. A city's dispatcher sees what the
    // province has of his city and leaves it alone until it is handed to him.
    return { powers, units: g.role === 'unit_handler' && row.unit !== null ? [row.unit] : [], desks: tree.contains(g.region, row.desk) ? [row.desk] : [] };
  });
  return { ref: { type: 'person', id: String(actor.id) }, seats };
}

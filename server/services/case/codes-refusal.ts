import type { Command } from '../../core/case/decide.ts';
import { type Refusal, refuse } from '../../core/case/refusal.ts';
import type { CaseState, Json, JsonObject } from '../../core/case/state.ts';
import type { Catalog } from '../context.ts';

/**
 * What is wrong with the codes of a command, against the profile and the desk that has the case: a place or a unit that
 * nobody is answerable for would take the ticket out of everybody's sight. Null when nothing is.
 */
export function codesRefusal(catalog: Catalog, state: CaseState, { name, data }: Command): Refusal | null {
  const wrong = (field: string) => refuse('field', { field, problem: 'choice' });
  const { region, to, category, requestType } = data;
  if (typeof region === 'string') {
    if (!catalog.tree.has(region)) return wrong('region');
    const { desk } = state.assignment;
    if (desk !== null && !catalog.tree.contains(desk, region)) return refuse('beyond_desk', { desk, region });
  }
  if (name === 'hand_over' && typeof to === 'string' && !isDesk(catalog, to)) return wrong('to');
  if (typeof category === 'string' && catalog.categoryName(category) === null) return wrong('category');
  if (typeof requestType === 'string' && !catalog.requestTypes.includes(requestType)) return wrong('requestType');
  const stranger = (['unit', 'suggested', 'co'] as const).find((field) => unitsIn(data[field]).some((unit) => catalog.departmentName(unit) === null));
  if (stranger) return wrong(stranger);
  if (name === 'pass_down' && !isBelow(catalog, state, data)) return wrong('unit');
  return null;
}

/** The province or one of its cities: who has a desk. */
function isDesk({ tree }: Catalog, region: string): boolean {
  return region === tree.root || tree.parentOf(region) === tree.root;
}

/** A unit passes a matter down in its own house; what is another's goes back to the desk, which judges the return. */
function isBelow(catalog: Catalog, state: CaseState, { unit }: JsonObject): boolean {
  const { main } = state.assignment;
  return main !== null && typeof unit === 'string' && unit !== main && catalog.departmentsBelow(main).includes(unit);
}

function unitsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (!Array.isArray(value)) return [];
  return value.flatMap((v) => (typeof v === 'object' && v !== null && !Array.isArray(v) && typeof v.unit === 'string' ? [v.unit] : []));
}

import { type Param, textsLiteral } from '../../../db/client.ts';
import type { AuditFilter } from '../../wire/audit.ts';
import type { Scope } from '../access/scope.ts';
import type { Catalog } from '../context.ts';
import { Invalid, OutOfScope } from '../errors.ts';

/** A condition over `audit a` with its parameters, numbered from $1. */
export type Where = { text: string; params: Param[] };

/** Whether the scope is all there is: rows without a region, and the chain itself, are of the whole. */
export function isWhole(scope: Scope, tree: Pick<Catalog['tree'], 'root'>): boolean {
  return scope.parts.some((part) => part.region === tree.root && part.departments === null);
}

/** @throws OutOfScope where the scope is not the whole */
export function assertWhole(scope: Scope, tree: Pick<Catalog['tree'], 'root'>): void {
  if (!isWhole(scope, tree)) throw new OutOfScope('the chain of the audit is of the whole; your scope is a part');
}

/**
 * Rows of the filter inside the scope. A part sees rows that name a region, and a department where it is bound to some,
 * inside of it; rows without a region are of the whole.
 * @throws Invalid
 */
export function auditWhere(catalog: Pick<Catalog, 'tree'>, scope: Scope, filter: AuditFilter): Where {
  if (filter.to <= filter.from) throw new Invalid('the span ends before it begins');
  const params: Param[] = [];
  const $ = (value: Param, type: string) => `$${params.push(value)}::${type}`;
  const regions = (region: string) => `a.region = any(${$(textsLiteral(catalog.tree.subtree(region)), 'text')}::text[])`;
  const all: string[] = [`a.at >= to_timestamp(${$(filter.from, 'int8')} / 1000.0)`, `a.at < to_timestamp(${$(filter.to, 'int8')} / 1000.0)`];
  if (!isWhole(scope, catalog.tree)) {
    const parts = scope.parts.map(({ region, departments }) => {
      const inside = regions(region);
      return departments === null ? inside : `(${inside} and a.department = any(${$(textsLiteral(departments), 'text')}::text[]))`;
    });
    all.push(parts.length === 0 ? 'false' : `(${parts.join(' or ')})`);
  }
  if (filter.actor !== undefined) all.push(`a.actor_login = ${$(filter.actor, 'text')}`);
  if (filter.action?.endsWith('.')) all.push(`starts_with(a.action, ${$(filter.action, 'text')})`);
  else if (filter.action !== undefined) all.push(`a.action = ${$(filter.action, 'text')}`);
  if (filter.objectKind !== undefined) all.push(`a.object_kind = ${$(filter.objectKind, 'text')}`);
  if (filter.objectId !== undefined) all.push(`a.object_id = ${$(filter.objectId, 'text')}`);
  if (filter.region !== undefined) all.push(regions(filter.region));
  if (filter.result !== undefined) all.push(`a.result = ${$(filter.result, 'text')}`);
  if (filter.address !== undefined) all.push(`a.address = ${$(filter.address, 'text')}`);
  if (filter.q !== undefined) {
    const q = $(filter.q, 'text');
    const number = /^\d{1,15}$/.test(filter.q) ? ` or a.seq = ${$(filter.q, 'text')}::int8` : '';
    all.push(`(starts_with(a.object_id, ${q}) or starts_with(a.actor_login, ${q}) or starts_with(a.address, ${q})${number})`);
  }
  return { text: all.join(' and '), params };
}

import { textsLiteral } from '../../../db/client.ts';
import type { Catalog } from '../context.ts';
import type { Scope } from './require-scope.ts';

/**
 * The rows of a table with the columns `region` and `department` that lie in the scope, as a condition in SQL; its
 * parameters are appended to `params`.
 */
export function homeCondition(scope: Scope, { tree }: Pick<Catalog, 'tree'>, alias: string, params: string[]): string {
  const parts = scope.parts.map((part) => {
    const conditions: string[] = [];
    // A region that the profile has lost is in the root's care.
    if (part.region !== tree.root) {
      params.push(textsLiteral(tree.subtree(part.region)));
      conditions.push(`${alias}.region = any($${params.length}::text::text[])`);
    }
    if (part.departments !== null) {
      params.push(textsLiteral(part.departments));
      conditions.push(`${alias}.department = any($${params.length}::text::text[])`);
    }
    return conditions.length === 0 ? 'true' : `(${conditions.join(' and ')})`;
  });
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`;
}

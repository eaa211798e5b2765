import { readFileSync } from 'node:fs';
import { OidcMapping } from '../../wire/oidc-mapping.ts';
import type { Catalog } from '../context.ts';

/** The file of OIDC_MAPPING, its regions and departments looked up. @throws Error in one line that names the file */
export function readOidcMapping(file: string, catalog: Pick<Catalog, 'tree' | 'departmentName'>): OidcMapping {
  const wrong = (why: string, cause?: unknown) => new Error(`OIDC_MAPPING=${file} is not a mapping: ${why}`, { cause });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong((error as Error).message.split('\n')[0] ?? 'it cannot be read', error);
  }
  const parsed = OidcMapping.safeParse(json);
  if (!parsed.success) throw wrong(`${parsed.error.issues[0]?.path.join('.') || 'the file'}: ${parsed.error.issues[0]?.message}`);
  const mapping = parsed.data;
  for (const [where, place] of [...mapping.rules.map((r, i) => [`rules.${i}`, r] as const), ...(mapping.create ? [['create', mapping.create] as const] : [])]) {
    if (!catalog.tree.has(place.region)) throw wrong(`${where}: region ${place.region} is not in the profile`);
    if (place.department !== null && catalog.departmentName(place.department) === null)
      throw wrong(`${where}: department ${place.department} is not in the profile`);
  }
  return mapping;
}

import { type EntryStatus, entryState } from '../../core/knowledge/validity.ts';
import type { KnowledgeRow } from '../../wire/knowledge.ts';
import type { Catalog } from '../context.ts';

export type EntryRow = {
  id: number;
  version: number;
  status: EntryStatus;
  title: string;
  category: string | null;
  department: string | null;
  region: string;
  from: number | null;
  until: number | null;
  uses: number;
  usedAt: number | null;
  updatedAt: number;
};

/** Columns of an entry `k` as EntryRow has them. */
export const ENTRY_COLUMNS = `k.id, k.version, k.status, k.title, k.category, k.department, k.region, k.from_at "from", k.until_at "until", k.uses,
  k.used_at "usedAt", k.updated_at "updatedAt"`;

/** A row with its names and its state at `now`. */
export function toRow(catalog: Catalog, row: EntryRow, now: number): Omit<KnowledgeRow, 'excerpt'> {
  const { id, version, status, title, category, department, region, from, until, uses, updatedAt } = row;
  return {
    id,
    version,
    status,
    state: entryState(row, now),
    title,
    category,
    categoryName: category === null ? null : catalog.categoryName(category),
    department,
    departmentName: department === null ? null : catalog.departmentName(department),
    region,
    regionName: catalog.regionName(region),
    from,
    until,
    uses,
    updatedAt,
  };
}

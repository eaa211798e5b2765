import { csvText } from '../../server/core/export/csv.ts';
import type { ItemRules } from '../../server/core/items/item-rules.ts';
import { ITEM_FIELDS, ITEM_HEADS } from '../../server/core/items/read-items.ts';

/**
 * A file to begin a list with: the headings, and one line that shows what stands below them. Its properties say neither yes nor
 * no, so that an import refuses the line where it was left in: an example must never be counted.
 */
export function templateText(
  { kinds, properties }: ItemRules,
  region: string,
  words: { code: string; name: string; department: string; mark: string },
): string {
  const cells = { code: words.code, name: words.name, region, department: words.department, kind: kinds[0] ?? '' };
  return csvText([
    [...ITEM_FIELDS.map((field) => ITEM_HEADS[field][0] ?? field), ...properties.map((p) => p.name)],
    [...ITEM_FIELDS.map((field) => cells[field]), ...properties.map(() => words.mark)],
  ]);
}

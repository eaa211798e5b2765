import type { FieldWords } from './field-words.ts';

/** What a profile calls its codes. */
export type CodeNames = {
  readonly categories: Record<string, string>;
  readonly items: Record<string, string>;
  readonly departments: Record<string, string>;
  readonly profile: { readonly reviewLevels: readonly { readonly level: number; readonly name: string }[] };
};

/** Codes come from outside: `constructor` is one like any other. */
const own = (table: Record<string, string> | undefined, key: string) => (table && Object.hasOwn(table, key) ? table[key] : undefined);

/** Fields that people write: their text stands as it is, also where it is a code's. */
const FREE = new Set(['title', 'comment', 'tags', 'unit', 'line', 'period', 'step']);
/** Codes that the profile registers: one that it lacks says so. */
const REGISTERED = new Set(['item', 'department']);

/**
 * Names of dimensions or event fields and their values as people say them: 渠道 网上. Unknown codes stay as they are, and
 * those that have to be registered say so. Pure.
 */
export function inWords(pairs: readonly (readonly [name: string, value: string])[], words: FieldWords, names: CodeNames): [name: string, value: string][] {
  const tables: Record<string, Record<string, string>> = {
    category: names.categories,
    item: names.items,
    department: names.departments,
    level: Object.fromEntries(names.profile.reviewLevels.map((l) => [String(l.level), l.name])),
  };
  const say = (name: string, value: string): string => {
    if (FREE.has(name)) return value;
    const known = own(own2(tables, name), value) ?? own(own2(words.values, name), value);
    if (known !== undefined) return known;
    if (value === '-') return words.untold;
    return REGISTERED.has(name) ? `${value}（${words.pending}）` : value;
  };
  return pairs.map(([name, value]) => [own(words.names, name) ?? name, say(name, value)]);
}

const own2 = (tables: Record<string, Record<string, string>>, key: string) => (Object.hasOwn(tables, key) ? tables[key] : undefined);

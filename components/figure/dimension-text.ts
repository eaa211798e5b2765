'use client';
import { useLocale } from '../ui/locale.tsx';
import { useConsole } from './console-context.tsx';
import { dimensionWords } from './dimension-messages.ts';

/** Codes come from outside: `constructor` is one like any other. */
const own = (table: Record<string, string> | undefined, key: string) => (table && Object.hasOwn(table, key) ? table[key] : undefined);

/** Names of dimensions and their values as people say them: 渠道 网上. Unknown codes stay as they are. */
export function useDimensionText(): (dims: Record<string, string> | undefined) => [name: string, value: string][] {
  const { meta } = useConsole();
  const words = dimensionWords[useLocale().locale];
  const tables: Record<string, Record<string, string>> = {
    category: meta.categories,
    item: meta.items,
    department: meta.departments,
    level: Object.fromEntries(meta.profile.reviewLevels.map((l) => [String(l.level), l.name])),
  };
  return (dims) =>
    Object.entries(dims ?? {}).map(([name, value]) => [
      own(words.names, name) ?? name,
      own(tables[name], value) ?? own(words.values[name], value) ?? (value === '-' ? words.untold : value),
    ]);
}

'use client';
import { useLocale } from '../ui/locale.tsx';
import { useConsole } from './console-context.tsx';
import { dimensionWords } from './dimension-messages.ts';

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
      words.names[name] ?? name,
      tables[name]?.[value] ?? words.values[name]?.[value] ?? (value === '-' ? words.untold : value),
    ]);
}

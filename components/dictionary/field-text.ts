'use client';
import { durationMs } from '../../server/core/indicator/staleness.ts';
import { useConsole } from '../figure/console-context.tsx';
import { formatCadence } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import type { Locale } from '../ui/types.ts';
import { useDictionaryWords } from './use-dictionary.ts';

/** A field of a definition as it is read: names in place of codes. */
export function useFieldText(): (field: string, value: string) => string {
  const words = useDictionaryWords();
  const { meta, levelName } = useConsole();
  const { locale } = useLocale();
  return (field, value) => {
    if (value === '') return '';
    switch (field) {
      case 'direction':
        return words.directions[value as keyof typeof words.directions] ?? value;
      case 'kind':
        return words.kinds[value as keyof typeof words.kinds] ?? value;
      case 'rangeKind':
        return value === 'none' ? '' : (words.ranges[value as keyof typeof words.ranges] ?? value);
      case 'regionAdds':
      case 'timeAdds':
        return words.adds[value as keyof typeof words.adds] ?? value;
      case 'reportedAt':
        return value.split(' ').filter(Boolean).map(levelName).join('、');
      case 'function':
        return meta.profile.functions.find((f) => f.id === value)?.name ?? value;
      case 'sourceDocument':
      case 'formulaDocument':
      case 'baselineDocument':
      case 'document':
        return meta.sources[value] ?? value;
      case 'cadence':
        return cadenceText(value, locale);
      case 'comparator':
        return { '>=': '≥', '<=': '≤' }[value] ?? value;
      case 'ended':
        return value === 'yes' ? words.ended : '';
      default:
        return value;
    }
  };
}

/** `每年` of P1Y; what is no duration, as a draft may have it, stays as it was typed. Pure. */
export function cadenceText(value: string, locale: Locale): string {
  try {
    return formatCadence(durationMs(value), locale);
  } catch {
    return value;
  }
}

/** The words of a field of a definition or of a target. */
export function useFieldName(): (field: string) => string {
  const words = useDictionaryWords();
  const names: Readonly<Record<string, string>> = { ...words.targetFields, ...words.fields, note: words.why, code: words.code };
  return (field) => names[field] ?? field;
}

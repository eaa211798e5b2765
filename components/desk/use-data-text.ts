'use client';
import { useCallback } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { choiceText, commandText, commandWords, fieldText } from './command-messages.ts';
import { deskWords } from './messages.ts';

export type DataText = { field: string; label: string; text: string; long: boolean };

const UNITS = new Set(['unit', 'suggested', 'units']);
const REGIONS = new Set(['region', 'to', 'desk', 'receiving']);
const TIMES = new Set(['until', 'at', 'receivedAt']);
/** Said by the command itself, or of no use to a reader. */
const UNSAID = new Set(['rank', 'parent', 'ladder', 'key']);
const LONG = 40;

/** What a command was given, in words: codes by their names, times as times, texts as they are. */
export function useDataText(): (data: Readonly<Record<string, unknown>>, places?: Readonly<Record<string, string>>) => DataText[] {
  const { locale, timeZone } = useLocale();
  const { meta, region } = useConsole();
  const words = commandWords[locale];
  const desk = deskWords[locale];
  return useCallback(
    (data, places = {}) => {
      /** A town that nobody named: that it is one of its county. */
      const townText = (code: string) => {
        const above = region(code.slice(0, 6));
        return above && code.length > 6 ? desk.townOf(above.name) : code;
      };
      const one = (field: string, value: unknown): string => {
        if (typeof value === 'boolean') return value ? desk.yes : desk.no;
        if (field === 'level' && typeof value === 'number') return desk.level(value);
        if (typeof value === 'number') return TIMES.has(field) ? `${formatDay(value, locale, timeZone)} ${formatTime(value, timeZone)}` : String(value);
        if (typeof value !== 'string') return helperText(value, meta.departments);
        if (UNITS.has(field)) return meta.departments[value] ?? value;
        if (REGIONS.has(field)) return region(value)?.name ?? places[value] ?? townText(value);
        if (field === 'category') return meta.categories[value] ?? value;
        if (field === 'item') return meta.items[value] ?? value;
        if (field === 'department') return meta.departments[value] ?? value;
        if (field === 'channel') return desk.channels[value] ?? value;
        if (field === 'command') return commandText(words, value);
        if (field === 'measures') return words.measures[value] ?? value;
        return choiceText(words, field, value);
      };
      return Object.entries(data).flatMap(([field, value]) => {
        if (UNSAID.has(field) || value === null || value === undefined || value === '') return [];
        const text = Array.isArray(value) ? value.map((v: unknown) => one(field, v)).join('、') : one(field, value);
        return text === '' ? [] : [{ field, label: fieldText(words, field), text, long: text.length > LONG }];
      });
    },
    [locale, timeZone, meta, region, words, desk],
  );
}

function helperText(value: unknown, departments: Record<string, string>): string {
  if (typeof value !== 'object' || value === null || !('unit' in value) || typeof value.unit !== 'string') return '';
  return departments[value.unit] ?? value.unit;
}

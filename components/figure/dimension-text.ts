'use client';
import { fieldWords } from '../../server/core/words/field-words.ts';
import { inWords } from '../../server/core/words/in-words.ts';
import { useLocale } from '../ui/locale.tsx';
import { useConsole } from './console-context.tsx';

/** Dimensions of a figure in words. */
export function useDimensionText(): (dims: Record<string, string> | undefined) => [name: string, value: string][] {
  const say = useFieldText();
  return (dims) => say(Object.entries(dims ?? {}));
}

/** Fields of a record, or any names and codes, in words. */
export function useFieldText(): (fields: readonly (readonly [string, string])[]) => [name: string, value: string][] {
  const { meta } = useConsole();
  const words = fieldWords[useLocale().locale];
  return (fields) => inWords(fields, words, meta);
}

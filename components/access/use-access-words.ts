'use client';
import { useLocale } from '../ui/locale.tsx';
import { type AccessWords, accessWords } from './messages.ts';

export function useAccessWords(): AccessWords {
  return accessWords[useLocale().locale];
}

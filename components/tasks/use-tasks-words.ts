'use client';
import { useLocale } from '../ui/locale.tsx';
import { tasksWords } from './messages.ts';

export function useTasksWords() {
  return tasksWords[useLocale().locale];
}

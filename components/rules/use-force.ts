'use client';
import { useConsole } from '../figure/console-context.tsx';
import { wallText } from '../figure/time-text.ts';
import { useRulesWords } from './use-rules.ts';

/** The day of an instant as 2026-12-01, in the province's zone. */
export function useDay(): (at: number) => string {
  const { offset } = useConsole();
  return (at) => wallText(at, offset).slice(0, 10);
}

/** From when to when a rule holds, in words. */
export function useForce(): (row: { readonly from: number; readonly until: number | null }) => string {
  const words = useRulesWords();
  const day = useDay();
  return ({ from, until }) => {
    const start = from === 0 ? words.ever : words.since(day(from));
    return until === null ? start : `${start}，${words.until(day(until))}`;
  };
}

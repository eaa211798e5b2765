import { type DerivedIndicator, deriveObserved, NotExact } from '../indicator/derive.ts';
import { displayValue } from '../indicator/display.ts';

/** What is filled in: a value as it is shown, or the parts of a ratio. */
export type Figures = { readonly value?: number; readonly numerator?: number; readonly denominator?: number };

/** Why figures cannot be kept. */
export type FigureFault = 'lacks' | 'needs_parts' | 'not_finite' | 'not_exact' | 'negative' | 'no_denominator';

/** What is asked about and never refused. */
export const FIGURE_QUESTIONS = ['jump', 'over_whole', 'out_of_range', 'negative'] as const;
export type FigureQuestion = (typeof FIGURE_QUESTIONS)[number];

/** A rate that moved by a tenth of the whole, and an amount that moved by half, since the period before: our own measure. */
const JUMP_OF_RATE = 0.1;
const JUMP_OF_AMOUNT = 0.5;

/** The first reason why figures cannot be kept under an indicator's own scale; null when they can. */
export function figureFault(row: DerivedIndicator, { value, numerator, denominator }: Figures): FigureFault | null {
  const parts = numerator !== undefined && denominator !== undefined;
  if (row.kind !== 'ratio' && (numerator !== undefined || denominator !== undefined)) return 'lacks';
  if (!parts && (value === undefined || numerator !== undefined || denominator !== undefined)) return 'lacks';
  if (row.kind === 'ratio' && row.additivity.region === 'add' && !parts) return 'needs_parts';
  const given = parts ? [numerator, denominator] : [value as number];
  if (!given.every(Number.isFinite)) return 'not_finite';
  if (parts && (numerator < 0 || denominator < 0)) return 'negative';
  if (parts && denominator === 0) return 'no_denominator';
  return shownValue(row, parts ? { numerator, denominator } : { value: value as number }) === null ? 'not_exact' : null;
}

/** The value as it will be shown; null when the scale cannot keep it exactly. */
export function shownValue(row: DerivedIndicator, figures: Figures): number | null {
  try {
    const [told] = deriveObserved(row, figures);
    return told ? displayValue(row, told.num, told.den, 1) : null;
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

type Asked = DerivedIndicator & {
  readonly unit: string;
  readonly normalRange?: { readonly kind: string; readonly low?: number | null; readonly high?: number | null } | null;
};

/** What is asked about a value before it is taken. `before` is the period before, in the same status where it has one. */
export function figureQuestions(row: Asked, value: number, before: number | null): FigureQuestion[] {
  const whole = row.kind === 'ratio' ? row.display.factor : row.unit === '%' ? 100 : null;
  const range = row.normalRange?.kind === 'fixed' ? row.normalRange : null;
  const low = range?.low ?? null;
  const high = range?.high ?? null;
  const jumps =
    before !== null && (whole !== null ? Math.abs(value - before) > whole * JUMP_OF_RATE : Math.abs(value - before) > Math.abs(before) * JUMP_OF_AMOUNT);
  const asked: [FigureQuestion, boolean][] = [
    ['jump', jumps],
    ['over_whole', whole !== null && value > whole],
    ['out_of_range', (low !== null && value < low) || (high !== null && value > high)],
    ['negative', value < 0],
  ];
  return asked.filter(([, is]) => is).map(([question]) => question);
}

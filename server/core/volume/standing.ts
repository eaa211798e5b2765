/** Where a value stands against a range. */
export type StandingOf = 'above' | 'below' | 'within';

/** Where a value stands against its usual range; null without either. Pure. */
export function standing(value: number | null, usual: { low: number; high: number } | null): StandingOf | null {
  if (value === null || usual === null) return null;
  return value > usual.high ? 'above' : value < usual.low ? 'below' : 'within';
}

import type { FieldFault } from './definition-faults.ts';
import { numberOf, type Texts } from './definition-text.ts';

/** A target of a region as texts; region, period and path say which one it is. */
export const TARGET_FIELDS = ['comparator', 'value', 'document', 'place', 'ended'] as const;
export type TargetField = (typeof TARGET_FIELDS)[number];

export const COMPARATORS = ['>=', '<=', '=', '>', '<'] as const;

/** A dated period as the dictionary prints it; anything that does not begin with a digit holds at all times. */
const DATED = /^\d{4}(-(Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$/;

/** Which target it is: one has a course of versions of its own. */
export type TargetKey = { code: string; region: string; period: string; path: string };

export const targetSubject = ({ code, region, period, path }: TargetKey): string => [code, region, period, path].join('\n');

/** What keeps a target from being sent for approval. Its document and the place in it are always told: also of an end. */
export function targetFaults(period: string, texts: Texts): FieldFault[] {
  const faults: FieldFault[] = [];
  const blank = (field: string) => (texts[field] ?? '').trim() === '';
  if (period.trim() === '') faults.push({ field: 'period', fault: 'required' });
  else if (/^\d/.test(period) && !DATED.test(period)) faults.push({ field: 'period', fault: 'period' });
  if ((texts.ended ?? '') !== 'yes') {
    if (!(COMPARATORS as readonly string[]).includes(texts.comparator ?? '')) faults.push({ field: 'comparator', fault: 'choice' });
    const value = numberOf(texts.value);
    if (value === null) faults.push({ field: 'value', fault: 'required' });
    else if (Number.isNaN(value)) faults.push({ field: 'value', fault: 'number' });
  }
  for (const field of ['document', 'place']) {
    if (blank(field)) faults.push({ field, fault: 'required' });
    else if ((texts[field] ?? '').length > 200) faults.push({ field, fault: 'long' });
  }
  return faults;
}

export const changedTarget = (before: Texts, after: Texts): TargetField[] =>
  TARGET_FIELDS.filter((field) => (before[field] ?? '').trim() !== (after[field] ?? '').trim());

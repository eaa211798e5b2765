import { expect, test } from 'vitest';
import { spanAt } from './task-span.ts';

const offset = () => 8 * 3_600_000;
const at = (text: string) => Date.parse(`${text}+08:00`);

test('months, quarters and years are those of the zone', () => {
  const now = at('2026-05-31T23:59:59');
  expect(spanAt('month', now, offset)).toEqual({ from: at('2026-05-01T00:00:00'), to: at('2026-06-01T00:00:00') });
  expect(spanAt('quarter', now, offset)).toEqual({ from: at('2026-04-01T00:00:00'), to: at('2026-07-01T00:00:00') });
  expect(spanAt('year', now, offset)).toEqual({ from: at('2026-01-01T00:00:00'), to: at('2027-01-01T00:00:00') });
  expect(spanAt('quarter', at('2026-01-01T00:00:00'), offset).from).toBe(at('2026-01-01T00:00:00'));
});

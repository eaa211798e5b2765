import { describe, expect, it } from 'vitest';
import { clockSeverity } from './clock-bar.tsx';
import { faultCode } from './fault.ts';
import { words } from './messages.ts';
import { sortRows } from './sort-rows.ts';
import { speechDelay } from './speech.ts';

describe('primitives', () => {
  it('gives a clock the severity of the share left', () => {
    expect(clockSeverity(51, 100)).toBeNull();
    expect(clockSeverity(50, 100)).toBe(3);
    expect(clockSeverity(20, 100)).toBe(2);
    expect(clockSeverity(0, 100)).toBe(2);
    expect(clockSeverity(-1, 100)).toBe(1);
  });

  it('sorts numbers and Chinese, leaves null last, and does not touch the input', () => {
    const rows = [3, null, 1, 2];
    expect(sortRows(rows, (r) => r, false)).toEqual([1, 2, 3, null]);
    expect(sortRows(rows, (r) => r, true)).toEqual([3, 2, 1, null]);
    expect(rows).toEqual([3, null, 1, 2]);
  });

  it('waits five seconds between two messages', () => {
    expect(speechDelay(null, 100, 5000)).toBe(0);
    expect(speechDelay(1000, 2000, 5000)).toBe(4000);
    expect(speechDelay(1000, 9000, 5000)).toBe(0);
  });

  it('gives one fault one code', () => {
    expect(faultCode(new Error('a'))).toBe(faultCode(new Error('a')));
    expect(faultCode(new Error('a'))).not.toBe(faultCode(new Error('b')));
    expect(faultCode(new Error('a'))).toMatch(/^[0-9A-Z]{4}$/);
  });

  it('has every word in both languages', () => {
    expect(Object.keys(words.en).sort()).toEqual(Object.keys(words['zh-CN']).sort());
  });
});

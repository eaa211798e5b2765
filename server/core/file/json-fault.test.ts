import { describe, expect, it } from 'vitest';
import { faultOf } from './json-fault.ts';

describe('faultOf', () => {
  it.each(['{}', ' [1, -2.5e3, "a\\n\\u00e9", true, null] ', '{"a": {"b": [[]]}}', '""'])('takes %j', (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(faultOf(text)).toBeNull();
  });

  it.each([
    ['{"a": oops}', 6],
    ['{"a": 1 "b": 2}', 8],
    ['[1, 2,]', 6],
    ['{"a" 1}', 5],
    ['[1] x', 4],
    ['["a\nb"]', 1],
    ['', 0],
    ['{"a": 1', 7],
  ])('refuses %j at %i', (text, offset) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(faultOf(text)).toBe(offset);
  });
});

import { describe, expect, it } from 'vitest';
import { lineOf } from './json-lines.ts';

const text = `{
  "a": [1, { "b\\"]": 2 },
    "x,]}"
  ],
  "c": { "d": null,
    "e": -1.5e3 }
}`;

describe('lineOf', () => {
  it.each<[PropertyKey[], number]>([
    [[], 1],
    [['a'], 2],
    [['a', 1, 'b"]'], 2],
    [['a', 2], 3],
    [['c'], 5],
    [['c', 'd'], 5],
    [['c', 'e'], 6],
    [['c', 'missing'], 5],
    [['a', 9], 2],
  ])('%j is on line %i', (path, line) => {
    expect(lineOf(text, path)).toBe(line);
  });
});

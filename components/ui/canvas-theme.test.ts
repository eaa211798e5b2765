import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canvasTheme, rgba, withAlpha } from './canvas-theme.ts';

const css = readFileSync(new URL('../../app/styles/tokens.css', import.meta.url), 'utf8').replaceAll('"', "'");

/** Custom properties of the first block that starts with the selector. */
function block(selector: string): Record<string, string> {
  const at = css.indexOf(selector);
  const body = css.slice(css.indexOf('{', at) + 1, css.indexOf('}', at));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1] as string, (m[2] as string).trim()]));
}

describe.each([
  ['dark', ":root,\n[data-theme='dark']"],
  ['light', "[data-theme='light']"],
] as const)('%s theme', (name, selector) => {
  const tokens = block(selector);
  const theme = canvasTheme(name);

  it('has the colours of tokens.css', () => {
    for (const key of ['bg', 'panel', 'raised', 'sel', 'line', 'line2', 't1', 't2', 't3', 't4', 'band'] as const) expect(theme[key], key).toBe(tokens[key]);
    for (const level of [1, 2, 3, 4] as const) {
      const { fill, num, edge, text } = theme.severity[level];
      expect([fill, num, edge, text]).toEqual([tokens[`s${level}`], tokens[`s${level}-num`], tokens[`s${level}-edge`], tokens[`s${level}-text`]]);
    }
  });

  it('has the palettes of tokens.css', () => {
    const palette = (letter: string, n: number) => Array.from({ length: n }, (_, i) => tokens[`${letter}${i + 1}`]);
    expect(theme.ramp).toEqual(palette('r', 5));
    expect(theme.classes).toEqual(palette('c', 5));
    expect(theme.sequential).toEqual(palette('q', 6));
    expect(theme.diverging).toEqual(palette('d', 7));
  });
});

it('reads hex colours', () => {
  expect(rgba('#ff9a3c', 0.5)).toEqual([255, 154, 60, 128]);
  expect(withAlpha('#0c0d0f', 0.28)).toBe('rgba(12, 13, 15, 0.28)');
});

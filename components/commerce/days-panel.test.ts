import { describe, expect, it } from 'vitest';
import { happeningsOf, notesOf } from './days-panel.tsx';

const one = (id: string, from: string, over: { partners?: string[]; ports?: string[] } = {}) => ({
  id,
  kind: 'policy' as const,
  from,
  to: null,
  title: id,
  partners: over.partners ?? [],
  ports: over.ports ?? [],
  modes: [],
  source: null,
});
const SPAN = { from: '2026-03-01', to: '2026-03-31' };

describe('what trade reacts to', () => {
  const all = [
    one('old', '2020-01-01'),
    one('of AAA', '2026-03-10', { partners: ['AAA'] }),
    one('of p', '2026-03-12', { ports: ['p'] }),
    one('later', '2026-04-02'),
  ];

  it('is told newest first, without what is still to come, and of what is chosen', () => {
    const ids = (...of: [string[]?, string[]?]) => happeningsOf(all, SPAN, ...(of as [string[] | undefined, string[] | undefined])).map((h) => h.id);
    expect(ids(undefined, undefined)).toEqual(['of p', 'of AAA', 'old']);
    expect(ids(['BBB'], undefined)).toEqual(['of p', 'old']);
    expect(ids(['AAA'], ['q'])).toEqual(['of AAA', 'old']);
  });

  it('stands on the chart at most twice, and never so near that one word covers the other', () => {
    const near = [one('c', '2026-03-30'), one('b', '2026-03-27'), one('a', '2026-03-05'), one('before', '2026-02-01')];
    expect(notesOf(near, SPAN).map((h) => h.id)).toEqual(['c', 'a']);
    expect(notesOf(near.slice(0, 2), SPAN).map((h) => h.id)).toEqual(['c']);
    expect(notesOf([], SPAN)).toEqual([]);
  });
});

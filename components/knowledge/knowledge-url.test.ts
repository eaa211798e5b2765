import { expect, test } from 'vitest';
import { EMPTY_KNOWLEDGE, formatKnowledgeUrl, isNarrowed, type KnowledgeUrl, parseKnowledgeUrl } from './knowledge-url.ts';

const again = (state: KnowledgeUrl) => parseKnowledgeUrl(new URLSearchParams(formatKnowledgeUrl(state)));

test('the address carries the whole state, and nothing where there is none', () => {
  expect(formatKnowledgeUrl(EMPTY_KNOWLEDGE)).toBe('');
  const states: KnowledgeUrl[] = [
    { ...EMPTY_KNOWLEDGE, query: '停水 & 停电', category: '0501', region: '440100', department: 'gd-zwfw', shelf: 'all', id: 7 },
    { ...EMPTY_KNOWLEDGE, id: 7, mode: { kind: 'compare', versions: [1, 3] } },
    { ...EMPTY_KNOWLEDGE, id: 7, mode: { kind: 'edit' } },
    { ...EMPTY_KNOWLEDGE, mode: { kind: 'new' } },
    { ...EMPTY_KNOWLEDGE, tab: 'reports', settled: true },
  ];
  for (const state of states) expect(again(state)).toEqual(state);
});

test('what is no state is passed over', () => {
  const odd = new URLSearchParams('tab=x&id=0&c=%3Cscript&r=44&shelf=gone&open=edit&settled=yes');
  expect(parseKnowledgeUrl(odd)).toEqual(EMPTY_KNOWLEDGE);
  expect(parseKnowledgeUrl(new URLSearchParams('id=3&open=compare.0.2')).mode).toEqual({ kind: 'read' });
  expect([isNarrowed(EMPTY_KNOWLEDGE), isNarrowed({ ...EMPTY_KNOWLEDGE, shelf: 'draft' })]).toEqual([false, true]);
});

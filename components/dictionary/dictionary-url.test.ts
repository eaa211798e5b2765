import { expect, test } from 'vitest';
import type { DictionaryRow } from '../../server/wire/dictionary.ts';
import { EMPTY_DICTIONARY, findRows, formatDictionaryUrl, parseDictionaryUrl } from './dictionary-url.ts';

test('the address carries the whole state, and what it cannot mean is left out', () => {
  const state = { code: 'a.b', tab: 'targets', search: '率 x', fn: '-', kind: 'ratio', show: 'missing' } as const;
  expect(parseDictionaryUrl(new URLSearchParams(formatDictionaryUrl(state)))).toEqual(state);
  expect(formatDictionaryUrl(EMPTY_DICTIONARY)).toBe('');
  expect(parseDictionaryUrl(new URLSearchParams('code=../x&tab=none&show=moon'))).toEqual(EMPTY_DICTIONARY);
});

test('search and filters narrow together', () => {
  const row = (code: string, over: Partial<DictionaryRow> = {}): DictionaryRow => ({
    ...{ code, name: `${code}名`, shortName: code, function: null, kind: 'count', unit: '件', planNumber: null, origin: 'profile' },
    ...{ version: 0, since: null, next: null, drafts: 0, submitted: 0, ownTargets: 0, missing: [] },
    ...over,
  });
  const rows = [
    row('a.one', { planNumber: 1, missing: ['target'] }),
    row('a.two', { function: 'service', kind: 'ratio', drafts: 1 }),
    row('b', { version: 2 }),
  ];
  const found = (over: Partial<typeof EMPTY_DICTIONARY>) => findRows(rows, { ...EMPTY_DICTIONARY, ...over }).map((r) => r.code);
  expect(found({})).toEqual(['a.one', 'a.two', 'b']);
  expect(found({ search: 'A 名' })).toEqual(['a.one', 'a.two']);
  expect([found({ fn: '-' }), found({ fn: 'service' }), found({ kind: 'ratio' })]).toEqual([['a.one', 'b'], ['a.two'], ['a.two']]);
  expect([found({ show: 'plan' }), found({ show: 'draft' }), found({ show: 'changed' }), found({ show: 'missing' }), found({ show: 'submitted' })]).toEqual([
    ['a.one'],
    ['a.two'],
    ['b'],
    ['a.one'],
    [],
  ]);
});

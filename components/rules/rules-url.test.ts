import { expect, test } from 'vitest';
import { EMPTY_RULES, formatRulesUrl, parseRulesUrl, type RulesUrl } from './rules-url.ts';

const read = (text: string) => parseRulesUrl(new URLSearchParams(text));

test('the address carries the whole state and gives it back', () => {
  const full: RulesUrl = { tab: 'catalogue', pane: { kind: 'edit', id: 'ticket-redo' }, search: '停水 a&b', page: 2, year: 2027 };
  expect(read(formatRulesUrl(full))).toEqual(full);
  expect(read(formatRulesUrl({ ...EMPTY_RULES, pane: { kind: 'import' } })).pane).toEqual({ kind: 'import' });
  expect(formatRulesUrl(EMPTY_RULES)).toBe('');
  expect(read('')).toEqual(EMPTY_RULES);
});

test('what the address may not say is left out', () => {
  expect(read('tab=x&page=0&year=12&open=rule:../x')).toEqual(EMPTY_RULES);
  expect(read(`q=${'x'.repeat(99)}`).search).toHaveLength(64);
});

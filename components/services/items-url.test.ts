import { expect, test } from 'vitest';
import { type ItemsUrl, parseItemsUrl, writeItemsUrl } from './items-url.ts';

const parse = (text: string) => parseItemsUrl(new URLSearchParams(text));

test.each<ItemsUrl>([
  { missing: null, search: '', page: 0, pane: null },
  { missing: 'gd145.01', search: '社保', page: 3, pane: { kind: 'import' } },
  { missing: null, search: '', page: 0, pane: { kind: 'history', region: '440300' } },
])('an address gives what it was written of, beside what others keep in it', (state) => {
  const written = writeItemsUrl(new URLSearchParams('r=440300&q=old'), state);
  expect(parseItemsUrl(written)).toEqual(state);
  expect(written.get('r')).toBe('440300');
});

test('what an address makes up is left out', () => {
  expect(parse('i=../x&p=-1&pane=drop')).toEqual(parse(''));
  expect(parse('p=1.5').page).toBe(0);
});

import { expect, test } from 'vitest';
import { actionOf, composes, DEFAULT_KEYS, type KeyPress, keyCap, keyName, readKeys, rebind } from './desk-keys.ts';

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  keyCode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...over,
});

test('single keys, a shifted letter, and Ctrl+K', () => {
  expect(actionOf(DEFAULT_KEYS, press('j'))).toBe('next');
  expect(actionOf(DEFAULT_KEYS, press('J', { shiftKey: true }))).toBe('extendNext');
  expect(actionOf(DEFAULT_KEYS, press('?', { shiftKey: true }))).toBe('keys');
  expect(actionOf(DEFAULT_KEYS, press('k', { ctrlKey: true }))).toBe('command');
  expect(actionOf(DEFAULT_KEYS, press('d', { ctrlKey: true }))).toBeNull();
  expect(actionOf(DEFAULT_KEYS, press('Enter'))).toBe('confirm');
});

test('with an input method on: full-width and Chinese signs are the keys that they are, a word in the making is left alone', () => {
  expect(keyName(press('ｊ', { code: 'KeyJ' }))).toBe('j');
  expect(keyName(press('、', { code: 'Slash' }))).toBe('/');
  expect(keyName(press('？', { code: 'Slash', shiftKey: true }))).toBe('?');
  expect(keyName(press('１', { code: 'Digit1' }))).toBe('1');
  expect(actionOf(DEFAULT_KEYS, press('j', { isComposing: true }))).toBeNull();
  expect(composes(press('j', { keyCode: 229 }))).toBe(true);
});

test('a key that the input method took where nothing is written is told by its place, but for Enter, which may choose a word', () => {
  const taken = (code: string, over: Partial<KeyPress> = {}) => actionOf(DEFAULT_KEYS, press('Process', { code, keyCode: 229, ...over }));
  expect(taken('KeyJ')).toBe('next');
  expect(taken('KeyJ', { shiftKey: true })).toBe('extendNext');
  expect(taken('Digit2')).toBe('unit2');
  expect(taken('Slash')).toBe('command');
  expect(taken('Slash', { shiftKey: true })).toBe('keys');
  expect(taken('KeyK', { ctrlKey: true })).toBe('command');
  expect(actionOf(DEFAULT_KEYS, press('j', { keyCode: 229, code: 'KeyJ' }))).toBe('next');
  expect(taken('Enter')).toBeNull();
  expect(actionOf(DEFAULT_KEYS, press('Enter', { keyCode: 229 }))).toBeNull();
});

test('single keys can be turned off; Ctrl+K stays', () => {
  const off = { ...DEFAULT_KEYS, off: true };
  expect(actionOf(off, press('j'))).toBeNull();
  expect(actionOf(off, press('k', { metaKey: true }))).toBe('command');
});

test('a key can be changed, taken from another, taken away, and what the focus needs cannot be taken', () => {
  const moved = rebind(DEFAULT_KEYS, 'dispatch', 'p');
  expect(moved).toMatchObject({ ok: true, from: null });
  const taken = rebind(DEFAULT_KEYS, 'dispatch', 's');
  expect(taken.ok && [taken.from, taken.keys.map.sign, taken.keys.map.dispatch]).toEqual(['sign', '', 's']);
  expect(rebind(DEFAULT_KEYS, 'urge', '')).toMatchObject({ ok: true, keys: { map: { urge: '' } } });
  for (const key of ['tab', 'escape', 'g', 'arrowdown', 'f5']) expect(rebind(DEFAULT_KEYS, 'urge', key).ok).toBe(false);
});

test('what storage holds is read as far as it names keys', () => {
  expect(readKeys(null)).toEqual(DEFAULT_KEYS);
  expect(readKeys('{"off":true,"map":{"urge":"y","sign":4,"none":"q","merge":"tab"}}')).toEqual({
    off: true,
    map: { ...DEFAULT_KEYS.map, urge: 'y' },
  });
  expect(readKeys('[')).toEqual(DEFAULT_KEYS);
  expect(keyCap('shift+j')).toBe('⇧j');
});

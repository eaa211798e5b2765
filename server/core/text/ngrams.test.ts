import { expect, test } from 'vitest';
import { eachNgram, ngramSet, plainText } from './ngrams.ts';

function count(text: string, from: number, to: number): number {
  let n = 0;
  eachNgram(plainText(text), from, to, () => n++);
  return n;
}

test('n-grams do not cross punctuation, and width and case do not matter', () => {
  expect(plainText('ＡＢ１号，路灯！\n不亮')).toBe('ab1号 路灯 不亮');
  expect(count('路灯不亮', 2, 2)).toBe(3);
  expect(count('路灯，不亮', 2, 2)).toBe(2);
  expect(count('路灯不亮', 1, 3)).toBe(4 + 3 + 2);
  expect(ngramSet('Ａ1栋', 2)).toEqual(ngramSet('a１栋', 2));
});

test('an n-gram has the same hash wherever it stands, and lengths do not collide', () => {
  const [a] = ngramSet('路灯', 2);
  expect(ngramSet('那里的路灯', 2).has(a as number)).toBe(true);
  expect([...ngramSet('路', 1)].some((h) => ngramSet('路灯', 2).has(h))).toBe(false);
});

test('hashes fill their buckets evenly', () => {
  const buckets = new Array<number>(16).fill(0);
  for (let c = 0x4e00; c < 0x5e00; c++) for (const h of ngramSet(String.fromCharCode(c, c + 7), 2)) buckets[h & 15] = (buckets[h & 15] as number) + 1;
  expect(Math.min(...buckets)).toBeGreaterThan(150);
  expect(Math.max(...buckets)).toBeLessThan(380);
});

import { expect, test } from 'vitest';
import { withTails } from './brief-text.ts';

test('the punctuation behind a figure stays with it, and nothing of the sentence is lost', () => {
  const pieces = [
    { text: '来电 ' },
    { text: '5 件', region: '99' },
    { text: '，环比 ▲ 3%' },
    { text: '；居前：' },
    { text: '甲 ' },
    { text: '3 件', region: '01' },
  ];
  const more = [...pieces, { text: '、乙 ' }, { text: '2 件', region: '02' }, { text: '。' }];
  const kept = withTails(more);
  expect(kept.filter((p) => p.region).map((p) => p.text + p.tail)).toEqual(['5 件，', '3 件、', '2 件。']);
  expect(kept.map((p) => p.text + p.tail).join('')).toBe(more.map((p) => p.text).join(''));
});

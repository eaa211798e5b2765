import { expect, test } from 'vitest';
import { draftText, parseDraft } from './draft-store.ts';

test('a draft lies in the browser without what is personal, and comes back as it lies there', () => {
  const text = draftText({ text: '我叫张小明，住在天河区天河路123号2栋501，电话13800138000', co: ['d1'], until: 1_790_000_000_000, urgent: true });
  for (const word of ['张小明', '123号', '501', '13800138000']) expect(text).not.toContain(word);
  expect(parseDraft(text)).toMatchObject({ text: expect.stringContaining('天河区天河路'), co: ['d1'], until: 1_790_000_000_000, urgent: true });
});

test('storage may hold anything', () => {
  expect([null, '', 'x', '[]', '3', 'null'].map(parseDraft)).toEqual([null, null, null, null, null, null]);
});

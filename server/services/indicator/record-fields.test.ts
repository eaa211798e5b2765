import { expect, test } from 'vitest';
import { recordFields } from './record-fields.ts';

test('listed fields come in their order, steps in words, everything else as it stands', () => {
  const data = { channel: 'hotline', title: 'hotline', step: 'close', resolved: true, tags: ['快', '好'], count: 0, comment: '', secret: 'x', person: 7 };
  expect(recordFields({ stepName: (step) => `〈${step}〉` }, data)).toEqual([
    ['title', 'hotline'],
    ['channel', 'hotline'],
    ['step', '〈close〉'],
    ['resolved', 'true'],
    ['tags', '快、好'],
    ['count', '0'],
  ]);
});

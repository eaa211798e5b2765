import { expect, test } from 'vitest';
import { errorForLog } from './log-error.ts';

test('of a database error the log gets the place, not the row', () => {
  const cause = Object.assign(new Error('invalid input syntax for type integer: "13800001234"'), {
    code: '22P02',
    detail: 'Failing row contains (7, 示例甲乙, 青禾路1号).',
    parameters: ['示例甲乙'],
    query: 'insert',
  });
  const logged = errorForLog(new Error('not written', { cause }));
  expect(logged).toMatchObject({
    type: 'Error',
    message: 'not written',
    cause: { code: '22P02', message: 'invalid input syntax for type integer: "〔电话〕"' },
  });
  const text = JSON.stringify(logged);
  expect(text).toContain('log-error.test');
  for (const secret of ['示例甲乙', '青禾路', '13800001234']) expect(text).not.toContain(secret);
  expect(errorForLog('13800001234')).toEqual({ message: '〔电话〕' });
});

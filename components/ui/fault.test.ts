import { expect, test } from 'vitest';
import { faultOf } from './fault.ts';
import { words } from './messages.ts';

const zh = words['zh-CN'];
const answered = (code: string, message: string) => Object.assign(new Error(message), { name: 'TRPCClientError', data: { code } });

test('a refused read is told in words with what to do, never in the words of the server', () => {
  const text = 'region 999900 is outside your scope';
  for (const code of ['FORBIDDEN', 'UNAUTHORIZED', 'NOT_FOUND', 'BAD_REQUEST', 'SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'SOMETHING_NEW']) {
    const fault = faultOf(answered(code, text), zh);
    expect(`${fault.what}${fault.todo}`).not.toMatch(/[A-Za-z]/);
    expect([fault.what, fault.todo].every((t) => t.length > 0)).toBe(true);
    expect(fault.denied).toBe(code === 'FORBIDDEN' || code === 'UNAUTHORIZED');
  }
  expect(faultOf(answered('FORBIDDEN', text), zh).what).toBe(zh.denied);
});

test('no answer at all is another thing than a bad one, and each has its own code', () => {
  const lost = faultOf(Object.assign(new Error('Failed to fetch'), { name: 'TRPCClientError' }), zh);
  const broken = faultOf(new Error('x is not a function'), zh);
  expect([lost.what, broken.what]).toEqual([zh.faults.unreachable.what, zh.faults.failed.what]);
  expect(lost.code).not.toBe(broken.code);
  expect(faultOf({ message: 'plain' }, zh).what).toBe(zh.faults.failed.what);
});

import { expect, test } from 'vitest';
import { faultText } from './fault-text.ts';
import { accessWords } from './messages.ts';

const words = accessWords['zh-CN'];
const told = (code: string, message = '') => ({ name: 'TRPCClientError', message, data: { code } });

test.each([
  [told('UNAUTHORIZED', 'login or password is wrong'), 'signIn', words.faults.signIn],
  [told('UNAUTHORIZED', 'sign in'), 'code', words.faults.ended],
  [told('UNAUTHORIZED'), 'credential', words.faults.credential],
  [told('TOO_MANY_REQUESTS', 'too many failed tries: wait 8 s'), 'signIn', '失败次数过多，请 8 秒后再试'],
  [told('TOO_MANY_REQUESTS', 'too many failed tries: wait 61 s'), 'code', '失败次数过多，请 2 分钟后再试'],
  [told('TOO_MANY_REQUESTS', 'too many calls'), 'code', words.faults.busy],
  [told('BAD_REQUEST', 'the password is not taken: known'), 'password', words.passwordFaults.known],
  [told('BAD_REQUEST', 'the password is not taken: constructor'), 'password', words.faults.password],
  [told('BAD_REQUEST', 'the code is wrong or was used before'), 'code', words.faults.code],
  [told('BAD_REQUEST', 'this offer of a second factor is no longer good: begin again'), 'code', words.faults.offer],
  [told('FORBIDDEN', 'the present password is wrong'), 'password', words.faults.password],
  [told('CONFLICT'), 'password', words.faults.used],
  [{ name: 'TRPCClientError', message: 'Failed to fetch', data: null }, 'signIn', words.faults.unreachable],
  [told('INTERNAL_SERVER_ERROR', 'internal error'), 'signIn', words.faults.failed],
] as const)('%j at %s', (error, place, text) => {
  expect(faultText(error, place, words)).toBe(text);
});

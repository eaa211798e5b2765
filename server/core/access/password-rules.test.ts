import { describe, expect, test } from 'vitest';
import { PASSWORD_MOST, passwordFault, worth } from './password-rules.ts';

const rules = { minLength: 12, own: ['li.ming', '李明', '粤东省', '东山省', 'liming'] };
const fault = (password: string) => passwordFault(password, rules);

describe('what is guessed first is refused, however long', () => {
  test.each([
    'Password2026!',
    'p@ssw0rd12345',
    'P@$$w0rd!!!!!',
    'qwertyuiop123',
    '1qaz2wsx3edc4rfv',
    'qazwsxedcrfv',
    'abcdefghijklmnop',
    '123456789012',
    '000000000000000',
    'abababababab',
    'woaini5201314',
    'iloveyou1314520',
    'admin123admin123',
    'Administrator1',
    'zhengwufuwu2026',
    'Welcome20260618',
    'asdfghjkl;123',
    '147258369147258369',
    'Huawei@123456',
    'aaaabbbbccccdddd',
    '2026-11-25-2026',
  ])('%s', (password) => expect(fault(password)).toBe('known'));
});

describe('what stands around the account is no password', () => {
  test.each(['li.ming-2026!', 'LI.MING.12345', 'liming888888!', '东山省2026-11-25'])('%s', (password) => expect(fault(password)).toBe('own_name'));
});

describe('what nobody foresees is taken, of whatever characters', () => {
  test.each(['tf7-Qm2x_wd9K', 'correct horse battery', '龙眼树下三只白鹭飞过池塘', 'mk vd wq tz pb rn', 'hG6 kPz nR4 tWv', 'liming goes fishing at nine'])(
    '%s',
    (password) => expect(fault(password)).toBeNull(),
  );
});

test('length is counted in characters, and has two ends', () => {
  expect(fault('tf7-Qm2x_wd')).toBe('too_short');
  expect(passwordFault('龙眼树下三只白鹭飞过池', { minLength: 12, own: [] })).toBe('too_short');
  expect(fault('tf7-Qm2x_wd9K'.repeat(10).slice(0, PASSWORD_MOST + 1))).toBe('too_long');
  expect(fault('tf7-Qm2x_wd9\u0000')).toBe('unreadable');
  expect(fault(`tf7-Qm2x_wd9${String.fromCharCode(0xd800)}`)).toBe('unreadable');
});

test('a full-width spelling is the same word', () => {
  expect(fault('ｐａｓｓｗｏｒｄ２０２６！！')).toBe('known');
  expect(worth('tf7qm2xwd9k')).toBeGreaterThan(8);
});

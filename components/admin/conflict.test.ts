import { expect, test } from 'vitest';
import { conflictOf } from './conflict.ts';

test('a lost race names who won it and when', () => {
  const at = Date.UTC(2026, 10, 25, 3, 4, 5, 6);
  expect(conflictOf(new Error('account 7 was changed by sec-admin at 2026-11-25T03:04:05.006Z after you read it'))).toEqual({ who: 'sec-admin', at });
  expect(conflictOf(new Error('version 3 was made by sec.admin at 2026-11-25T03:04:05.006Z after you read version 2'))).toEqual({ who: 'sec.admin', at });
  for (const other of [new Error('the account holds as much already'), new Error('account 7 was changed after you read it'), null, 'changed by x'])
    expect(conflictOf(other)).toBeNull();
});

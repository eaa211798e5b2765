import { expect, test } from 'vitest';
import { refusalText } from './refusal-messages.ts';

const time = () => '14:32';

test('a lost race says who was first, when, with what, and what to do', () => {
  const by = { type: 'person', id: 'li', name: '李＊' } as const;
  const text = refusalText({ code: 'conflict', params: { command: 'dispatch', version: 4 }, by, at: 1 }, 'zh-CN', time);
  expect(text).toBe('这件工单已被改动；李＊ 14:32 已派单；已重读，请看过再定');
});

test('what the server says of it stands in the words', () => {
  expect(refusalText({ code: 'must_designate', params: { dispatches: 3, after: 3 }, by: null, at: null }, 'zh-CN', time)).toBe(
    '已派 3 次，须指定承办；用“指定承办”',
  );
  expect(refusalText({ code: 'wrong_state', params: { state: 'handling' }, by: null, at: null }, 'zh-CN', time)).toBe('工单现为办理中，不能这样做');
  expect(refusalText({ code: 'field', params: { field: 'reason', problem: 'missing' }, by: null, at: null }, 'zh-CN', time)).toBe('理由必填');
  expect(refusalText({ code: 'field', params: { field: 'text', problem: 'length' }, by: null, at: null }, 'en', time)).toBe('Text: is too long');
  expect(refusalText({ code: 'of a newer server', params: {}, by: null, at: null }, 'zh-CN', time)).toBe('操作没有成功');
});

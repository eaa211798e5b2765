import { expect, test } from 'vitest';
import { fieldWords } from './field-words.ts';
import { inWords } from './in-words.ts';

const meta = {
  categories: { '01': '城乡建设' },
  items: { card: '社保卡' },
  departments: { d1: '虚构厅' },
  profile: { reviewLevels: [{ level: 5, name: '非常满意' }] },
};
const say = (pairs: [string, string][]) => inWords(pairs, fieldWords['zh-CN'], meta);

test('codes are told in words, what people wrote stands as it is', () => {
  expect(
    say([
      ['title', 'hotline'],
      ['channel', 'hotline'],
      ['resolved', 'true'],
      ['category', '01'],
      ['level', '5'],
      ['partner', 'HKG'],
      ['status', 'revised'],
      ['outcome', 'closed'],
      ['line', 'window'],
      ['channel', '-'],
    ]),
  ).toEqual([
    ['标题', 'hotline'],
    ['渠道', '热线'],
    ['解决', '是'],
    ['分类', '城乡建设'],
    ['评价等级', '非常满意'],
    ['国家（地区）', '中国香港'],
    ['状态', '修订'],
    ['结果', '办结'],
    ['线路', 'window'],
    ['渠道', '未注明'],
  ]);
});

test('an item or department that nobody has registered says so', () => {
  expect(
    say([
      ['item', 'card'],
      ['item', 'new'],
      ['department', 'd1'],
      ['department', 'd9'],
    ]).map(([, value]) => value),
  ).toEqual(['社保卡', 'new（待登记）', '虚构厅', 'd9（待登记）']);
});

test('a code that is a name of every object is a code like any other', () => {
  expect(
    say([
      ['channel', 'constructor'],
      ['partner', 'toString'],
      ['constructor', 'x'],
    ]),
  ).toEqual([
    ['渠道', 'constructor'],
    ['国家（地区）', 'toString'],
    ['constructor', 'x'],
  ]);
});

import { expect, test } from 'vitest';
import { ITEM_SCOPE } from '../../server/core/items/item-rules.ts';
import type { FigureValue } from '../../server/wire/figure.ts';
import { cardWords } from './card-messages.ts';
import { cardTags } from './card-tags.ts';
import { figureWords } from './messages.ts';

const marks = { of: ['demo'], counted: true, unlocated: 0 } satisfies FigureValue['marks'];
const tags = (row: Parameters<typeof cardTags>[0], query: object) =>
  cardTags(row, { query: { indicator: 'a', region: '99', ...query }, marks }, cardWords['zh-CN'], figureWords['zh-CN']);

test('what is counted from an item list is neither live nor a count beside its ratio', () => {
  expect(tags({ kind: 'ratio', family: 'catalogue' }, { scope: ITEM_SCOPE })).toEqual(['目录计数', '比率', '演示数据']);
  expect(tags({ kind: 'ratio', family: 'catalogue' }, {})).toEqual(['比率', '演示数据', '计数']);
  expect(tags({ kind: 'ratio', family: 'catalogue' }, { status: 'formal' })).toEqual(['正式', '比率', '演示数据', '计数']);
  expect(tags({ kind: 'count' }, {})).toEqual(['实时', '数量', '演示数据', '计数']);
});

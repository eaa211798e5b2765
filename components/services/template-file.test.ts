import { expect, test } from 'vitest';
import { type ItemTable, readItems } from '../../server/core/items/read-items.ts';
import { itemsWords } from './items-messages.ts';
import { templateText } from './template-file.ts';

const RULES = { kinds: ['行政许可'], properties: [{ id: 'online', name: '可网办' }] };
const PLACE = { region: '9901', contains: () => true, resolve: (code: string) => code, listOf: () => '9901' };

test('the template has the headings that an import knows, and its example is refused until it is filled in', () => {
  const [head = '', line = ''] = templateText(RULES, '9901', itemsWords['zh-CN'].example).slice(1).split('\r\n');
  const columns = head.split(',');
  const table = (cells: string[]): ItemTable => ({ columns, rows: [{ line: 2, values: Object.fromEntries(columns.map((c, i) => [c, cells[i]])) }] });
  expect(readItems(table(line.split(',')), RULES, PLACE).faults.map((f) => f.code)).toEqual(['not_yes_no']);
  expect(readItems(table([...line.split(',').slice(0, -1), '是']), RULES, PLACE).items).toHaveLength(1);
});

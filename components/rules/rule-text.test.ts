import { expect, test } from 'vitest';
import type { RuleRow } from '../../server/core/case/rules.ts';
import { ROWS } from '../../server/core/kinds/testing.ts';
import { rulesWords } from './messages.ts';
import { shareText, valueText, whereText } from './rule-text.ts';

const words = rulesWords['zh-CN'];
const names = { regions: [{ id: 'C1', name: '甲市' }], categories: [{ id: '01', name: '乙类' }] };
const said = (id: string) => valueText(ROWS.find((row) => row.id === id) as RuleRow, words);

test('every rule says what it says', () => {
  expect(said('help')).toBe('10 工作日，自派单起；剩 20% 为临期');
  expect(said('return')).toBe('派单后 1 工作日内可退；派过 3 次仍无承办则指定');
  expect(said('extension')).toBe('每次至多 10 工作日，共 2 次，第 2 次起须领导同意');
  expect(said('ladder')).toBe('到期前 2 工作日提醒；到期催办；逾期 5 工作日督办');
  expect(said('mediation')).toBe('行政调解类不计入满意率、解决率');
  expect(said('undo')).toContain('10 秒内可撤：受理、派单');
  for (const row of ROWS) for (const language of Object.values(rulesWords)) expect(valueText(row, language)).not.toMatch(/undefined|NaN/);
});

test('what it applies to is told from the kind to the place', () => {
  expect(whereText({ kind: 'ticket', clock: 'handling', requestType: '咨询', priority: 'urgent', region: 'C1', category: '01' }, words, names)).toBe(
    '工单 · 办理 · 咨询 · 紧急 · 甲市 · 乙类',
  );
  expect(whereText({}, words, names)).toBe('全部');
  expect(shareText(0.125)).toBe('12.5%');
});

import { describe, expect, test } from 'vitest';
import { redactText } from './redact.ts';

describe('names go where the record or a word tells them', () => {
  test.each([
    ['示例甲乙反映路灯不亮，示例甲乙称已久', ['示例甲乙'], '〔姓名〕反映路灯不亮，〔姓名〕称已久'],
    ['姓名：王某某，联系人：李某', [], '姓名：〔姓名〕，联系人：〔姓名〕'],
    ['我叫王某住在云溪路12号', [], '我叫〔姓名〕住在云溪路〔门牌〕'],
    ['来电人：欧阳某某。', [], '来电人：〔姓名〕。'],
    ['高明在高明区办事', ['高明'], '〔姓名〕在高明区办事'],
  ])('%s', (text, names, out) => {
    expect(redactText(text, names).text).toBe(out);
  });
  test.each(['来电人反映：水管爆裂', '联系人：无', '我叫不到车', '当事人双方已和解', '姓名不详'])('%s stays', (text) => {
    expect(redactText(text)).toEqual({ text, found: [] });
  });
});

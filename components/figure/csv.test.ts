import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../server/wire/figure.ts';
import { recordsCsv } from './csv.ts';

const row: RecordRow = {
  source: 'urn:x',
  id: '1',
  type: 't',
  at: 1,
  got: 2,
  region: '440300',
  regionName: '深圳市',
  fields: [
    ['标题', '=1+1'],
    ['备注', 'a,"b"\nc'],
  ],
  num: -1,
  den: 0,
  state: 'retracted',
  voidedAt: 3,
  counted: false,
  mark: null,
  caseId: null,
};
const words = {
  head: ['发生', '到达', '来源', '编号', '类型', '区划', '地区', '分子', '分母', '状态'],
  notes: [['指标', '热线受理']] as [string, string][],
  state: { live: '有效', replaced: '已更正', retracted: '已撤回' },
  counted: '计数',
  time: (at: number) => `T${at}`,
};

describe('recordsCsv', () => {
  it('starts with a byte order mark, quotes, and defuses formulas but not numbers', () => {
    expect(recordsCsv([row], words)).toBe(
      '\uFEFF指标,热线受理\r\n\r\n发生,到达,来源,编号,类型,区划,地区,分子,分母,状态,标题,备注\r\nT1,T2,urn:x,1,t,440300,深圳市,-1,0,已撤回,\'=1+1,"a,""b""\nc"\r\n',
    );
  });
  it('says that a counted record stands for several', () => {
    expect(recordsCsv([{ ...row, state: 'live', counted: true, fields: [] }], words)).toContain(',计数\r\n');
  });
});

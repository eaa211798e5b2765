import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from './redact.ts';

const taken = (text: string) => redact(text).found.map((f) => [f.kind, f.value]);

describe('what is personal', () => {
  test.each([
    ['请回电13800001234谢谢', 'phone', '13800001234'],
    ['电话138-0000-1234。', 'phone', '138-0000-1234'],
    ['电话 138 0000 1234', 'phone', '138 0000 1234'],
    ['电话138.0000.1234', 'phone', '138.0000.1234'],
    ['电话138—0000—1234', 'phone', '138—0000—1234'],
    ['联系１３８００００１２３４', 'phone', '１３８００００１２３４'],
    ['联系 +86 13800001234', 'phone', '+86 13800001234'],
    ['联系 86-138-0000-1234', 'phone', '86-138-0000-1234'],
    ['联系008613800001234', 'phone', '008613800001234'],
    ['联系013800001234', 'phone', '013800001234'],
    ['微信wx13800001234同号', 'phone', '13800001234'],
    ['1.13800001234 2.无', 'phone', '13800001234'],
    ['拆开写1 3 8 0 0 0 0 1 2 3 4', 'phone', '1 3 8 0 0 0 0 1 2 3 4'],
    ['单位020-81230000转8012', 'phone', '020-81230000转8012'],
    ['单位（020）81230000', 'phone', '（020）81230000'],
    ['单位0758-2230000', 'phone', '0758-2230000'],
    ['单位07582230000', 'phone', '07582230000'],
    ['单位0755 8123 4567', 'phone', '0755 8123 4567'],
    ['+86 20 81230000', 'phone', '+86 20 81230000'],
    ['联系电话：81230000，谢谢', 'phone', '81230000'],
    ['座机是8123-4567', 'phone', '8123-4567'],
    ['本人000000199001011234', 'id', '000000199001011234'],
    ['本人110105194912310021。', 'id', '110105194912310021'],
    ['本人44010019900101123X，', 'id', '44010019900101123X'],
    ['本人440100 19900101 123x', 'id', '440100 19900101 123x'],
    ['旧证440100900101123', 'id', '440100900101123'],
    ['身份证号：999999999999999999', 'id', '999999999999999999'],
    ['卡号6222020000000000003', 'card', '6222020000000000003'],
    ['4111111111111111', 'card', '4111111111111111'],
    ['6222 0200 0000 0000 001', 'card', '6222 0200 0000 0000 001'],
    ['车牌粤A12345违停', 'plate', '粤A12345'],
    ['粤AD12345', 'plate', '粤AD12345'],
    ['粤B12345D', 'plate', '粤B12345D'],
    ['粤 A·12345', 'plate', '粤 A·12345'],
    ['粤Z1234港', 'plate', '粤Z1234港'],
    ['粤ａ１２３４５', 'plate', '粤ａ１２３４５'],
    ['邮箱 nobody@example.com，', 'email', 'nobody@example.com'],
    ['nobody＠example．com', 'email', 'nobody＠example．com'],
  ])('%s', (text, kind, value) => {
    expect(taken(text)).toEqual([[kind, value]]);
  });

  test('two numbers in one text, each with its place', () => {
    const text = '甲13800001234/13900005678，乙a@b.cn13700001111';
    const { text: out, found } = redact(text);
    expect(out).toBe('甲〔电话〕/〔电话〕，乙〔邮箱〕〔电话〕');
    for (const f of found) expect(text.slice(f.start, f.start + f.value.length)).toBe(f.value);
  });
});

describe('what is not', () => {
  test.each([
    'A00012345678',
    '工单号 GD13800001234567',
    '2021-03-09 10:20:30',
    '20210309102030',
    '202103091020300001',
    '金额 12345678901.50 元',
    '1500-2000元',
    '2019年、2020年共 1234567 人',
    '拨打12345、110、95588',
    '4008001234',
    '113.38123456789,23.13800001234',
    'B市B2区杏林雅苑C3栋108',
    '第1-3-8栋 12 楼',
    '91350100M000100Y43',
    '川B8县清溪镇',
    '邮编510000',
    'user@local',
    '来过电话20190301仍未解决',
    '水表编号81230000',
    '热线电话12345',
  ])('%s', (text) => {
    expect(redact(text)).toEqual({ text, found: [] });
  });
});

test('nothing found twice, nothing lost, the rest untouched', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '13800001234',
      '020-81230000转801',
      '440100199001011234',
      '6222 0200 0000 0000 001',
      '粤A12345',
      'a@b.cn',
      '身份证',
      '卡号',
      '@',
      '-',
      ' ',
      '.',
      '转',
      'X',
      '〔',
      '（',
      '0',
      '+86 ',
    ),
    fc.string({ maxLength: 6 }),
    fc.integer({ min: 0 }).map(String),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const once = redact(text);
      let rebuilt = '';
      let rest = once.text;
      for (const f of once.found) {
        const mark = rest.search(/〔(?:电话|证件|卡号|车牌|邮箱)〕/);
        rebuilt += rest.slice(0, mark) + f.value;
        expect(rebuilt.length - f.value.length).toBe(f.start);
        rest = rest.slice(mark + 4);
      }
      expect(rebuilt + rest).toBe(text);
      expect(redact(once.text).text).toBe(once.text);
    }),
    { numRuns: 3000 },
  );
});

test('a mobile number is found wherever it stands between words', () => {
  const word = fc.stringMatching(/^[一-龥，。：]{0,20}$/);
  fc.assert(
    fc.property(word, fc.integer({ min: 0, max: 999_999_999 }), word, (a, n, b) => {
      const number = `1${3 + (n % 7)}${String(n).padStart(9, '0')}`;
      expect(redact(a + number + b).text).not.toContain(number);
    }),
  );
});

describe('hostile and large texts stay fast', () => {
  const size = 20_000;
  test.each([
    ['digits', '1'.repeat(size)],
    ['single digits', '1 '.repeat(size / 2)],
    ['at signs', '@'.repeat(size)],
    ['local part', `${'a'.repeat(size)}@`],
    ['domain', `a@${'a.'.repeat(size / 2)}`],
    ['separators', `1${'-'.repeat(size)}`],
    ['plates', '粤A'.repeat(size / 2)],
    ['numbers', '13800001234 '.repeat(size / 12)],
    ['zero prefixes', '0086 '.repeat(size / 5)],
  ])('%s', (_, text) => {
    const started = performance.now();
    redact(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('5,000 bodies of 500 characters take seconds, not minutes', () => {
    const body = `${'反映小区夜间施工噪声扰民，已经持续2个月，希望有关部门处理。'.repeat(16)}电话13800001234，2019-02-28`;
    const started = performance.now();
    for (let i = 0; i < 5_000; i++) redact(body + i);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

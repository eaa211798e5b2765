import { expect, test } from 'vitest';
import { maskCodes } from './mask-codes.ts';

test('codes without a personal pattern are left as they are', () => {
  const data = {
    item: '440103000000-0012',
    department: 'D07',
    channel: 'window',
    serviceRef: 'A-2026-0001',
    tags: ['态度好', '3 分钟'],
    dims: { category: '0203' },
    window: { from: '2026-11-24T09:00:00+08:00', to: '2026-11-24T10:00:00+08:00' },
    hsChapter: '62',
  };
  expect(maskCodes(data)).toBeNull();
});

test('a number in any code goes, and is told with its field', () => {
  const data = {
    channel: '热线 13800001234',
    unit: '粤A12345',
    serviceRef: '13900001234',
    window: '3 号 13800001234',
    tags: ['好', 'tel13700001234'],
    dims: { line: 'a@example.cn', kind: 'x' },
    level: 5,
  };
  const masked = maskCodes(data);
  expect(masked?.data).toEqual({
    channel: '热线 〔电话〕',
    unit: '〔车牌〕',
    serviceRef: '〔电话〕',
    window: '3 号 〔电话〕',
    tags: ['好', 'tel〔电话〕'],
    dims: { line: '〔邮箱〕', kind: 'x' },
    level: 5,
  });
  expect(masked?.found.map((f) => [f.field, f.value])).toEqual([
    ['channel', '13800001234'],
    ['unit', '粤A12345'],
    ['window', '13800001234'],
    ['serviceRef', '13900001234'],
    ['tags', '13700001234'],
    ['dims.line', 'a@example.cn'],
  ]);
  expect(data.tags[1]).toBe('tel13700001234');
});

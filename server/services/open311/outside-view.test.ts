import { expect, test } from 'vitest';
import { makeCatalog } from '../../../db/seed/catalog.ts';
import { cut, DESCRIPTION_MOST, describe, placeOf, roundPlace } from './outside-view.ts';
import { makeServiceList } from './service-list.ts';

test('lines of finer places and contacts are left out, those that were described stay', () => {
  expect(describe('路灯不亮', '路灯不亮\n三天了\n\n地点：青禾路〔门牌〕\n邮箱：〔邮箱〕\n附件：https://x.test/a b')).toBe('路灯不亮\n三天了');
  expect(describe('地点变更', '地点：原址\n现在不同')).toBe('地点变更\n地点：原址\n现在不同');
  expect(describe('施工噪声', '\n地点：青禾路')).toBe('施工噪声');
  expect(describe('路灯…', '路灯不亮很久')).toBe('路灯不亮很久');
});

test('a long text is cut between two characters', () => {
  expect(describe('', '长'.repeat(5000))).toHaveLength(DESCRIPTION_MOST);
  expect(cut('ab\u{1F6A7}c', 3)).toBe('ab');
});

test('a place is told by its town, or by what is known above it, and rounded', () => {
  const { tree } = makeCatalog();
  const catalog = { tree, regionName: (code: string) => `${code}。` };
  expect(placeOf(catalog, '990300101')).toEqual({ region: '990300101', address: '990300。990300101。' });
  expect(placeOf(catalog, '990000')).toEqual({ region: '990000', address: '990000。' });
  expect(placeOf(catalog, 'none')).toBeNull();
  expect([23.1257, 113.3616, -0.01].map(roundPlace)).toEqual([23.15, 113.35, -0]);
});

test('leaves alone are services', () => {
  const list = makeServiceList(
    [
      { code: '01', name: '社会保障与就业', parent: '' },
      { code: '0101', name: '欠薪与劳动纠纷', parent: '01' },
      { code: '12', name: '其他', parent: '' },
    ],
    ['投诉'],
  );
  expect(list.all.map((s) => [s.service_code, s.group, s.keywords])).toEqual([
    ['0101', '社会保障与就业', '欠薪与劳动纠纷,欠薪,劳动纠纷,社会保障与就业,社会保障,就业'],
    ['12', '其他', '其他'],
  ]);
  expect(list.find('01')).toBeNull();
  expect(list.nameOf('01')).toBe('社会保障与就业');
  expect(list.definition('0101')?.attributes.map((a) => [a.code, a.required, a.order])).toEqual([
    ['request_type', true, 1],
    ['urgency', false, 2],
    ['address_detail', false, 3],
  ]);
});

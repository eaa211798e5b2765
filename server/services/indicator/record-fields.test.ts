import { expect, test } from 'vitest';
import { makeCatalog } from '../../../db/seed/catalog.ts';
import type { Catalog } from '../context.ts';
import { recordFields } from './record-fields.ts';

const catalog = makeCatalog() as unknown as Catalog;

test('codes are told in words, what people wrote stands as it is', () => {
  expect(recordFields(catalog, { title: 'hotline', channel: 'hotline', resolved: true, secret: 'x' })).toEqual([
    ['标题', 'hotline'],
    ['渠道', '热线'],
    ['解决', '是'],
  ]);
});

test('a code that is a name of every object is a code like any other', () => {
  expect(recordFields(catalog, { channel: 'constructor', partner: 'toString' }).map(([, text]) => text)).toEqual(['constructor', 'toString']);
});

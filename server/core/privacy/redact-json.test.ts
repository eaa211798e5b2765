import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactJson, SEALED } from './redact-json.ts';

test('personal fields and patterns go, the rest stays', () => {
  const { copy, whole } = redactJson({
    id: 'A1',
    data: {
      title: '电话13800001234',
      reporter: { name: '某某' },
      count: 5,
      phone: 13_800_001_234,
      other: 13_900_001_234,
      tags: ['粤A12345'],
      region: '440100',
    },
  });
  expect(copy).toEqual({
    id: 'A1',
    data: { title: '电话〔电话〕', reporter: SEALED, count: 5, phone: SEALED, other: '〔电话〕', tags: ['〔车牌〕'], region: '440100' },
  });
  expect(whole).toBe(false);
});

test('a harmless value is its own copy', () => {
  const value = { id: 'A1', n: [1, 2.5, null, true], data: { body: '路灯不亮', reporter: null } };
  expect(redactJson(value)).toEqual({ copy: value, whole: true });
});

describe('what a database would refuse or a stack not bear', () => {
  test('U+0000 and unpaired surrogates', () => {
    expect(redactJson({ 'a\0': 'x\ud800y\udc00z😀' })).toEqual({ copy: { 'a\ufffd': 'x\ufffdy\ufffdz😀' }, whole: false });
  });
  test('depth, breadth and length', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 50_000; i++) deep = [deep];
    expect(redactJson(deep).whole).toBe(false);
    const wide = redactJson(Array.from({ length: 100_000 }, (_, i) => ({ i })));
    expect(JSON.stringify(wide.copy).length).toBeLessThan(100_000);
    expect(wide.whole).toBe(false);
    expect(JSON.stringify(redactJson('x'.repeat(1_000_000)).copy).length).toBeLessThan(20_010);
  });
});

test('a copy called whole is the original', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      const { copy, whole } = redactJson(plain);
      if (whole) expect(copy).toEqual(plain);
      expect(() => JSON.stringify(copy)).not.toThrow();
    }),
  );
});

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

test('fields that tell of a person go by whatever name they come', () => {
  const personal = { callername: 'a', reporter_name: 'b', contactPhone: 1, 姓名: '甲', 来电人电话: '1', 联系地址: '某路 1 号', 'id-no': 'x', ADDRESS: 'y' };
  expect(redactJson(personal).copy).toEqual(Object.fromEntries(Object.keys(personal).map((key) => [key, SEALED])));
  expect(redactJson({ location: { lon: 113.123456, lat: 23.1 } }).copy).toEqual({ location: SEALED });
  const event = {
    specversion: '1.0',
    id: 'a',
    source: 's',
    type: 't',
    time: 'now',
    data: { indicator: 'x', region: '1', value: 1, channel: 'c', item: 'i', line: 'l' },
  };
  expect(redactJson(event).whole).toBe(true);
});

test('a name that a field holds goes from the texts beside it as well, but not from what others refer to it by', () => {
  const event = {
    id: '示例甲乙-1',
    data: { body: '示例甲乙住云溪路12号', reporter: { name: '示例甲乙' }, ticketRef: { id: '示例甲乙-0' } },
  };
  expect(redactJson(event).copy).toEqual({
    id: '示例甲乙-1',
    data: { body: '〔姓名〕住云溪路〔门牌〕', reporter: SEALED, ticketRef: { id: '示例甲乙-0' } },
  });
});

test('a line that was cut still names its fields', () => {
  const line = '{"id":"x","data":{"n":5,"reporter":{"name":"某某","address": "青禾路\\"9\\"号","anonymous":true,"location":{"lon":113.123456},"phone":"020 8';
  expect(redactJson(line).copy).toBe(
    `{"id":"x","data":{"n":5,"reporter":{"name":"${SEALED}","address": "${SEALED}","anonymous":true,"location":{"lon":"${SEALED}"},"phone":"${SEALED}"`,
  );
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

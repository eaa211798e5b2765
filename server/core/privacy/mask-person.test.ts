import { describe, expect, test } from 'vitest';
import { maskAddress, maskCard, maskEmail, maskIdNumber, maskName, maskPerson, maskPhone, maskPlate } from './mask-person.ts';

describe('each kind by its rule', () => {
  test.each([
    [maskName, '示例', '示＊'],
    [maskName, '示例甲乙', '示＊＊'],
    [maskName, '甲', '＊'],
    [maskName, '', ''],
    [maskPhone, '19900001234', '199＊＊＊＊1234'],
    [maskPhone, '+86 199-0000-1234', '199＊＊＊＊1234'],
    [maskPhone, '１９９００００１２３４', '199＊＊＊＊1234'],
    [maskPhone, '81230000', '＊＊＊＊00'],
    [maskPhone, '123', '＊＊＊＊'],
    [maskIdNumber, '000000199001011230', '000＊＊＊＊＊＊1230'],
    [maskIdNumber, '12345', '＊＊＊＊＊＊'],
    [maskAddress, '青禾镇云溪路12号沐光花园3栋502室', '青禾镇云溪路＊＊沐光花园＊＊'],
    [maskAddress, '云溪路12', '云溪路＊＊'],
    [maskAddress, '沐光花园B９', '沐光花园＊＊'],
    [maskPlate, '粤 A·12345', '粤A·＊＊345'],
    [maskCard, '6222 0200 0000 0000 001', '＊＊＊＊0001'],
    [maskEmail, 'nobody@example.com', 'n＊＊＊@example.com'],
    [maskEmail, 'nobody', '＊＊＊'],
  ] as const)('%o %s', (mask, value, shown) => {
    expect(mask(value)).toBe(shown);
  });
});

const person = { name: '示例甲乙', phone: '19900001234', found: [{ field: 'body', kind: 'place', value: '12号' }] };
const one = { anonymous: false, confidential: false, erased: false, person };

test('a caller is shown masked, and wholly hidden where the ticket is confidential and the viewer may not unmask it', () => {
  expect(maskPerson(one, { mayUnmask: false })).toEqual({
    state: 'masked',
    shown: {
      fields: [
        { field: 'name', text: '示＊＊' },
        { field: 'phone', text: '199＊＊＊＊1234' },
      ],
      text: [{ field: 'body', kind: 'place', text: '＊＊' }],
    },
  });
  expect(maskPerson({ ...one, confidential: true }, { mayUnmask: false })).toEqual({ state: 'hidden', shown: null });
  expect(maskPerson({ ...one, confidential: true }, { mayUnmask: true }).state).toBe('masked');
});

test('an anonymous caller has no fields, an erased one neither, whoever asks', () => {
  for (const mayUnmask of [true, false]) {
    expect(maskPerson({ ...one, anonymous: true, confidential: true }, { mayUnmask })).toEqual({ state: 'anonymous', shown: null });
    expect(maskPerson({ ...one, erased: true, person: null }, { mayUnmask })).toEqual({ state: 'erased', shown: null });
    expect(maskPerson({ ...one, person: null }, { mayUnmask })).toEqual({ state: 'nothing', shown: null });
  }
});

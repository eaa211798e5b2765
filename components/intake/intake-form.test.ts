import { expect, test } from 'vitest';
import { DeskReport } from '../../server/wire/desk.ts';
import { draftOf, emptyIntake, isWritten, nextIntake, problemsOf, readDraft, reportOf, worthTelling } from './intake-form.ts';

const KEY = '0b0e7a34-5d1c-4a55-9a0e-0f5a3a4a1f11';
const EMPTY = emptyIntake('440300');
const FILLED = {
  ...EMPTY,
  requestType: '投诉',
  title: '路灯不亮',
  body: '示例壬癸反映云溪路77号3栋502，电话199-0000-7531',
  name: '示例壬癸',
  phone: '19900007531',
  priority: 'urgent' as const,
};

test('each field says what is wrong with it', () => {
  expect(problemsOf(EMPTY)).toEqual({ requestType: 'missing', title: 'missing', body: 'missing' });
  expect(problemsOf({ ...FILLED, phone: '123', direct: true, region: '' })).toEqual({ region: 'missing', phone: 'number', answer: 'missing' });
  expect(problemsOf(FILLED)).toEqual({});
});

test('what is sent is what the door takes; of who stays unknown nothing is', () => {
  expect(DeskReport.parse(reportOf(FILLED, KEY))).toMatchObject({ reporter: { name: '示例壬癸', phone: '19900007531', anonymous: false }, category: null });
  expect(reportOf({ ...FILLED, anonymous: true }, KEY).reporter).toEqual({ anonymous: true, confidential: false });
  expect(reportOf({ ...FILLED, name: '', phone: '' }, KEY).reporter).toBeNull();
});

test('a draft holds nothing personal and comes back with its key', () => {
  const kept = draftOf(FILLED, KEY);
  for (const personal of ['示例壬癸', '7531', '77号3栋502']) expect(kept).not.toContain(personal);
  expect(readDraft(kept, EMPTY)).toMatchObject({ key: KEY, fields: { title: '路灯不亮', name: '', phone: '', priority: 'urgent' } });
});

test('storage that holds anything else is no draft', () => {
  for (const text of [null, '', '{', '[]', '{"key":"x","title":"a"}', JSON.stringify({ key: KEY, title: 3, body: {} })])
    expect(readDraft(text, EMPTY)).toBeNull();
});

test('the next caller finds an empty form at the same seat', () => {
  expect(nextIntake({ ...FILLED, region: '440305', channel: 'wechat' }, '440300')).toEqual({ ...EMPTY, channel: 'wechat' });
});

test('there is something to lose once anything was said, chosen or taken over', () => {
  expect([EMPTY, { ...EMPTY, channel: 'web', line: '12329' }].map((f) => isWritten(f, '440300'))).toEqual([false, false]);
  const said = [FILLED, { ...EMPTY, phone: '1' }, { ...EMPTY, anonymous: true }, { ...EMPTY, knowledge: [3] }, { ...EMPTY, region: '440305' }];
  expect(said.map((f) => isWritten(f, '440300'))).toEqual([true, true, true, true, true]);
});

test('classes of next to no likelihood are not told', () => {
  const of = (...shares: number[]) => worthTelling(shares.map((probability) => ({ probability }))).map((s) => s.probability);
  expect(of(0.66, 0.05, 0.049, 0)).toEqual([0.66, 0.05]);
  expect(of(0.01)).toEqual([]);
});

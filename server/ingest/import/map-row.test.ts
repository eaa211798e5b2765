import { describe, expect, test } from 'vitest';
import { parseMap } from './map-file.ts';
import { rowMapper } from './map-row.ts';

const map = (extra: object = {}) =>
  parseMap(
    'map.json',
    JSON.stringify({
      id: 'no',
      time: { col: 'when', zone: 'Asia/Shanghai' },
      data: {
        title: { col: 'title' },
        body: { col: 'body' },
        requestType: { const: '其他' },
        channel: { col: 'from', values: { 网: '网络', 电: '电话' } },
        'reporter.phone': { col: 'phone' },
      },
      required: ['body'],
      then: [
        {
          type: 'ticket.progressed',
          time: { col: 'answered', zone: 'Asia/Shanghai' },
          data: { step: { const: 'answer' }, text: { col: 'answer' }, satisfied: { col: 'ok', as: 'boolean' } },
        },
      ],
      ...extra,
    }),
    'ticket',
  );
const row = { no: 'A1', when: '2019-01-01 08:00', title: '标题', body: '正文', from: '网', phone: '', answered: '', answer: '', ok: '' };
const read = (values: object, extra?: object) => rowMapper(map(extra))({ ...row, ...values });

describe('a row', () => {
  test('gives its event', () => {
    expect(read({ phone: '13800001234' })).toEqual({
      id: 'A1',
      drafts: [
        {
          id: 'A1',
          type: 'cn.tongguan.ticket.reported.v1',
          at: Date.UTC(2019, 0, 1),
          data: { title: '标题', body: '正文', requestType: '其他', channel: '网络', reporter: { phone: '13800001234' } },
        },
      ],
    });
  });

  test('gives several events when their times are there', () => {
    const mapped = read({ answered: '2019/1/2 8:00', answer: '已处理', ok: '是' });
    expect('drafts' in mapped && mapped.drafts[1]).toEqual({
      id: 'A1/1',
      type: 'cn.tongguan.ticket.progressed.v1',
      at: Date.UTC(2019, 0, 2),
      data: { step: 'answer', text: '已处理', satisfied: true, ticketRef: { id: 'A1' } },
    });
  });

  test.each([
    [{ no: ' ' }, '编号（no）为空'],
    [{ when: '2019-02-30 10:00' }, '时间（when）无法识别：2019-02-30 10:00'],
    [{ when: '' }, '时间（when）为空'],
    [{ body: '  ' }, '正文为空'],
    [{ from: '信' }, 'from 的值没有对应：信'],
    [{ answered: '明天' }, '时间（answered）无法识别：明天'],
    [{ answered: '2019-01-02', ok: '也许' }, 'ok 不是“是”或“否”：也许'],
    [{ title: '标\uFFFD题' }, 'title 中有无法解码的字节'],
  ])('with %o is damage', (values, reason) => {
    expect(read(values)).toMatchObject({ reason });
  });

  test('may lack a title or a body, not both', () => {
    expect(read({ title: '' })).toMatchObject({ drafts: [{ data: { title: '', body: '正文' } }] });
    expect(read({ body: '' }, { required: [] })).toMatchObject({ drafts: [{ data: { title: '标题', body: '' } }] });
    expect(read({ title: '', body: '' }, { required: [] })).toMatchObject({ reason: '标题和正文都为空' });
  });

  test('numbers are read with their thousands, and nothing else is', () => {
    const numbers = { data: { value: { col: 'v', as: 'number' }, indicator: { const: 'x' } }, type: 'indicator.observed', then: [], required: [] };
    const mapper = rowMapper(parseMap('m', JSON.stringify({ id: 'no', time: { col: 'when', zone: 'Asia/Shanghai' }, ...numbers }), 'indicator'));
    expect(mapper({ ...row, v: '1,234.5' })).toMatchObject({ drafts: [{ data: { value: 1234.5 } }] });
    expect(mapper({ ...row, v: 7 })).toMatchObject({ drafts: [{ data: { value: 7 } }] });
    expect(mapper({ ...row, v: '约七' })).toMatchObject({ reason: 'v 不是数字：约七' });
  });
});

describe('a mapping', () => {
  test.each([
    ['{', /is not JSON/],
    ['{"id":"a"}', /map.json: time/],
    [JSON.stringify({ id: 'a', time: { col: 't', zone: 'Mars/Base' }, data: {} }), /time.zone: an IANA time zone/],
    [JSON.stringify({ id: 'a', time: { col: 't', zone: 'Asia/Shanghai' }, data: { x: { column: 'y' } } }), /data.x/],
    [JSON.stringify({ id: 'a', type: 'call.counted', time: { col: 't', zone: 'Asia/Shanghai' }, data: {} }), /not of kind ticket/],
    [JSON.stringify({ id: 'a', kind: 'call', time: { col: 't', zone: 'Asia/Shanghai' }, data: {} }), /maps to call, not to ticket/],
    [JSON.stringify({ id: 'a', type: 'ticket.none', time: { col: 't', zone: 'Asia/Shanghai' }, data: {} }), /ticket.none is not a type/],
  ])('%s is refused', (text, message) => {
    expect(() => parseMap('map.json', text, 'ticket')).toThrow(message);
  });
  test('names the columns that it needs', () => {
    expect(map().columns.sort()).toEqual(['answer', 'answered', 'body', 'from', 'no', 'ok', 'phone', 'title', 'when']);
  });
});

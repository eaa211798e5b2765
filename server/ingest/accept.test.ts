import { expect, it } from 'vitest';
import { makeCatalog } from '../../db/seed/catalog.ts';
import { makeService } from '../../db/seed/events.ts';
import { ITEM_SCOPE } from '../core/items/item-rules.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import { Envelope } from '../wire/events.ts';
import { accept } from './accept.ts';

const rules = makeCatalog('Asia/Shanghai');
const NOW = Date.UTC(2026, 2, 10, 8);
const feed = { id: 1, name: 'services', kind: 'service', region: rules.tree.root, lateDays: 400, mark: null } as unknown as FeedRow;
const whole = makeService({}, { time: '2026-03-09T10:00:00+08:00' });
const long = (n: number) => 'x'.repeat(n);

/** Envelopes that differ in one field, at and beyond each bound of the contract. */
const odd: [string, unknown][] = [
  ...['1.0', '1.1', 1, undefined].map((v): [string, unknown] => ['specversion', v]),
  ...['a', '', long(200), long(201), 5, null].map((v): [string, unknown] => ['id', v]),
  ...['urn:x', '', long(300), long(301), undefined].map((v): [string, unknown] => ['source', v]),
  ...['', long(101), 7].map((v): [string, unknown] => ['type', v]),
  ...['application/json', '', long(100), long(101), 3, null].map((v): [string, unknown] => ['datacontenttype', v]),
  ...['2026-03-09T10:00:00Z', '2026-03-09T10:00:00.123456+08:00', '2026-03-09T10:00:00', '2026-03-09', '2026-02-29T00:00:00Z', '2024-02-29T00:00:00Z'].map(
    (v): [string, unknown] => ['time', v],
  ),
  ...['2026-01-31T23:59:59-03:30', '2026-04-31T00:00:00Z', '2026-03-09T24:00:00Z', '2026-03-09T10:60:00Z', '2026-3-9T10:00:00Z', 1, null].map(
    (v): [string, unknown] => ['time', v],
  ),
  ...['b', '', long(201), 9].map((v): [string, unknown] => ['replaces', v]),
  ...['b', '', long(201), null].map((v): [string, unknown] => ['retracts', v]),
  ...[undefined, null, 4, 'text', []].map((v): [string, unknown] => ['data', v]),
];

it.each(odd)('takes an envelope if the contract does: %s %j', (field, value) => {
  const raw = { ...whole, [field]: value };
  const answer = accept(rules, feed, raw, 0, NOW, false);
  const wanted = Envelope.safeParse(raw);
  const refused = 'code' in answer && answer.code === 'invalid' && !/^\/data[:/]/.test(answer.message) && !answer.message.includes('is no event type');
  expect(refused).toBe(!wanted.success);
  if ('code' in answer) return;
  expect(answer.at).toBe(Date.parse(raw.time));
  expect(answer.id).toBe(raw.id);
});

it.each([
  ['id', 'a\0b'],
  ['source', 'urn:\uD800'],
  ['datacontenttype', 'x\uDC00'],
  ['replaces', '\0'],
  ['data', { deep: [{ '\uD800': 1 }] }],
])('refuses a broken text in %s', (field, value) => {
  expect(accept(rules, feed, { ...whole, [field]: value }, 0, NOW, false)).toMatchObject({ code: 'bad_text' });
});

it('does not read what the envelope does not declare', () => {
  expect(accept(rules, feed, { ...whole, comexampleextension: '\0' }, 0, NOW, false)).not.toHaveProperty('code');
});

it('takes figures in the scope of item lists from nobody but ourselves', () => {
  const indicators = { ...feed, kind: 'indicator' } as FeedRow;
  const told = {
    type: 'cn.tongguan.indicator.observed.v1',
    data: { indicator: 'o.share', region: rules.tree.root, numerator: 1, denominator: 2, scope: ITEM_SCOPE },
  };
  expect(accept(rules, indicators, { ...whole, ...told }, 0, NOW, false)).toMatchObject({ code: 'invalid', message: expect.stringContaining('/data/scope') });
  expect(accept(rules, indicators, { ...whole, ...told, source: 'urn:tongguan:items' }, 0, NOW, false)).not.toHaveProperty('code');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCall, makeObserved, makeProgress, makeService, makeTicket, makeTrade } from '../../db/seed/events.ts';
import type { TestDb } from '../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../e2e/faults/floor.ts';
import { figureValues } from '../services/indicator/figures.ts';
import type { FeedKind } from '../wire/events.ts';

let floor: Floor & TestDb;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.drop());

const iso = (ms: number) => new Date(ms).toISOString();
const AT = iso(FLOOR_NOW - 3_600_000);
const DAY = 86_400_000;
const send = async (kind: FeedKind, events: readonly unknown[], options?: Parameters<Floor['submit']>[2]) =>
  floor.submit(await floor.feed(kind), events, options);
const codes = (answer: { rejected: { code: string }[] }) => answer.rejected.map((r) => r.code);
const figure = async (indicator: string, region = '990000', dims?: Record<string, string>) => {
  const [value] = await figureValues(floor.ctx, floor.scope, [{ indicator, region, dims, span: { from: FLOOR_NOW - 3 * DAY, to: FLOOR_NOW + 60_000 } }]);
  return value ? [value.records, value.num, value.den] : null;
};
const count = async (table: string) => (await floor.db.query<{ n: number }>(`select count(*) n from ${table}`))[0]?.n;

test('accepted, duplicate and id_reused, in one group and across groups', async () => {
  const source = 'urn:test:ids';
  const one = makeService({ region: '990101', count: 3 }, { source, time: AT });
  const other = { ...one, data: { ...one.data, count: 4 } };
  const first = await send('service', [one, one, other]);
  expect(first).toMatchObject({ accepted: 1, duplicate: 1 });
  expect(first.rejected).toMatchObject([{ index: 2, id: one.id, code: 'id_reused' }]);
  const second = await send('service', [other, one]);
  expect([second.accepted, second.duplicate, codes(second)]).toEqual([0, 1, ['id_reused']]);
  expect(codes(await send('service', [{ ...one, type: 'cn.tongguan.call.counted.v1' }, one]))).toEqual(['wrong_kind']);
  expect(await figure('t.done')).toEqual([1, 3, 3]);
  const [a, b] = await Promise.all([
    send('service', [makeService({ region: '990101' }, { source, time: AT, id: 'twin' })]),
    send('service', [makeService({ region: '990101' }, { source, time: AT, id: 'twin' })]),
  ]);
  expect([(a?.accepted ?? 0) + (b?.accepted ?? 0), (a?.duplicate ?? 0) + (b?.duplicate ?? 0)]).toEqual([1, 1]);
});

test('a resend with its fields in another order is the same event', async () => {
  const e = makeObserved({ indicator: 'o.count', region: '990101', value: 1, dims: { line: 'a', kind: 'x' } }, { time: AT, source: 'urn:test:order' });
  expect(await send('indicator', [e])).toMatchObject({ accepted: 1 });
  const turned = {
    data: { dims: { kind: 'x', line: 'a' }, value: 1, region: '990101', indicator: 'o.count' },
    time: AT,
    id: e.id,
    source: e.source,
    type: e.type,
    specversion: '1.0',
  };
  expect(await send('indicator', [turned])).toMatchObject({ duplicate: 1 });
});

test('a source belongs to the feed that sent it first', async () => {
  await send('call', [makeCall({ region: '990102' }, { source: 'urn:test:mine', time: AT })]);
  const answer = await send('service', [
    makeService({ region: '990102' }, { source: 'urn:test:mine', time: AT }),
    makeService({ region: '990102' }, { source: 'urn:test:own', time: AT }),
  ]);
  expect([answer.accepted, codes(answer)]).toEqual([1, ['wrong_source']]);
});

test('where an event may come from', async () => {
  const narrow = { ...(await floor.feed('call')), region: '990200' };
  const source = 'urn:test:places';
  const over = { source, time: AT };
  const answer = await floor.submit(narrow, [
    makeCall({ region: '990999' }, over),
    makeCall({ region: '990101' }, over),
    makeCall({ region: '990109' }, over),
    makeCall({ region: '990201' }, over),
    makeCall({ region: undefined }, over),
  ]);
  expect(answer.rejected.map((r) => [r.index, r.code])).toEqual([
    [0, 'unknown_region'],
    [1, 'out_of_scope'],
    [2, 'out_of_scope'],
  ]);
  expect(answer.accepted).toBe(2);
  const rows = await floor.db.query<{ region: string; data: Record<string, unknown> }>(
    `select s.region, e.data from event e join series s on s.id = e.series join source o on o.id = e.source where o.uri = $1 order by s.region`,
    [source],
  );
  expect(rows.map((r) => [r.region, r.data.unlocated ?? false])).toEqual([
    ['990200', true],
    ['990201', false],
  ]);
  expect(await send('call', [makeCall({ region: '990109' }, { time: AT, source: 'urn:test:mine' })])).toMatchObject({ accepted: 1 });
  expect(codes(await send('indicator', [makeObserved({ indicator: 'o.level', region: '990101', value: 1 }, { time: AT, source: 'urn:test:order' })]))).toEqual([
    'wrong_level',
  ]);
});

test('limits of time, and history without them', async () => {
  const at = (time: string) => makeTrade({ region: '990100' }, { source: 'urn:test:time', time });
  const late = at(iso(FLOOR_NOW - 36 * DAY));
  const answer = await send('trade', [
    at('1999-12-31T23:59:59Z'),
    at(iso(FLOOR_NOW + 6 * 60_000)),
    late,
    at(iso(FLOOR_NOW - 34 * DAY)),
    at('1900-01-01T00:00:00Z'),
    at('2999-01-01T00:00:00Z'),
  ]);
  expect([answer.accepted, codes(answer)]).toEqual([1, ['time_out_of_range', 'time_out_of_range', 'too_late', 'time_out_of_range', 'time_out_of_range']]);
  expect(await send('trade', [late], { history: true })).toMatchObject({ accepted: 1 });
  expect(await send('trade', [late], { history: true })).toMatchObject({ duplicate: 1 });
  const kept = await floor.db.query<{ id: string; keep: string | null }>(
    `select k.id, k.keep_until keep from event_key k join source s on s.id = k.source where s.uri = 'urn:test:time' order by keep nulls first`,
  );
  expect(kept.map((k) => k.keep)).toEqual([null, iso(FLOOR_NOW + 42 * DAY).slice(0, 10)]);
});

test('tickets make cases and facts, and their progress moves them', async () => {
  const ticket = makeTicket({ region: '990201' }, { source: 'urn:test:tickets', time: AT });
  const close = makeProgress(ticket, 'close', { unit: 'u1' }, { source: 'urn:test:tickets', time: iso(FLOOR_NOW - 60_000) });
  const dispatch = makeProgress(ticket, 'dispatch', { unit: 'u1' }, { source: 'urn:test:tickets', time: iso(FLOOR_NOW - 120_000) });
  const stray = makeProgress({ id: 'nobody', source: 'urn:test:tickets' }, 'close', {}, { source: 'urn:test:tickets', time: AT });
  const answer = await send('ticket', [close, ticket, stray, dispatch]);
  expect([answer.accepted, codes(answer)]).toEqual([3, ['unknown_reference']]);
  const [row] = await floor.db.query<Record<string, unknown>>(`select id, version, step, open, unit, region, located, no from cases where event_id = $1`, [
    ticket.id,
  ]);
  expect(row).toMatchObject({ version: 3, step: 'close', open: true, unit: 'u1', region: '990201', located: true });
  const facts = await floor.db.query(`select kind, version, regions, quiet, body from fact where subject_id = $1 order by id`, [row?.id as number]);
  expect(facts).toEqual([
    { kind: 'reported', version: 1, regions: ['990201'], quiet: false, body: {} },
    { kind: 'dispatch', version: 2, regions: ['990201'], quiet: false, body: { unit: 'u1' } },
    { kind: 'close', version: 3, regions: ['990201'], quiet: false, body: { unit: 'u1' } },
  ]);
  expect(await send('ticket', [close, ticket, dispatch])).toMatchObject({ accepted: 0, duplicate: 3 });
  expect((await floor.db.query(`select version from cases where event_id = $1`, [ticket.id]))[0]).toEqual({ version: 3 });
  expect(await figure('t.closed', '990201')).toEqual([1, 1, 0]);
  expect(await figure('t.tickets', '990200', { category: '0401' })).toEqual([1, 1, 0]);
  const held = await floor.db.query(`select code, waits_source, waits_id from quarantine where code = 'unknown_reference'`);
  expect(held).toEqual([{ code: 'unknown_reference', waits_source: 'urn:test:tickets', waits_id: 'nobody' }]);
});

test('no personal data outside the vault', async () => {
  const secrets = { name: '示例某某', phone: '13900001234', idNumber: '110101199003074514', address: '青禾路八号楼九零一' };
  const ticket = makeTicket(
    {
      region: '990201',
      title: `电话${secrets.phone}无人接`,
      body: `身份证${secrets.idNumber}，请回电${secrets.phone}`,
      location: { lon: 100.123456, lat: 20.654321, address: secrets.address },
      reporter: { name: secrets.name, phone: secrets.phone, idNumber: secrets.idNumber, confidential: true },
    },
    { source: 'urn:test:tickets', time: AT },
  );
  const bad = { ...ticket, id: 'bad', data: { ...ticket.data, region: '990999' } };
  const answer = await send('ticket', [ticket, bad]);
  expect([answer.accepted, codes(answer)]).toEqual([1, ['unknown_region']]);
  const progress = makeProgress(ticket, 'answer', { text: `已联系${secrets.phone}` }, { source: 'urn:test:tickets', time: AT });
  expect(await send('ticket', [progress])).toMatchObject({ accepted: 1 });
  for (const table of ['event', 'cases', 'quarantine', 'fact', 'series', 'event_key']) {
    const text = JSON.stringify(await floor.db.query(`select * from ${table}`));
    for (const secret of Object.values(secrets)) expect(`${table} ${text.includes(secret)}`).toBe(`${table} false`);
    expect(`${table} ${text.includes('100.123456')}`).toBe(`${table} false`);
  }
  const [row] = await floor.db.query<{ person: number; confidential: boolean; lon: number }>(
    'select person, confidential, lon from cases where event_id = $1',
    [ticket.id],
  );
  expect(row).toMatchObject({ confidential: true, lon: 100.123 });
  expect((await floor.db.query('select id from person where id = $1', [row?.person ?? 0])).length).toBe(1);
});

test('a number in a code is in no figure and no row, and the records still give the figure', async () => {
  const phone = '13900005678';
  const event = makeService({ region: '990101', item: `事项${phone}`, channel: 'window' }, { source: 'urn:test:codes', time: AT });
  const posted = makeObserved(
    { indicator: 'o.count', region: '990101', value: 3, dims: { line: phone, kind: 'x' }, scope: phone },
    { time: AT, source: 'urn:test:codes-posted' },
  );
  expect(await send('service', [event, event])).toMatchObject({ accepted: 1, duplicate: 1 });
  expect(await send('indicator', [posted])).toMatchObject({ accepted: 1 });
  for (const table of ['event', 'series', 'quarantine', 'fact']) {
    const text = JSON.stringify(await floor.db.query(`select * from ${table}`));
    expect(`${table} ${text.includes(phone)}`).toBe(`${table} false`);
  }
  const sealed = await floor.db.query(`select data from event where data->>'item' = '事项〔电话〕' and data ? 'person'`);
  expect(sealed.length).toBe(1);
  expect(await send('indicator', [{ ...posted, type: 'toString', id: 'proto' }])).toMatchObject({ rejected: [{ code: 'invalid' }] });
});

test('what is counted is not negative', async () => {
  const post = (data: object) => send('indicator', [makeObserved({ region: '990101', ...data }, { time: AT, source: 'urn:test:negative' })]);
  expect(codes(await post({ indicator: 'o.count', value: -1 }))).toEqual(['invalid']);
  expect(await figure('o.count', '990101', { line: 'negative', kind: 'x' })).toEqual([0, 0, 0]);
});

test('a feed that makes up a source for each event comes to an end of it, and its old sources go on', async () => {
  const feed = await floor.feed('call');
  const made = (source: string) => makeCall({ region: '990102' }, { source, time: AT });
  await send('call', [made('urn:test:known')]);
  await floor.db.query(`insert into source (feed, uri) select $1, 'urn:test:flood:' || n from generate_series(1, 9998) n`, [feed.id]);
  const answer = await send('call', [made('urn:test:known'), made('urn:test:new-1'), made('urn:test:new-2')]);
  expect([answer.accepted, codes(answer)]).toEqual([1, ['wrong_source', 'wrong_source']]);
  expect(answer.rejected[0]?.message).toContain('has 10000 sources already');
});

test('scopes of an indicator come to an end, and those that it has go on', async () => {
  const post = (scopes: string[]) =>
    send(
      'indicator',
      scopes.map((scope) => makeObserved({ indicator: 'o.count', region: '990102', value: 1, scope }, { time: AT, source: 'urn:test:scopes' })),
    );
  const answer = await post(Array.from({ length: 200 }, (_, n) => `made up ${n}`));
  expect(answer.accepted).toBeLessThanOrEqual(64);
  expect(new Set(codes(answer))).toEqual(new Set(['invalid']));
  expect(await post(['made up 0', 'made up 199'])).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: 'invalid' }] });
});

test('one bad event does not reject its neighbours', async () => {
  const before = await count('event');
  const events = Array.from(
    { length: 2_500 },
    (_, i) => makeObserved({ indicator: 'o.sum', region: '990202', value: 0.01 }, { source: 'urn:test:many', time: AT, id: `m${i}` }) as unknown,
  );
  events[1_200] = { ...(events[1_200] as object), data: { indicator: 'o.sum', region: '990202', value: Number.NaN } };
  events[7] = 'nonsense';
  events[8] = { ...(events[8] as object), type: 'cn.tongguan.unknown.v1' };
  events[9] = { ...(events[9] as object), data: { indicator: 'nope', region: '990202', value: 1 } };
  events[10] = { ...(events[10] as object), data: { indicator: 'o.sum', region: '990202', value: 0.001 } };
  events[11] = { ...(events[11] as object), data: { indicator: 'o.sum', region: '990202', value: 1, scope: 'a\0b' } };
  events[12] = makeTrade({}, { source: 'urn:test:many', time: AT });
  const answer = await send('indicator', events);
  expect(answer.rejected.map((r) => [r.index, r.code])).toEqual([
    [7, 'invalid'],
    [8, 'invalid'],
    [9, 'unknown_indicator'],
    [10, 'invalid'],
    [11, 'bad_text'],
    [12, 'wrong_kind'],
    [1_200, 'invalid'],
  ]);
  expect(answer.accepted).toBe(2_493);
  expect(await count('event')).toBe((before ?? 0) + 2_493);
  expect(await figure('o.sum', '990200')).toEqual([2_493, 2_493, 0]);
});

test('committed totals are told as they stand in the store', async () => {
  floor.committed.length = 0;
  const over = { source: 'urn:test:totals', time: AT };
  await send('indicator', [
    makeObserved({ indicator: 'o.stock', region: '990201', value: 1.5 }, over),
    makeObserved({ indicator: 'o.stock', region: '990201', value: 2.5 }, over),
  ]);
  await send('indicator', [makeObserved({ indicator: 'o.stock', region: '990201', value: 4 }, over)]);
  const totals = floor.committed.flatMap((c) => c.totals);
  expect(totals.map(({ n, num, lastNum }) => ({ n, num, lastNum }))).toEqual([
    { n: 2, num: 40, lastNum: 25 },
    { n: 3, num: 80, lastNum: 40 },
  ]);
  const [row] = await floor.db.query(`select h.rev, (extract(epoch from h.b) * 1000)::int8 slot from hot h where series = $1`, [totals[0]?.series ?? 0]);
  expect(row).toEqual({ rev: totals[1]?.rev, slot: totals[1]?.slot });
  expect(await figure('o.stock', '990200')).toEqual([3, 40, 0]);
});

test('a zone is told for its own region alone, and codes hold nothing that parts keys', async () => {
  const at = { time: AT };
  const answer = await send('trade', [
    makeTrade({ region: '990200', zone: 'zone-990100' }, at),
    makeTrade({ region: '990101', zone: 'zone-990100' }, at),
    makeTrade({ region: '990200', zone: 'not-registered' }, at),
    makeTrade({ region: '990101', zone: 'zone-990100\t9610\texport' }, at),
    makeTrade({ region: '990101', port: 'a|b' }, at),
  ]);
  expect(answer).toMatchObject({ accepted: 2 });
  expect(answer.rejected.map((r) => [r.index, r.code, r.message.split(':')[0]])).toEqual([
    [0, 'invalid', '/data/zone'],
    [3, 'invalid', '/data/zone'],
    [4, 'invalid', '/data/port'],
  ]);
});

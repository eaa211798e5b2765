import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProgress, makeTicket } from '../../db/seed/events.ts';
import type { TestDb } from '../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../e2e/faults/floor.ts';
import type { Actor } from '../services/access/actor.ts';
import { requireScope } from '../services/access/require-scope.ts';
import { makePerson } from '../services/access/testing.ts';
import { actOnTicket } from '../services/case/act.ts';
import { createFeed } from '../services/feed/create-feed.ts';
import { createReader } from '../services/feed/create-reader.ts';
import { FeedDirectory } from '../services/feed/feed-directory.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import { findReader } from '../services/feed/find-reader.ts';
import { setFeed } from '../services/feed/set-feed.ts';
import { disableFeed, enableFeed } from '../services/feed/switch-feed.ts';
import { GeoReportClient } from './open311-client.ts';
import { makeOpen311Ports } from './open311-ports.ts';
import { type DoorServer, serveDoors, stubPorts } from './stub-ports.ts';

const CATEGORIES = [
  { code: '04', name: '环境保护与资源', parent: '' },
  { code: '0401', name: '施工噪声', parent: '04' },
  { code: '0402', name: '油烟 & <异味>', parent: '04' },
];
const CANARY = '19912345678';
const ADDRESS = '青禾路88号3栋402';

let floor: Floor & TestDb;
let now = FLOOR_NOW;
let closed: DoorServer;
let open: DoorServer;
let refusals: string[];
let directory: FeedDirectory;
let app: { feed: FeedRow; token: string };
let mirror: { feed: FeedRow; token: string };
let off: { feed: FeedRow; token: string };
let reader: string;
let dispatcher: Actor;
let handler: Actor;

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  const { ctx } = floor;
  app = await createFeed(ctx, { name: 'app', kind: 'ticket', region: '990100', open311: true });
  mirror = await createFeed(ctx, { name: 'upstream', kind: 'ticket', mirrored: true, open311: true });
  off = await createFeed(ctx, { name: 'off', kind: 'ticket' });
  reader = (await createReader(ctx, { name: 'board' })).token;
  directory = new FeedDirectory(ctx);
  await directory.refresh();
  const serve = async (port: number, open311Public: boolean) => {
    const ports = stubPorts({
      findFeed: (token) => directory.find(token),
      findReader: (token) => findReader(ctx, token),
      catalog: ctx.catalog,
      now: () => now,
      open311: makeOpen311Ports({
        ctx,
        submit: floor.submit,
        feeds: directory,
        profile: { categories: CATEGORIES, file: { requestTypes: ['投诉', '求助'] } },
        env: { open311Public, demo: false },
      }),
    });
    if (!open311Public) refusals = ports.refusals;
    return serveDoors(ports, port);
  };
  closed = await serve(4256, false);
  open = await serve(4257, true);
  const grant = { region: '990000', department: null, unmask: false };
  dispatcher = await makePerson(ctx, [{ ...grant, role: 'dispatcher' }]);
  handler = await makePerson(ctx, [{ ...grant, role: 'unit_handler' }]);
});
afterAll(async () => {
  await closed.close();
  await open.close();
  await floor.drop();
});

const endpoint = () => `${closed.url}/open311/v2`;
const client = (format: 'json' | 'xml' = 'json', key: string | null = app.token) => new GeoReportClient(endpoint(), format, key);
/** A second later, so that reads have their bucket and reports their order. */
const later = (ms = 60_000) => {
  now += ms;
};
const FIELDS = { 'attribute[request_type]': '投诉', service_code: '0401', lat: '20.0123', long: '100.0456' };

async function act(who: Actor, no: string, command: string, data: Parameters<typeof actOnTicket>[3]['data'] = {}): Promise<void> {
  later();
  const [row] = await floor.db.query<{ id: number; version: number }>('select id, version from cases where no = $1', [no]);
  const input = { id: row?.id ?? 0, command, data, expect: row?.version ?? 0, key: randomUUID() };
  expect(await actOnTicket(floor.ctx, who, requireScope(floor.ctx, who, 'ticket.act'), input)).toEqual(expect.objectContaining({ ok: true }));
}

describe.each(['json', 'xml'] as const)('a client that knows the text alone, in %s', (format) => {
  test('finds its way from the discovery to what it reported', async () => {
    later();
    const c = client(format);
    const { one } = await c.get('discovery');
    expect(one).toMatchObject({
      endpoints: [{ specification: 'http://wiki.open311.org/GeoReport_v2', url: endpoint(), type: 'production', formats: ['text/xml', 'application/json'] }],
    });
    const services = await c.get('services', { jurisdiction_id: 'made' });
    expect(services.type).toBe(format === 'json' ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8');
    expect(services.items.map((s) => [s.service_code, s.service_name, s.group, s.type])).toEqual([
      ['0401', '施工噪声', '环境保护与资源', 'realtime'],
      ['0402', '油烟 & <异味>', '环境保护与资源', 'realtime'],
    ]);
    const { one: definition } = await c.get('services/0402');
    expect(definition).toMatchObject({ service_code: '0402', attributes: [{ code: 'request_type' }, { code: 'urgency' }, { code: 'address_detail' }] });
    const id = await c.report('0401', { lat: '20.0123', long: '100.0456', address_string: ADDRESS, description: '每晚十点以后\n仍在施工', last_name: '甲' });
    const { items } = await c.get(`requests/${id}`);
    expect(items).toEqual([
      expect.objectContaining({
        service_request_id: id,
        status: 'open',
        status_notes: 'reported',
        service_code: '0401',
        service_name: '施工噪声',
        description: '每晚十点以后\n仍在施工',
        requested_datetime: expect.stringMatching(/^2026-03-10T16:\d\d:30\+08:00$/),
      }),
    ]);
    expect([String(items[0]?.lat), String(items[0]?.long)]).toEqual(['20', '100.05']);
    expect((await c.get('requests')).items.map((r) => r.service_request_id)).toContain(id);
  });

  test('reads what went wrong in the shape of the text', async () => {
    later();
    const c = client(format);
    expect(await c.get('services/9')).toMatchObject({ status: 404, items: [{ description: 'service_code 9 was not found' }] });
    expect(await c.get('requests/none')).toMatchObject({ status: 404 });
    expect(await c.get('nothing')).toMatchObject({ status: 404 });
    expect(await c.get('services', { jurisdiction_id: 'elsewhere' })).toMatchObject({ status: 404 });
    expect(await c.get('requests', { jurisdiction_id: '990200' })).toMatchObject({ status: 404 });
    expect(await c.post({})).toMatchObject({ status: 400, items: [{ description: 'service_code was not provided' }] });
    expect(await c.post({ service_code: '04' })).toMatchObject({ status: 404 });
    const many = await c.post({ service_code: '0401', lat: '91', 'attribute[urgency]': 'now', media_url: 'javascript:1' });
    expect(many.status).toBe(400);
    expect(many.items.map((e) => [String(e.code), String(e.description).split(':')[0]])).toEqual([
      ['400', 'attribute[request_type]'],
      ['400', 'attribute[urgency]'],
      ['400', 'lat'],
      ['400', 'a location is required'],
      ['400', 'media_url'],
    ]);
    expect(await new GeoReportClient(endpoint(), format, null).get('services')).toMatchObject({ status: 401 });
  });
});

test('what is handled at the desk comes back: notes and times follow the commands, to the end', async () => {
  const c = client();
  const id = await c.report('0401', { address_string: '甲一区', description: '噪声' });
  const at = async () => (await c.get(`requests/${id}`)).one;
  await act(dispatcher, id, 'accept');
  expect(await at()).toMatchObject({ status: 'open', status_notes: 'accept' });
  await act(dispatcher, id, 'dispatch', { unit: 'd-social', rank: 1 });
  expect(await at()).toMatchObject({ status_notes: 'dispatch', agency_responsible: '虚构厅' });
  await act(handler, id, 'sign');
  const handling = await at();
  expect(handling).toMatchObject({ status_notes: 'sign', updated_datetime: new Date(now + 8 * 3_600_000).toISOString().replace('.000Z', '+08:00') });
  expect(String(handling.expected_datetime)).toMatch(/^2026-/);
  await act(handler, id, 'answer', { text: `已处理，请打${CANARY}`, result: 'resolved' });
  await act(dispatcher, id, 'close');
  const done = now;
  expect(await at()).toMatchObject({ status: 'closed', status_notes: '已办结', expected_datetime: null });
  await act(dispatcher, id, 'follow_up', { by: 'call', reached: true, satisfied: true, resolved: true, level: 5 });
  const over = await at();
  expect(Date.parse(String(over.updated_datetime))).toBe(done);
  expect(JSON.stringify(over)).not.toContain(CANARY);
  expect((await c.get('requests', { status: 'closed' })).items.map((r) => r.service_request_id)).toContain(id);
  expect((await c.get('requests', { status: 'open' })).items.map((r) => r.service_request_id)).not.toContain(id);
});

test("a mirrored feed's requests are moved by its own platform", async () => {
  later();
  const c = client('json', mirror.token);
  const id = await c.report('0401', { lat: '20.5', long: '100.5' });
  const [row] = await floor.db.query<{ id: string; source: string }>(
    'select c.event_id id, s.uri source from cases c join source s on s.id = c.source where c.no = $1 and c.mirrored',
    [id],
  );
  if (!row) throw new Error('not mirrored');
  later();
  await floor.submit(mirror.feed, [makeProgress(row, 'close', {}, { source: row.source, time: new Date(now).toISOString() })]);
  expect((await c.get(`requests/${id}`)).one).toMatchObject({ status: 'closed', status_notes: '已办结' });
});

test('sent again under its key it is the same request; another under that key is told so', async () => {
  later();
  const c = client();
  const again = () => c.post({ ...FIELDS, description: '同一件事', phone: CANARY }, { 'idempotency-key': 'retry-1' });
  const replies = await Promise.all([again(), again(), again()]);
  later();
  replies.push(await again());
  expect(replies.map((r) => r.status)).toEqual([200, 200, 200, 200]);
  const ids = new Set(replies.map((r) => r.one.service_request_id));
  expect(ids.size).toBe(1);
  expect((await c.get('tokens/retry-1')).one).toEqual({ service_request_id: [...ids][0], token: 'retry-1' });
  expect(await client('json', mirror.token).get('tokens/retry-1')).toMatchObject({ status: 404 });
  expect(await c.post({ ...FIELDS, description: '另一件事' }, { 'idempotency-key': 'retry-1' })).toMatchObject({ status: 409 });
  const twice = await Promise.all([c.post({ ...FIELDS }), c.post({ ...FIELDS })]);
  expect(twice[0]?.one.service_request_id).not.toBe(twice[1]?.one.service_request_id);
});

test('nothing of a person and no place finer than a town comes out again', async () => {
  later();
  const c = client();
  const told = {
    first_name: '示例',
    last_name: '某甲',
    phone: CANARY,
    email: 'who@example.test',
    address_string: ADDRESS,
    'attribute[address_detail]': '门口左转',
  };
  const description = `我是某甲示例，电话${CANARY}，微信 vx${CANARY}，身份证110101199003070011，请到青禾路88号`;
  const cut = `${'长'.repeat(36)}${CANARY} 请回电`;
  for (const more of [{ lat: '20.01234', long: '100.04567' }, {}]) {
    await c.post({ ...FIELDS, lat: '', long: '', ...told, ...more, description });
    await c.post({ ...FIELDS, lat: '', long: '', ...told, ...more, description: cut });
    await c.post({ ...FIELDS, lat: '', long: '', ...told, ...more });
  }
  later();
  const { items } = await client('json', reader).get('requests');
  expect(items.length).toBeGreaterThanOrEqual(6);
  const all = JSON.stringify(items);
  for (const secret of [CANARY, CANARY.slice(0, 5), '某甲', '示例', 'who@', '88号', '402', '门口左转', '20.012', '100.045', '地点', '110101199003070011'])
    expect(all).not.toContain(secret);
  expect((await floor.db.query<{ body: string }>(`select body from cases where body like '%地点：青禾%' limit 1`))[0]?.body).toContain('青禾路');
});

test('markup and quotes are text like any other, coming in and going out', async () => {
  later();
  const hostile = `'); drop table cases; --\n<script>alert(1)</script>&amp;&#x41;]]><![CDATA[x]]> "quoted" \u0007\u{1F6A7} \uFFFE {{7*7}} %00`;
  for (const format of ['json', 'xml'] as const) {
    const c = client(format);
    const id = await c.report('0402', { lat: '20', long: '100', description: hostile });
    const { one } = await c.get(`requests/${id}`);
    // XML has no way to say these two.
    expect(one.description).toBe(format === 'json' ? hostile : hostile.replace('\u0007', '\uFFFD').replace('\uFFFE', '\uFFFD'));
    expect(one.service_name).toBe('油烟 & <异味>');
  }
  for (const id of ["' or 1=1 --", '%00', '../../healthz', '{}"\\']) {
    expect((await client('xml').get(`requests/${encodeURIComponent(id)}`)).status).toBeGreaterThanOrEqual(400);
    expect((await client('json').get('requests', { service_request_id: id })).items).toEqual([]);
    expect((await client('json').get('requests', { service_code: id })).items).toEqual([]);
  }
  expect(await client().post({ ...FIELDS, description: 'a\0b' })).toMatchObject({ status: 400 });
});

test('confidential tickets, those of public order, parts and withdrawn ones are not there', async () => {
  later();
  const time = new Date(now).toISOString();
  const send = async (data: Record<string, unknown>) => {
    const event = makeTicket({ region: '990101', ...data }, { source: 'urn:hidden', time });
    expect(await floor.submit(app.feed, [event])).toMatchObject({ accepted: 1 });
    const [row] = await floor.db.query<{ no: string }>('select no from cases where event_id = $1', [event.id]);
    return { no: row?.no ?? '', event };
  };
  const seen = async (no: string) => (await client().get('requests', { service_request_id: no })).items.length;
  expect(await seen((await send({ reporter: { confidential: true } })).no)).toBe(0);
  const shown = await send({});
  expect(await seen(shown.no)).toBe(1);
  await act(dispatcher, shown.no, 'mark', { flag: 'stability' });
  expect(await seen(shown.no)).toBe(0);
  const gone = await send({});
  const retraction = { specversion: '1.0', id: randomUUID(), source: 'urn:hidden', type: gone.event.type, time, retracts: gone.event.id, data: {} };
  expect(await floor.submit(app.feed, [retraction])).toMatchObject({ accepted: 1 });
  expect(await seen(gone.no)).toBe(0);
});

test('each key reads its own part', async () => {
  later();
  const time = new Date(now).toISOString();
  const [mine, theirs, never] = await Promise.all(
    [app, mirror, off].map(async ({ feed }, i) => {
      const event = makeTicket({ region: i === 1 ? '990201' : '990101' }, { source: `urn:part:${feed.name}`, time });
      await floor.submit(feed, [event]);
      return (await floor.db.query<{ no: string }>('select no from cases where event_id = $1', [event.id]))[0]?.no ?? '';
    }),
  );
  const read = async (key: string | null, query = {}, at = endpoint()) => {
    const { items } = await new GeoReportClient(at, 'json', key).get('requests', { service_request_id: `${mine},${theirs},${never}`, ...query });
    return items.map((r) => r.service_request_id).sort();
  };
  expect(await read(app.token)).toEqual([mine]);
  expect(await read(mirror.token)).toEqual([theirs]);
  expect(await read(reader)).toEqual([mine, theirs].sort());
  expect(await read(reader, { jurisdiction_id: '990200' })).toEqual([theirs]);
  expect(await read((await createReader(floor.ctx, { name: 'city', region: '990100' })).token)).toEqual([mine]);
  expect(await read(null, {}, `${open.url}/open311/v2`)).toEqual([mine, theirs].sort());
});

test('a span, services and states are asked for, a page at a time', async () => {
  later(3_600_000);
  const from = now;
  const c = client();
  const made: string[] = [];
  for (const service of ['0401', '0402', '0401']) {
    made.unshift(await c.report(service, { lat: '20', long: '100' }));
    later(3_600_000);
  }
  const start_date = new Date(from).toISOString();
  const ids = async (query: Record<string, string>) => (await c.get('requests', { start_date, ...query })).items.map((r) => r.service_request_id);
  expect(await ids({})).toEqual(made);
  expect(await ids({ service_code: '0402' })).toEqual([made[1]]);
  expect(await ids({ service_code: '0402,0401', status: 'open,closed' })).toEqual(made);
  expect(await ids({ end_date: new Date(from + 60_000).toISOString() })).toEqual([made[2]]);
  expect(await ids({ page: '2', page_size: '2' })).toEqual([made[2]]);
  const wrong = [
    ['start_date', '2026-01-01'],
    ['end_date', '2027-01-01T00:00:00Z'],
    ['status', 'done'],
    ['page', '0'],
    ['page_size', '5000'],
  ] as const;
  for (const [name, value] of wrong) expect(await c.get('requests', { start_date, [name]: value })).toMatchObject({ status: 400 });
});

test('who may not come in is told why, and it is written down', async () => {
  later();
  const status = async (key: string | null, at = endpoint()) => (await new GeoReportClient(at, 'json', key).get('requests')).status;
  expect(await status(null)).toBe(401);
  expect(await status('tgf_nobody')).toBe(401);
  expect(await status('tgf_nobody', `${open.url}/open311/v2`)).toBe(401);
  expect(await status(null, `${open.url}/open311/v2`)).toBe(200);
  expect(await status(off.token)).toBe(403);
  expect(await status((await createReader(floor.ctx, { name: 'few', indicators: ['o.count'] })).token)).toBe(403);
  expect(await new GeoReportClient(`${open.url}/open311/v2`, 'json', null).post(FIELDS)).toMatchObject({ status: 401 });
  expect(await client('json', reader).post(FIELDS)).toMatchObject({ status: 403 });
  await disableFeed(floor.ctx, 'app');
  await directory.refresh();
  expect(await status(app.token)).toBe(403);
  await enableFeed(floor.ctx, 'app');
  for (const name of ['app', 'upstream']) await setFeed(floor.ctx, name, { open311: false });
  await directory.refresh();
  for (const key of [app.token, reader]) expect(await status(key)).toBe(403);
  expect(await status(null, `${open.url}/open311/v2`)).toBe(403);
  for (const name of ['app', 'upstream']) await setFeed(floor.ctx, name, { open311: true });
  await directory.refresh();
  expect(await status(app.token)).toBe(200);
  expect(refusals).toEqual(expect.arrayContaining(['open311 401', 'open311 403']));
});

test('forms are of bounded size and kind, and reads of bounded number', async () => {
  later();
  const post = (body: string, type = 'application/x-www-form-urlencoded') =>
    fetch(`${endpoint()}/requests`, { method: 'POST', body, headers: { 'content-type': type, authorization: `Bearer ${app.token}` } }).then((r) => r.status);
  expect(await post(`description=${'x'.repeat(300_000)}`)).toBe(413);
  expect(await post(new URLSearchParams({ ...FIELDS, description: '长'.repeat(4001) }).toString())).toBe(400);
  expect(await post(new URLSearchParams({ ...FIELDS, description: '长'.repeat(4000) }).toString())).toBe(200);
  expect(await post('{}', 'application/json')).toBe(415);
  expect((await fetch(`${endpoint()}/services`, { method: 'POST', body: '' })).status).toBe(405);
  expect((await fetch(`${endpoint()}/requests`, { method: 'DELETE' })).status).toBe(405);
  const reads = await Promise.all(Array.from({ length: 70 }, () => client().get('services')));
  expect(new Set(reads.map((r) => r.status))).toEqual(new Set([200, 429]));
});

test('curl reports and reads, in both formats', async () => {
  later();
  const run = async (...argv: string[]) => (await promisify(execFile)('curl', ['-sS', '--fail', ...argv])).stdout;
  const form = ['-d', `api_key=${app.token}`, '-d', 'service_code=0401', '-d', 'lat=20', '-d', 'long=100', '--data-urlencode', 'attribute[request_type]=投诉'];
  const xml = await run(...form, '--data-urlencode', 'description=路灯不亮', `${endpoint()}/requests.xml`);
  const id = /<service_request_id>([^<]+)<\/service_request_id>/.exec(xml)?.[1];
  expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<service_requests><request>/);
  expect(await run('-H', `Authorization: Bearer ${app.token}`, `${endpoint()}/requests/${id}.xml`)).toContain('<description>路灯不亮</description>');
  const json = JSON.parse(await run(`${endpoint()}/requests.json?api_key=${app.token}&service_request_id=${id}`)) as object[];
  expect(json).toEqual([expect.objectContaining({ service_request_id: id, description: '路灯不亮' })]);
});

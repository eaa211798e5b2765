import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgress, makeReview, makeService, makeTicket } from '../../db/seed/events.ts';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import type { ApiContext } from '../../server/api/context.ts';
import { appRouter, createCaller } from '../../server/api/root.ts';
import { ROLES } from '../../server/core/access/roles.ts';
import { runImport } from '../../server/ingest/import/run-import.ts';
import type { Actor } from '../../server/services/access/actor.ts';
import { requireScope } from '../../server/services/access/require-scope.ts';
import { makePerson } from '../../server/services/access/testing.ts';
import { AuditBatch } from '../../server/services/audit/audit-batch.ts';
import { Presence } from '../../server/services/case/presence.ts';
import { createFeed } from '../../server/services/feed/create-feed.ts';
import { FeedDirectory } from '../../server/services/feed/feed-directory.ts';
import { errorForLog } from '../../server/services/log-error.ts';
import { callerOf } from '../../server/services/person/caller-of.ts';
import { eraseTicket } from '../../server/services/person/erase-ticket.ts';
import { searchPhone } from '../../server/services/person/search-phone.ts';
import { type Keys, openKeys, openPerson } from '../../server/services/person/vault.ts';
import { listQuarantine } from '../../server/services/quarantine/list.ts';
import { verifyRollups } from '../../server/services/rollup/verify.ts';
import { FLOOR_NOW, type Floor, makeFloor } from './floor.ts';

/** A person who cannot exist; wherever one of these is seen, something leaks. */
const NAME = '示例壬癸';
const PHONE = '19900007531';
const ID = '000000199001017531';
const HOUSE = '77号3栋502';
const SPELLINGS = [PHONE, '199-0000-7531', '199 0000 7531', '１９９００００７５３１', ID, NAME, HOUSE, '77号'];
const LEAK = new RegExp(SPELLINGS.join('|'));
const TEXT = `${NAME}住云溪路${HOUSE}，电话199-0000-7531，另１９９００００７５３１，证件${ID}`;
const reporter = { name: NAME, phone: PHONE, idNumber: ID };

let opened: TestDb;
let folder: string;
let keys: Keys;
let floor: Floor;
let ticket: { id: number; no: string };
let rejectedFile: string;

beforeAll(async () => {
  opened = await openTestDb();
  folder = mkdtempSync(join(tmpdir(), 'tongguan-canary-'));
  const keyFile = join(folder, 'keys.json');
  keys = openKeys(keyFile, { generate: true });
  floor = await makeFloor(opened.db, { keyFile });
  await sendAll();
  await importAll();
  const [row] = await opened.db.query<{ id: number; no: string }>('select id, no from cases order by id limit 1');
  if (!row) throw new Error('no ticket');
  ticket = row;
}, 60_000);
afterAll(async () => {
  await opened.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function sendAll(): Promise<void> {
  const at = (minutes: number) => new Date(FLOOR_NOW - minutes * 60_000).toISOString();
  const report = makeTicket(
    { region: '990101', title: `路灯不亮 ${PHONE}`, body: TEXT, reporter, location: { lon: 100.01, lat: 20.01, address: `云溪路${HOUSE}` } },
    { time: at(9) },
  );
  const step = makeProgress(report, 'answer', { text: `已致电${PHONE}，到云溪路${HOUSE}`, reason: `证件${ID}` }, { time: at(5) });
  const unit = makeProgress(report, 'dispatch', { unit: `服务站 ${PHONE}` }, { time: at(7) });
  const tickets = await floor.feed('ticket');
  expect(await floor.submit(tickets, [report, unit, step])).toMatchObject({ accepted: 3, rejected: [] });
  const review = makeReview({ region: '990101', comment: TEXT, reviewer: reporter, tags: [`电话${PHONE}`] }, { source: 'urn:test:reviews', time: at(4) });
  expect(await floor.submit(await floor.feed('review'), [review])).toMatchObject({ accepted: 1 });
  const service = makeService({ region: '990101', item: `办件 ${PHONE}` }, { source: 'urn:test:services', time: at(3) });
  expect(await floor.submit(await floor.feed('service'), [service])).toMatchObject({ accepted: 1 });
  const refused = [
    makeTicket({ region: '880101', body: TEXT, reporter }, { time: at(9) }),
    makeTicket({ requestType: 7, body: TEXT, 联系人: NAME, callerName: NAME, contactPhone: PHONE }, { time: at(9) }),
    makeProgress({ source: 'urn:nobody', id: 'never' }, 'answer', { text: TEXT, 来电人姓名: NAME }, { time: at(8) }),
    { ...makeTicket({ body: TEXT, reporter }), type: `cn.${PHONE}` },
    { garbage: TEXT, 姓名: NAME, phone: Number(PHONE) },
  ];
  expect((await floor.submit(tickets, refused)).rejected).toHaveLength(5);
}

async function importAll(): Promise<void> {
  const map = join(folder, 'map.json');
  const file = join(folder, 'callers.csv');
  const value = (col: string) => ({ col });
  writeFileSync(
    map,
    JSON.stringify({
      id: 'no',
      time: { col: 'when', zone: 'Asia/Shanghai' },
      data: {
        title: value('title'),
        body: value('body'),
        requestType: { const: '其他' },
        channel: { const: 'phone' },
        region: value('region'),
        'reporter.name': value('姓名'),
        'reporter.phone': value('电话'),
      },
    }),
  );
  const row = (no: string, region: string, when = '2026-03-10 15:00') => `${no},${when},路灯,"${TEXT}",${region},${NAME},${PHONE}`;
  writeFileSync(file, `no,when,title,body,region,姓名,电话\n${[row('i1', '990101'), row('i2', '880000'), row('i3', '990101', 'nonsense')].join('\n')}\n`);
  const result = await runImport(
    { kind: 'ticket', file, map, feed: 'old' },
    { ctx: floor.ctx, submit: floor.submit, mappings: folder, note: (line) => expect(line).not.toMatch(LEAK) },
  );
  expect(result).toMatchObject({ accepted: 1, rejected: 2 });
  rejectedFile = result.rejectedFile ?? '';
}

/** Every row of every table as text: what a dump, a backup or an administrator of the database would read. */
async function dump(): Promise<string> {
  const tables = await opened.db.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await opened.db.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`);
    texts.push(`${name}: ${rows.map((r) => (typeof r.row === 'string' ? r.row : JSON.stringify(r.row))).join('\n')}`);
  }
  return texts.join('\n');
}

test('nothing personal stands in any table, whatever way it came in', async () => {
  const text = await dump();
  expect(text).toContain('〔电话〕');
  expect(text.match(LEAK)).toBeNull();
});

test('the file of rejected rows and the list of what is held are redacted', async () => {
  expect(existsSync(rejectedFile)).toBe(true);
  const rejected = readFileSync(rejectedFile, 'utf8');
  expect(rejected.trim().split('\n')).toHaveLength(2);
  expect(rejected.match(LEAK)).toBeNull();
  const held = JSON.stringify(await listQuarantine(floor.ctx, {}));
  expect(held).toContain('〔已封存〕');
  expect(held.match(LEAK)).toBeNull();
});

test('no feed carries a person in its name or its papers', async () => {
  await expect(createFeed(floor.ctx, { name: `hotline-${PHONE}`, kind: 'ticket' })).rejects.toThrow('personal number');
  await expect(createFeed(floor.ctx, { name: 'x', kind: 'ticket', label: `找${PHONE}` })).rejects.toThrow('no personal data');
});

test('the log of an error has none of it', () => {
  const error = new Error(`duplicate key (phone)=(${PHONE}) at 云溪路`, { cause: new Error(`证件${ID}`) });
  expect(JSON.stringify(errorForLog(error)).match(LEAK)).toBeNull();
});

function contextOf(actor: Actor, feeds: FeedDirectory, batch: AuditBatch): ApiContext {
  const world = {
    figures: floor.ctx,
    feeds,
    keys,
    meta: { categories: {}, items: {}, departments: {}, profile: { reviewLevels: [] } },
    topics: new Map(),
    towns: () => [],
    history: () => ({ loading: false, done: 0, total: 0 }),
    factHead: async () => ({ asOf: '0', epoch: 'e' }),
    kickFacts: () => {},
    submit: floor.submit,
    readTable: async () => ({ columns: [], rows: [] }),
    presence: new Presence(floor.ctx.now),
    build: 'b',
    actor,
    needs: null,
    call: { address: '192.0.2.9', agent: null, active: true, token: null, setCookie: () => {} },
    audit: { note: (entry: Parameters<AuditBatch['note']>[1]) => batch.note(actor, entry) },
  };
  return world as unknown as ApiContext;
}

/** One object that most procedures find their input in; each takes the fields that it declares. */
function inputOf(): Record<string, unknown> {
  const span = { from: FLOOR_NOW - 3_600_000, to: FLOOR_NOW + 60_000 };
  const query = { indicator: 't.tickets', region: '990000', span };
  const one = { id: ticket.id, ids: [ticket.id], ticket: ticket.id, account: 1, display: 1, text: PHONE, at: null };
  return {
    ...one,
    ...span,
    query,
    queries: [query],
    region: '990000',
    regions: ['990000'],
    cursor: null,
    limit: 50,
    all: true,
    by: 'category',
    grain: 'hour',
    resolution: 6,
    topics: [],
    filter: {},
    locale: 'zh-CN',
  };
}

type Call = (path: string, input: unknown) => Promise<unknown>;

function callOf(context: ApiContext): Call {
  const caller = createCaller(context) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  return async (path, input) => {
    const [router = '', name = ''] = path.split('.');
    const procedure = caller[router]?.[name];
    if (!procedure) throw new Error(`no procedure ${path}`);
    return procedure(input);
  };
}

test('no procedure answers it to any role, nor an error, nor the audit of all that was asked', async () => {
  const feeds = new FeedDirectory(floor.ctx);
  await feeds.refresh();
  const batch = new AuditBatch(floor.ctx, { log: { error: () => {} } });
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const reads = Object.keys(procedures).filter((path) => procedures[path]?._def.type === 'query');
  const asked = [...reads, 'export.records', 'export.figure', 'person.search', 'person.remask'];
  const answered = new Set<string>();
  for (const role of ROLES) {
    const actor = await makePerson(floor.ctx, [{ role, unmask: true }]);
    const call = callOf(contextOf(actor, feeds, batch));
    for (const path of asked) {
      const input = path === 'person.search' ? { phone: '19900000000' } : inputOf();
      const answer = await call(path, input).then(
        (value) => {
          answered.add(path);
          return JSON.stringify(value) ?? '';
        },
        (error: Error) => error.message,
      );
      expect(answer.match(LEAK), `${path} as ${role}`).toBeNull();
    }
    const found = await call('person.search', { phone: PHONE }).catch((error: Error) => error.message);
    expect(JSON.stringify(found).match(LEAK), `person.search as ${role}`).toBeNull();
  }
  expect([...answered]).toEqual(
    expect.arrayContaining([
      'ticket.get',
      'ticket.flow',
      'figure.records',
      'figure.card',
      'export.records',
      'export.figure',
      'person.caller',
      'person.search',
      'feed.list',
      'feed.quarantine',
    ]),
  );
  await batch.close();
  const audit = JSON.stringify(await opened.db.query('select * from audit'));
  expect(audit).toContain('person.searched');
  expect(audit.match(LEAK)).toBeNull();
});

test('an erased person is gone from every row, no search finds him, and every figure verifies', async () => {
  const { no } = ticket;
  const supervisor = await makePerson(floor.ctx, [{ role: 'supervisor', unmask: true }]);
  const search = () => searchPhone(floor.ctx, keys, supervisor, requireScope(floor.ctx, supervisor, 'person.search'), PHONE);
  expect((await search()).rows.map((r) => r.id)).toContain(ticket.id);
  const before = await opened.db.query<{ id: number }>(
    `select id from person where id in (select person from cases where no = $1 union select (data->>'person')::int8 from event where data->>'person' is not null)`,
    [no],
  );
  expect(await eraseTicket(floor.ctx, keys, no, `诉求人${NAME}要求删除，电话${PHONE}`)).toMatchObject({ erased: 3 });
  const erased = await opened.db.query<{ keyId: string; wrappedKey: Uint8Array | null; sealed: Uint8Array; phoneHash: Uint8Array | null }>(
    `select key_id "keyId", wrapped_key "wrappedKey", sealed, phone_hash "phoneHash" from person where id = any($1::text::int8[]) and erased_at is not null`,
    [`{${before.map((r) => r.id).join(',')}}`],
  );
  expect(erased).toHaveLength(3);
  for (const row of erased) expect([openPerson(keys, row), row.wrappedKey, row.phoneHash]).toEqual([null, null, null]);
  expect((await search()).rows.map((r) => r.id)).not.toContain(ticket.id);
  const view = await callerOf(floor.ctx, keys, supervisor, requireScope(floor.ctx, supervisor, 'ticket.read'), ticket.id, () => {});
  expect(view).toMatchObject({ state: 'erased', shown: null });
  expect((await dump()).match(LEAK)).toBeNull();
  expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
});

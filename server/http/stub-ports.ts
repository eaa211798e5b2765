import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Registry } from 'prom-client';
import { indexDerivations } from '../core/indicator/derive.ts';
import { zoneOffset } from '../core/indicator/window.ts';
import { buildTree } from '../core/region/tree.ts';
import { accept } from '../ingest/accept.ts';
import type { Actor } from '../services/access/actor.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import { makeServiceList } from '../services/open311/service-list.ts';
import type { IngestAnswer } from '../wire/events.ts';
import type { IndicatorRow } from '../wire/profile.ts';
import { createMetrics } from './metrics.ts';
import type { DoorPorts } from './ports.ts';
import { createDoors, type Doors } from './router.ts';
import { SERVER_OPTIONS } from './server-options.ts';
import { makeVisits } from './visit.ts';

/** Doors over ports without a database, for tests: events are accepted by the real rules and then only counted. */

export const NOW = Date.parse('2026-11-24T09:30:00+08:00');
export const TOKEN = 'tgf_token-of-the-test';
export const OBSERVED = 'cn.tongguan.indicator.observed.v1';

const row = {
  code: 'test.count',
  name: '计数',
  shortName: '计数',
  unit: '件',
  kind: 'sum',
  scale: 2,
  display: { decimals: 2, factor: 1 },
  additivity: { region: 'add', time: 'add' },
  reportedAt: ['city'],
  keeps: [],
  from: [],
} as unknown as IndicatorRow;
const services = { ...row, code: 'test.services', from: [{ event: 'cn.tongguan.service.handled.v1', num: 1 }] } as unknown as IndicatorRow;

const tree = buildTree(
  [
    { adcode: '990000', parent: '', level: 'province', kind: 'normal' },
    { adcode: '990100', parent: '990000', level: 'city', kind: 'normal' },
    { adcode: '990200', parent: '990000', level: 'city', kind: 'normal' },
  ],
  [{ adcode: '999900', to: '990100' }],
);
const zone = zoneOffset('Asia/Shanghai');
const indicators = new Map([row, services].map((r) => [r.code, r]));

export const feedRow = (change: Partial<FeedRow> = {}): FeedRow => ({
  id: 1,
  name: 'test',
  kind: 'indicator',
  label: 'test',
  tokenHash: '',
  region: '990000',
  department: null,
  purpose: null,
  fields: [],
  share: 'none',
  cadenceMs: null,
  owner: null,
  until: null,
  rate: 20_000,
  lateDays: 35,
  mirrored: false,
  brokerUser: null,
  disabled: false,
  open311: false,
  mark: null,
  createdAt: NOW,
  ...change,
});

/** The session that the stub knows. */
export const SESSION = `tgs_${'s'.repeat(43)}`;
export const VISITOR: Actor = { kind: 'person', id: 7, login: 'visitor', name: '访客', session: 70, address: '127.0.0.1', grants: [], topic: null };

/** What reached the pipeline, what was refused, and what was logged. */
export type Seen = { batches: (readonly unknown[])[]; refusals: string[]; logs: { level: string; fields: Record<string, unknown> }[] };

export function stubPorts(change: Partial<DoorPorts> = {}): DoorPorts & Seen {
  const seen: Seen = { batches: [], refusals: [], logs: [] };
  const rules = { tree, zone, indicators, derivations: indexDerivations([row, services]), zoneRegion: () => null };
  const note = (level: string) => (fields: object) => void seen.logs.push({ level, fields: fields as Record<string, unknown> });
  return {
    ...seen,
    submit: async (feed, events) => {
      seen.batches.push(events);
      const answer: IngestAnswer = { accepted: 0, duplicate: 0, rejected: [] };
      events.forEach((event, index) => {
        const taken = accept(rules, feed, event, index, NOW, false);
        if ('code' in taken) answer.rejected.push({ index, id: taken.id, code: taken.code, message: taken.message });
        else answer.accepted += 1;
      });
      return answer;
    },
    findFeed: async (token) => (token === TOKEN ? { feed: feedRow(), state: 'active' } : null),
    findReader: async () => null,
    catalog: { id: 'test', tree, zone, indicators },
    series: {
      choices: () => [{ scope: '', status: '' }],
      read: async (_, query, grain) => ({ indicator: query.indicator, region: query.region, unit: '件', grain, points: [], band: [] }),
      figure: async () => ({ asOf: null, coverage: null }),
      observedBy: (feed) => feed === 1,
    },
    database: 'embedded',
    readiness: async () => ({ ok: true, reasons: [], notes: [] }),
    visit: makeVisits(async (token) => (token === SESSION ? { actor: VISITOR, validUntil: NOW + 60_000, needs: null } : null)),
    now: Date.now,
    page: async () => false,
    refused: (_, name, status) => void seen.refusals.push(`${name} ${status}`),
    metrics: createMetrics(new Registry(), {
      events: () => ({ accepted: 7, duplicate: 2, rejected: new Map([['invalid', 3]]) }),
      buffer: () => 5,
      live: () => ({ conflated: 11, skipped: 1, sockets: 4 }),
      packedRows: () => 13,
      quarantine: async () => 3,
    }),
    auditExport: async function* (actor, filter, format) {
      yield `${actor.login} ${format} ${JSON.stringify(filter)}\n`;
      yield 'end\n';
    },
    open311: {
      open: false,
      test: true,
      since: NOW,
      services: makeServiceList([], []),
      feeds: () => [],
      read: async () => [],
      report: async () => '',
      find: async () => null,
    },
    dataDir: '/nonexistent',
    log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
    build: 'test',
    hosts: { host: '127.0.0.1' },
    dev: false,
    ...change,
  };
}

export type DoorServer = { url: string; port: number; server: Server; close(): Promise<void> };

/** A real server with the doors; what they do not take is answered by a page that shows its nonce. */
export async function serveDoors(ports: DoorPorts, port: number, options: Partial<typeof SERVER_OPTIONS> | Record<string, number> = {}): Promise<DoorServer> {
  const doors: Doors = createDoors(ports);
  const server = createServer({ ...SERVER_OPTIONS, ...options }, (req, res) => {
    void doors(req, res).then((taken) => {
      if (!taken) res.end(JSON.stringify({ page: req.url, nonce: req.headers['x-nonce'], policy: req.headers['content-security-policy'] }));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await doors.close();
  };
  return { url: `http://127.0.0.1:${port}`, port, server, close };
}

let count = 0;
/** A valid event of the stub's dictionary. */
export const observed = (data: Record<string, unknown> = {}, change: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id: `e${++count}`,
  source: 'urn:test',
  type: OBSERVED,
  time: '2026-11-24T09:00:00+08:00',
  data: { indicator: 'test.count', region: '990100', value: 1, ...data },
  ...change,
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../services/access/scope.ts';
import { OutOfScope } from '../services/errors.ts';
import type { ReaderRow } from '../services/feed/feed-row.ts';
import { EVENT_TYPES } from '../wire/events.ts';
import type { FigureQuery } from '../wire/figure.ts';
import { type DoorServer, feedRow, NOW, serveDoors, stubPorts, TOKEN } from './stub-ports.ts';

const READER = 'tgr_reader';
const SERVICE = 'tgf_service';
const OFF = 'tgf_off';
const OFFICE = 'tgf_office';
const reader = (change: Partial<ReaderRow>): ReaderRow => ({
  id: 1,
  name: 'r',
  tokenHash: '',
  region: '990000',
  indicators: null,
  disabled: false,
  createdAt: 0,
  ...change,
});
const HOUR = 3_600_000;

let door: DoorServer;
let asked: FigureQuery[] = [];
let scope: Scope | null = null;
let choices = [{ scope: '', status: '' }];

beforeAll(async () => {
  const ports = stubPorts({
    findReader: async (token) => (token === READER ? reader({}) : token === `${READER}-one` ? reader({ indicators: ['test.services'] }) : null),
    findFeed: async (token) => {
      if (token === TOKEN) return { feed: feedRow(), state: 'active' };
      if (token === OFFICE) return { feed: feedRow({ department: 'd-social' }), state: 'active' };
      if (token === SERVICE) return { feed: feedRow({ id: 2, kind: 'service', region: '990100' }), state: 'active' };
      return token === OFF ? { feed: feedRow(), state: 'disabled' } : null;
    },
    series: {
      choices: () => choices,
      read: async (given, query, grain) => {
        scope = given;
        if (query.region === '990200' && given.parts[0]?.region === '990100') throw new OutOfScope('region 990200 is outside your scope');
        asked.push(query);
        const from = query.span?.from ?? 0;
        return {
          indicator: query.indicator,
          region: query.region,
          unit: '件',
          grain,
          points: [
            [from, 2, 1234, 0, 12.34],
            [from + HOUR, 0, 0, 0, null],
          ],
          band: [],
        };
      },
      figure: async () => ({ asOf: NOW - 60_000, coverage: { reporting: 1, of: 2, silent: [{ region: '990200', since: null }] } }),
      observedBy: (feed, indicator) => feed === 1 && indicator === 'test.count',
    },
  });
  door = await serveDoors(ports, 4255);
});
afterAll(() => door.close());

const GOOD = { indicator: 'test.count', region: '990000', from: '2026-11-24T08:00:00+08:00', to: '2026-11-24T10:00:00+08:00', grain: 'hour' };

async function series(change: Record<string, string | undefined> = {}, token: string | null = READER) {
  const query = Object.entries({ ...GOOD, ...change }).flatMap(([k, v]) => (v === undefined ? [] : [`${encodeURIComponent(k)}=${encodeURIComponent(v)}`]));
  return get(`/api/v1/series?${query.join('&')}`, token);
}
async function get(path: string, token: string | null = READER) {
  const response = await fetch(door.url + path, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers };
}

describe('series', () => {
  it('gives points in the time of the profile, null where there is no data', async () => {
    asked = [];
    const { status, body } = await series();
    expect(status).toBe(200);
    expect(body).toEqual({
      indicator: 'test.count',
      region: '990000',
      unit: '件',
      scope: null,
      status: null,
      grain: 'hour',
      asOf: '2026-11-24T09:29:00+08:00',
      coverage: { reporting: 1, of: 2 },
      points: [
        ['2026-11-24T08:00:00+08:00', 2, 12.34, 0, 12.34],
        ['2026-11-24T09:00:00+08:00', 0, 0, 0, null],
      ],
    });
    expect(asked[0]?.span).toEqual({ from: Date.parse(GOOD.from), to: Date.parse(GOOD.to) });
  });

  it('asks for whole periods that start in [from, to), in the zone of the profile', async () => {
    asked = [];
    await series({ from: '2026-11-24T08:20:00+08:00', to: '2026-11-24T10:10:00+08:00' });
    await series({ grain: 'day', from: '2026-11-23T16:00:00Z', to: '2026-11-24T16:00:00Z' });
    expect(asked.map((q) => q.span)).toEqual([
      { from: Date.parse('2026-11-24T09:00:00+08:00'), to: Date.parse('2026-11-24T11:00:00+08:00') },
      { from: Date.parse('2026-11-24T00:00:00+08:00'), to: Date.parse('2026-11-25T00:00:00+08:00') },
    ]);
    expect((await series({ from: '2026-11-24T08:20:00+08:00', to: '2026-11-24T08:40:00+08:00' })).body.points).toEqual([]);
  });

  it('passes dimensions, scope, status and knownAt, and maps retired regions', async () => {
    asked = [];
    choices = [
      { scope: 'a', status: 'formal' },
      { scope: 'b', status: 'formal' },
    ];
    const { body } = await series({ region: '999900', 'dims.channel': '窗口', scope: 'b', knownAt: '2026-11-24T09:00:00+08:00' });
    choices = [{ scope: '', status: '' }];
    expect(body).toMatchObject({ region: '990100', scope: 'b', status: 'formal' });
    expect(asked[0]).toMatchObject({
      region: '990100',
      dims: { channel: '窗口' },
      scope: 'b',
      status: 'formal',
      knownAt: Date.parse('2026-11-24T09:00:00+08:00'),
    });
  });

  it('takes an offset whose plus sign was not escaped', async () => {
    const { status } = await get('/api/v1/series?indicator=test.count&region=990000&grain=hour&from=2026-11-24T08:00:00+08:00&to=2026-11-24T10:00:00+08:00');
    expect(status).toBe(200);
  });

  it('lists scopes and statuses that stand side by side', async () => {
    choices = [
      { scope: 'a', status: 'preliminary' },
      { scope: 'a', status: 'formal' },
      { scope: 'b', status: 'formal' },
    ];
    const both = await series();
    expect(both.status).toBe(400);
    expect(both.body.detail).toMatch('scope=a|b&status=preliminary|formal');
    expect(both.body.choices).toEqual(choices);
    expect((await series({ scope: 'a' })).body.detail).toMatch('status=preliminary|formal');
    expect((await series({ scope: 'a', status: 'formal' })).status).toBe(200);
    expect((await series({ scope: 'b' })).status).toBe(200);
    choices = [{ scope: '', status: '' }];
  });

  it.each([
    ['a missing parameter', { grain: undefined }, /grain/],
    ['an unknown grain', { grain: 'week' }, /grain/],
    ['a time without offset', { from: '2026-11-24T08:00:00' }, /from/],
    ['no time', { to: 'yesterday' }, /to/],
    ['an empty span', { from: GOOD.to }, /from must be before to/],
    ['a region that is none', { region: "1' or '1'='1" }, /region/],
    ['a parameter that nobody knows', { dims: 'x' }, /dims/],
    ['a strange dimension', { 'dims.__proto__': 'x' }, /dims/],
    ['an unknown status', { status: 'final' }, /status/],
    ['too many points', { grain: 'minute', from: '2020-01-01T00:00:00Z' }, /coarser grain or a shorter span/],
  ])('400 for %s', async (_, change, detail) => {
    const { status, body } = await series(change);
    expect(status).toBe(400);
    expect(body.detail).toMatch(detail);
  });

  it('400 for a repeated parameter', async () => {
    const path = `/api/v1/series?${new URLSearchParams(GOOD)}&region=990100`;
    expect((await get(path)).body.detail).toMatch('region is given twice');
  });

  it('404 for an unknown indicator or region', async () => {
    expect((await series({ indicator: 'no.such' })).status).toBe(404);
    expect((await series({ region: '123456' })).status).toBe(404);
  });

  it('is for feeds of the indicator and for readers', async () => {
    expect((await series({}, null)).status).toBe(401);
    expect((await series({}, 'tgr_other')).status).toBe(401);
    expect((await series({}, OFF)).status).toBe(401);
    expect((await series({}, TOKEN)).status).toBe(200);
    expect(scope?.parts).toEqual([{ region: '990000', departments: null }]);
    expect((await series({}, OFFICE)).status).toBe(200);
    expect(scope?.parts).toEqual([{ region: '990000', departments: ['d-social'] }]);
    expect((await series({}, SERVICE)).status).toBe(401);
    expect((await series({ indicator: 'test.services', region: '990100' }, SERVICE)).status).toBe(200);
    expect((await series({ indicator: 'test.services', region: '990200' }, SERVICE)).status).toBe(403);
    expect((await series({}, `${READER}-one`)).status).toBe(401);
    expect((await series({ indicator: 'test.services' }, `${READER}-one`)).status).toBe(200);
  });
});

describe('documents', () => {
  it.each(EVENT_TYPES)('has a JSON Schema of %s', async (type) => {
    const { status, body, headers } = await get(`/api/v1/schemas/${type}.json`, null);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/schema+json');
    expect(body).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `/api/v1/schemas/${type}.json`, type: 'object' });
    const again = await fetch(`${door.url}/api/v1/schemas/${type}.json`, { headers: { 'if-none-match': headers.get('etag') as string } });
    expect(again.status).toBe(304);
  });

  it('404 for other types', async () => {
    for (const type of ['cn.tongguan.none.v1', '__proto__', 'constructor']) expect((await get(`/api/v1/schemas/${type}.json`, null)).status).toBe(404);
  });

  it('has an OpenAPI document whose references all lead somewhere', async () => {
    const { body } = await get('/api/v1/openapi.json', null);
    expect(body.openapi).toBe('3.1.0');
    const document = JSON.stringify(body);
    const refs = new Set([...document.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((m) => m[1] as string));
    const schemas = (body.components as { schemas: object }).schemas;
    expect(refs.size).toBeGreaterThan(EVENT_TYPES.length);
    for (const name of refs) expect(schemas).toHaveProperty([name]);
    expect(Object.keys(body.paths as object)).toContain('/api/v1/events');
  });

  it('lists the dictionary', async () => {
    const { body } = await get('/api/v1/indicators', null);
    expect((body as unknown as { code: string }[]).map((row) => row.code)).toEqual(['test.count', 'test.services']);
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { madeProvince } from '../../../db/seed/scenarios/made-province.ts';
import type { Profile } from '../../profile/types.ts';
import { FEED_KINDS } from '../../wire/events.ts';
import { DEMO_FEEDS, departmentOf } from './feeds.ts';
import { simPartsOf } from './from-profile.ts';
import { httpPost } from './http-post.ts';
import type { SimEvent, SimParts } from './parts.ts';
import { makeWorld } from './world.ts';

describe('the list of demo feeds', () => {
  it('has one of each kind, each with a source of its own', () => {
    expect(DEMO_FEEDS.map((f) => f.kind).sort()).toEqual([...FEED_KINDS].sort());
    expect(new Set(DEMO_FEEDS.map((f) => f.source)).size).toBe(DEMO_FEEDS.length);
    for (const f of DEMO_FEEDS) expect(f.name).toMatch(/^[a-z][a-z0-9-]+$/);
  });

  it('finds the providing department by the words of its name', () => {
    const of = (name: string): string | null =>
      departmentOf(DEMO_FEEDS.find((f) => f.feed === name) ?? (DEMO_FEEDS[0] as (typeof DEMO_FEEDS)[number]), madeProvince.departments, madeProvince.root);
    expect(of('tickets')).toBe('d-service');
    expect(of('trade')).toBe('d-commerce');
    expect(departmentOf(DEMO_FEEDS[0] as (typeof DEMO_FEEDS)[number], [], madeProvince.root)).toBeNull();
  });
});

describe('the parts of a profile', () => {
  const row = (
    adcode: string,
    parent: string,
    kind: 'normal' | 'virtual' | 'offMap',
    population = '',
  ): Parameters<typeof simPartsOf>[0]['regions'] extends Iterable<infer R> ? R : never => ({
    adcode,
    parent,
    kind,
    population,
    name: `${adcode}市`,
    shortName: adcode,
    level: 'city',
    lon: '100.5',
    lat: '',
  });
  const parts = simPartsOf({
    ...madeProvince,
    file: { adcode: '990000', timeZone: 'Asia/Shanghai' },
    regions: [
      row('990000', '', 'normal'),
      row('990100', '990000', 'normal', '1000000'),
      row('990101', '990100', 'normal'),
      row('990200', '990000', 'virtual'),
      row('999900', '990000', 'offMap'),
    ],
  });

  it('fit what the profile loader gives', () => {
    const fits: (profile: Profile & { demo: NonNullable<Profile['demo']> }) => SimParts = simPartsOf;
    expect(fits).toBe(simPartsOf);
  });

  it('are the regions at city rank that are on the map, with what lies in them', () => {
    expect(parts.cities.map((c) => [c.adcode, c.population, c.lon, c.lat, c.places.length])).toEqual([
      ['990100', 1_000_000, 100.5, null, 1],
      ['990200', 0, 100.5, null, 0],
    ]);
  });

  it('give every city a share, also one whose population is not known', () => {
    const shares = makeWorld(parts, 1, 0).cities.map((c) => c.share);
    expect(shares.every((s) => s > 0)).toBe(true);
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
  });
});

describe('posting to the door', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const s of servers.splice(0)) s.close();
  });

  async function door(
    status: number,
    headers: Record<string, string>,
    body: string,
  ): Promise<{ base: string; seen: { authorization?: string; type?: string; body: string }[] }> {
    const seen: { authorization?: string; type?: string; body: string }[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        seen.push({ authorization: request.headers.authorization, type: request.headers['content-type'], body: text });
        response.writeHead(status, headers).end(body);
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }

  const tokens = { tickets: 't1', calls: 't2', services: 't3', reviews: 't4', trade: 't5' };
  const event: SimEvent = { specversion: '1.0', id: '1', source: 's', type: 'cn.tongguan.call.counted.v1', time: '2026-03-11T11:23:00+08:00', data: {} };

  it("sends a batch with the feed's token and tells of rejected events", async () => {
    const rejected = { accepted: 0, duplicate: 0, rejected: [{ index: 0, id: '1', code: 'invalid', message: '/data' }] };
    const { base, seen } = await door(200, {}, JSON.stringify(rejected));
    const told: unknown[] = [];
    const answer = await httpPost({ base, tokens, onRejected: (...x) => told.push(x) })('calls', [event]);
    expect(answer).toEqual({ kind: 'taken' });
    expect(seen).toEqual([{ authorization: 'Bearer t2', type: 'application/cloudevents-batch+json', body: JSON.stringify([event]) }]);
    expect(told).toEqual([['calls', rejected]]);
  });

  it.each([
    [429, { 'retry-after': '3' }, { kind: 'retry', afterMs: 3000 }],
    [503, {}, { kind: 'retry', afterMs: null }],
    [403, {}, { kind: 'refused', reason: 'HTTP 403' }],
  ])('reads %i', async (status, headers, expected) => {
    const { base } = await door(status, headers as Record<string, string>, '');
    expect(await httpPost({ base, tokens })('calls', [event])).toEqual(expected);
  });
});

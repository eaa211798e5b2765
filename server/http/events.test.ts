import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RateLimited } from '../ingest/rate-limit.ts';
import { Unavailable } from '../services/errors.ts';
import type { IngestAnswer } from '../wire/events.ts';
import { type DoorServer, feedRow, OBSERVED, observed, serveDoors, stubPorts, TOKEN } from './stub-ports.ts';

const EVENT = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const LINES = 'application/x-ndjson';
let ports: ReturnType<typeof stubPorts>;
let door: DoorServer;

beforeAll(async () => {
  ports = stubPorts();
  door = await serveDoors(ports, 4250);
});
afterAll(() => door.close());

type Answer = { status: number; headers: Headers; body: IngestAnswer & { detail?: string; status?: number } };

async function post(body: BodyInit | null, type: string | null, headers: Record<string, string> = {}, url = door.url): Promise<Answer> {
  const all: Record<string, string> = { authorization: `Bearer ${TOKEN}`, ...(type ? { 'content-type': type } : {}), ...headers };
  const response = await fetch(`${url}/api/v1/events`, { method: 'POST', headers: all, body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}
const lastBatch = () => ports.batches.at(-1) as Record<string, unknown>[];

describe('what is taken', () => {
  it('takes one structured event', async () => {
    const event = observed();
    const answer = await post(JSON.stringify(event), `${EVENT}; charset=UTF-8`);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, duplicate: 0, rejected: [] } });
    expect(lastBatch()).toEqual([event]);
  });

  it('takes a batch, an empty one too', async () => {
    expect((await post(JSON.stringify([observed(), observed()]), BATCH)).body.accepted).toBe(2);
    expect(await post('[]', BATCH)).toMatchObject({ status: 200, body: { accepted: 0, duplicate: 0, rejected: [] } });
  });

  it('keeps the sources of the service itself from others, by their index', async () => {
    const events = [observed(), { ...observed(), source: 'urn:tongguan:filling' }, observed(), { ...observed(), source: 'urn:tongguan:risk' }];
    const { body } = await post(JSON.stringify(events), BATCH);
    expect(body.accepted).toBe(2);
    expect(body.rejected.map((r) => [r.index, r.code])).toEqual([
      [1, 'wrong_source'],
      [3, 'wrong_source'],
    ]);
    expect(lastBatch()).toEqual([events[0], events[2]]);
  });

  it('takes of a feed of the demonstration the source that bears its name, and no other of ours', async () => {
    const simulated = stubPorts({ findFeed: async () => ({ feed: feedRow({ name: 'demo-calls', mark: 'demo' }), state: 'active' }) });
    const theirs = await serveDoors(simulated, 4252);
    const events = ['demo:calls', 'demo:tickets', 'demo:filling', 'desk'].map((source) => ({ ...observed(), source: `urn:tongguan:${source}` }));
    const { body } = await post(JSON.stringify(events), BATCH, {}, theirs.url);
    expect(body.rejected.map((r) => [r.index, r.code])).toEqual([1, 2, 3].map((index) => [index, 'wrong_source']));
    expect(simulated.batches.at(-1)).toEqual([events[0]]);
    await theirs.close();
  });

  it('takes a byte order mark and gzip', async () => {
    expect((await post(`\uFEFF${JSON.stringify(observed())}`, EVENT)).body.accepted).toBe(1);
    expect((await post(gzipSync(JSON.stringify([observed()])), BATCH, { 'content-encoding': 'gzip' })).body.accepted).toBe(1);
  });

  it('takes binary mode: attributes unquoted and percent-decoded', async () => {
    const { id, source, type, time, data } = observed();
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': `"${id} \\"%E4%B8%80\\""`,
      'ce-source': source,
      'ce-type': type,
      'ce-time': time,
      'ce-replaces': 'old%20one',
    };
    const answer = await post(JSON.stringify(data), 'application/json', headers);
    expect(answer.body).toEqual({ accepted: 1, duplicate: 0, rejected: [] });
    expect(lastBatch()[0]).toMatchObject({ id: `${id} "一"`, replaces: 'old one', type: OBSERVED, datacontenttype: 'application/json', data });
  });

  it('takes one event a line and rejects a bad line alone, by its index', async () => {
    const lines = [JSON.stringify(observed()), '', '{"value": NaN}', JSON.stringify(observed()), '"text"', JSON.stringify(observed())];
    const { status, body } = await post(lines.join('\r\n'), LINES);
    expect(status).toBe(200);
    expect(body.accepted).toBe(3);
    expect(body.rejected.map((r) => [r.index, r.code])).toEqual([
      [1, 'invalid'],
      [3, 'invalid'],
    ]);
    expect(body.rejected[0]?.message).toBe('line 3: not JSON');
  });

  it('takes 10,000 events with one bad, read in a thread of their own', async () => {
    const events: unknown[] = Array.from({ length: 10_000 }, () => observed());
    events[4_321] = observed({ value: 'many' });
    const text = JSON.stringify(events);
    expect(text.length).toBeGreaterThan(256 * 1024);
    const { status, body } = await post(text, BATCH);
    expect(status).toBe(200);
    expect(body.accepted).toBe(9_999);
    expect(body.rejected).toMatchObject([{ index: 4_321, code: 'invalid' }]);
    expect(body.rejected[0]?.message).toMatch(/^\/data\/value/);
    expect(lastBatch()).toEqual(events);
  });

  it('reads large lines in the thread too, with their faults', async () => {
    const lines: string[] = Array.from({ length: 5_000 }, () => JSON.stringify(observed()));
    lines[77] = '{"cut": ';
    const { body } = await post(lines.join('\n'), LINES);
    expect(body.accepted).toBe(4_999);
    expect(body.rejected).toMatchObject([{ index: 77, code: 'invalid', message: 'line 78: not JSON' }]);
  });

  it('keeps SQL, HTML and prototype keys as the data that they are', async () => {
    const source = `urn:'); drop table event;--<script>alert(1)</script>`;
    const text = JSON.stringify([observed({}, { source })]).replace(
      '"value":1',
      '"value":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}',
    );
    expect((await post(text, BATCH)).body.accepted).toBe(1);
    expect(lastBatch()[0]?.source).toBe(source);
    const many = `[${Array.from({ length: 2_000 }, () => text.slice(1, -1)).join(',')}]`;
    expect((await post(many, BATCH)).body.accepted).toBe(2_000);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('what is refused one by one', () => {
  const cases: [string, unknown, string][] = [
    ['a number', 7, 'invalid'],
    ['null', null, 'invalid'],
    ['an array', [], 'invalid'],
    ['text for a number', observed({ value: '1' }), 'invalid'],
    ['a region that nobody knows', observed({ region: '123456' }), 'unknown_region'],
    ['an indicator that nobody knows', observed({ indicator: 'no.such' }), 'unknown_indicator'],
    ['the year 1900', observed({}, { time: '1900-01-01T00:00:00+08:00' }), 'time_out_of_range'],
    ['the year 2999', observed({}, { time: '2999-01-01T00:00:00+08:00' }), 'time_out_of_range'],
    ['U+0000', observed({}, { id: 'a\0b' }), 'bad_text'],
    ['half a surrogate pair', observed({}, { source: 'urn:\ud800' }), 'bad_text'],
  ];
  it.each(cases)('%s between two good ones', async (_, bad, code) => {
    const { status, body } = await post(JSON.stringify([observed(), bad, observed()]), BATCH);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 2, rejected: [{ index: 1, code }] });
  });

  it('a number beyond every number', async () => {
    const text = JSON.stringify([observed(), observed()]).replace('"value":1', '"value":1e999');
    expect((await post(text, BATCH)).body).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'invalid' }] });
  });

  it('an event that nests too deep, under its own id', async () => {
    const deep = JSON.stringify(observed({}, { id: 'deep' })).replace('"value":1', `"value":1,"x":${'['.repeat(100)}${']'.repeat(100)}`);
    const { body } = await post(`[${JSON.stringify(observed())},${deep}]`, BATCH);
    expect(body).toMatchObject({ accepted: 1, rejected: [{ index: 1, id: 'deep', code: 'invalid' }] });
    expect(body.rejected[0]?.message).toMatch(/nested/);
  });
});

describe('what is refused as a whole', () => {
  const before = () => ports.batches.length;
  it.each([
    ['broken JSON', '[{]', BATCH],
    ['NaN', '[NaN]', BATCH],
    ['nothing', '', BATCH],
    ['an object for a batch', JSON.stringify(observed()), BATCH],
    ['a batch for an event', JSON.stringify([observed()]), EVENT],
    ['a bracket bomb', '['.repeat(200_000), BATCH],
    ['a large bracket bomb', '['.repeat(2_000_000) + ']'.repeat(2_000_000), BATCH],
    ['large broken JSON', `[${'{"a":1},'.repeat(40_000)}`, BATCH],
  ])('400 for %s', async (_, body, type) => {
    const batches = before();
    const answer = await post(body, type);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(ports.batches.length).toBe(batches);
  });

  it('400 for bytes that are not UTF-8, and tells nothing of the body', async () => {
    const bytes = Buffer.concat([Buffer.from('[{"id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}]')]);
    expect((await post(bytes, BATCH)).status).toBe(400);
    const broken = await post('[{"phone":"13800000000" x}]', BATCH);
    expect(JSON.stringify(broken.body)).not.toMatch('138');
  });

  it('400 for broken gzip and badly encoded ce- headers', async () => {
    expect((await post('not gzip', BATCH, { 'content-encoding': 'gzip' })).status).toBe(400);
    const headers = { 'ce-specversion': '1.0', 'ce-id': '%zz', 'ce-source': 'urn:test', 'ce-type': OBSERVED, 'ce-time': '2026-11-24T09:00:00Z' };
    expect((await post('{}', 'application/json', headers)).status).toBe(400);
  });

  it('415 for other media types, charsets and encodings', async () => {
    expect((await post('[]', 'application/json')).status).toBe(415);
    expect((await post('[]', 'text/plain')).status).toBe(415);
    expect((await post('[]', '__proto__')).status).toBe(415);
    expect((await post('[]', `${BATCH}; charset=gb18030`)).status).toBe(415);
    expect((await post('[]', BATCH, { 'content-encoding': 'br' })).headers.get('accept-encoding')).toBe('gzip, identity');
  });

  it('401 without a token or with one that nobody has', async () => {
    for (const authorization of ['', 'Basic abc', 'Bearer ', 'Bearer tgf_other', `Bearer ${TOKEN} x`]) {
      const answer = await post('[]', BATCH, { authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('405 with Allow', async () => {
    const response = await fetch(`${door.url}/api/v1/events`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('413 for 9 MiB, said beforehand or not, and for what unzips to it', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, 0x20);
    const answer = await post(large, BATCH);
    expect(answer).toMatchObject({ status: 413, body: { status: 413 } });
    expect(answer.headers.get('connection')).toBe('close');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 9; i++) controller.enqueue(large.subarray(0, 1024 * 1024));
        controller.close();
      },
    });
    const chunked = await fetch(`${door.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': BATCH },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    expect((await post(gzipSync(large), BATCH, { 'content-encoding': 'gzip' })).status).toBe(413);
  });

  it('413 for more events than whole ones would fit', async () => {
    expect((await post(`[${'{},'.repeat(50_000)}{}]`, BATCH)).status).toBe(413);
    expect((await post('{}\n'.repeat(50_001), LINES)).status).toBe(413);
  });

  it('still serves afterwards', async () => {
    expect((await post(JSON.stringify([observed()]), BATCH)).body.accepted).toBe(1);
  });
});

describe('states of feed and pipeline', () => {
  it.each([
    ['403 for a disabled feed', 403, { findFeed: async () => ({ feed: feedRow(), state: 'disabled' as const }) }],
    ['403 for a feed at its end', 403, { findFeed: async () => ({ feed: feedRow(), state: 'ended' as const }) }],
    ['429 over the rate', 429, { submit: () => Promise.reject(new RateLimited('test', 10, 3)) }],
    ['503 with a full buffer', 503, { submit: () => Promise.reject(new Unavailable('the buffer is full', 1)) }],
    ['500 for what nobody expected', 500, { submit: () => Promise.reject(new Error('password=hunter2')) }],
  ])('%s', async (_, status, change) => {
    const own = stubPorts(change);
    const server = await serveDoors(own, 4251);
    try {
      const answer = await post(JSON.stringify([observed()]), BATCH, {}, server.url);
      expect(answer.status).toBe(status);
      if (status === 429) expect(answer.headers.get('retry-after')).toBe('3');
      if (status === 503) expect(answer.headers.get('retry-after')).toBe('1');
      expect(JSON.stringify(answer.body)).not.toMatch('hunter2');
    } finally {
      await server.close();
    }
  });

  it('asks for the token before it reads the body, and lets the sender read the answer', async () => {
    const head = `POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${BATCH}\r\nAuthorization: Bearer no\r\nContent-Length: 1000000\r\n\r\n`;
    const answer = await raw(door.port, head, (socket) => {
      socket.write(Buffer.alloc(500_000));
      setTimeout(() => socket.end(Buffer.alloc(500_000)), 200);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401/);
    expect(answer).toMatch(/nobody has this token/);
  });
});

describe('slow senders', () => {
  it('cuts off a body and headers that never end', async () => {
    const server = await serveDoors(stubPorts(), 4252, { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 100 });
    try {
      expect(await raw(server.port, 'POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A', () => undefined)).toMatch(/^HTTP\/1\.1 408/);
      const head = `POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${BATCH}\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 100\r\n\r\n[`;
      expect(await raw(server.port, head, () => undefined)).not.toMatch(/^HTTP\/1\.1 200/);
    } finally {
      await server.close();
    }
  });
});

/** Sends bytes and gives what came until the other side closed. */
function raw(port: number, head: string, then: (socket: ReturnType<typeof connect>) => void): Promise<string> {
  return new Promise((resolve) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head);
      then(socket);
    });
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(got));
  });
}

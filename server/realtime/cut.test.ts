import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { SignalStore } from '../../components/live/signal-store.ts';
import { LiveSocket } from '../../components/live/socket.ts';
import { sealedCursors } from './cursors.ts';
import { startServer, type TestServer } from './testing.ts';
import { nameOf, seeded, World } from './testing-world.ts';

const SEED = 20_261_124;
const CLIENTS = 24;
const random = seeded(SEED);
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
let server: TestServer;
let proxy: { server: Server; url: string; calm(): void; cuts: number };

beforeAll(async () => {
  server = await startServer();
  proxy = await cuttingProxy(Number(new URL(server.url).port));
});
afterAll(async () => {
  proxy.server.close();
  await server.close();
});

/** Passes bytes through and cuts each connection after a random number of them: between messages or inside one. */
async function cuttingProxy(to: number) {
  let cutting = true;
  const open = new Set<Socket>();
  const calm = (): void => {
    cutting = false;
  };
  const self = { server: createServer(), url: '', cuts: 0, calm };
  self.server.on('connection', (client) => {
    const upstream = connect(to, '127.0.0.1');
    let left = 300 + random() * 9000;
    const end = () => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    const pass = (into: Socket) => (data: Buffer) => {
      left -= data.length;
      if (cutting && left <= 0) {
        self.cuts++;
        into.write(data.subarray(0, Math.max(0, data.length + left)));
        // What was let through must still arrive, or every cut would fall between two messages.
        setTimeout(end, 2);
      } else into.write(data);
    };
    client.on('data', pass(upstream)).on('error', end).on('close', end);
    upstream.on('data', pass(client)).on('error', end).on('close', end);
    open.add(client);
  });
  await new Promise<void>((r) => self.server.listen(0, '127.0.0.1', r));
  self.url = `http://127.0.0.1:${(self.server.address() as AddressInfo).port}`;
  return self;
}

test('[F1] [F5] [S9] connections cut anywhere end with the last totals and every visible fact once, in order', async () => {
  const world = new World(random, server.tree, () => Math.floor(Date.now() / 60_000));
  const everywhere = server.tree.subtree(server.tree.root);
  const from = { epoch: server.log.epoch, asOf: sealedCursors('test').seal(0) };
  const clients = Array.from({ length: CLIENTS }, (_, i) => {
    const scope = i % 4 === 0 ? [server.tree.root] : [everywhere[Math.floor(random() * everywhere.length)] as string];
    const visible = server.tree.subtree(scope[0] as string);
    const topics = visible
      .filter(() => random() < 0.5)
      .concat(scope)
      .map((r) => `calls@${r}`);
    const store = new SignalStore({ now: Date.now, raf: (fn) => void setTimeout(fn, 5), offset: () => 28_800_000, needHistory: () => undefined });
    const socket = new LiveSocket({ url: proxy.url, auth: { scope: scope.join('+') }, store, from, random, delayMs: 30 });
    const told: string[] = [];
    const resets: string[] = [];
    socket.feed.subscribe((c) => (c.kind === 'items' ? told.push(...c.items.map(nameOf)) : resets.push(c.reason)));
    socket.setTopics(topics);
    socket.start();
    return { scope, topics: [...new Set(topics)], store, socket, told, resets };
  });
  const end = Date.now() + 5000;
  while (Date.now() < end) {
    if (random() < 0.7) server.hub.publish(world.someRows());
    if (random() < 0.5) {
      world.appendFact(server.log);
      void server.tail.kick();
    }
    // Some change what they look at while it goes on.
    const c = clients[Math.floor(random() * CLIENTS)];
    if (c && random() < 0.05) {
      c.socket.setTopics(c.topics.slice(1));
      c.socket.setTopics(c.topics);
    }
    await sleep(random() * 8);
  }
  proxy.calm();
  const check = (): void => {
    for (const c of clients) holdsAll(c, world);
  };
  await vi.waitFor(check, { timeout: 15_000, interval: 250 });
  // Nothing more may come afterwards.
  await sleep(300);
  check();
  for (const c of clients) c.socket.stop();
  expect(proxy.cuts).toBeGreaterThan(50);
}, 30_000);

type Held = { scope: string[]; topics: string[]; store: SignalStore; socket: LiveSocket; told: string[]; resets: string[] };

function holdsAll(c: Held, world: World): void {
  expect(c.socket.connection.state).toBe('live');
  expect(c.resets).toEqual([]);
  expect(c.told).toEqual(world.told(c.scope));
  for (const key of c.topics) {
    const regions = c.store.read(key)?.regions ?? [];
    const held: [string, string][] = regions.flatMap((r) =>
      c.store.series(key, r, 1, 0, 1e9).map((p): [string, string] => [`${r} ${p.at}`, [p.n, p.num, p.den].join()]),
    );
    expect(held.sort()).toEqual([...world.cells(regions)].sort());
  }
}

import * as parser from 'socket.io-msgpack-parser';
import { expect, test } from 'vitest';
import { LiveProtocol } from '../../components/live/live-protocol.ts';
import { SignalStore } from '../../components/live/signal-store.ts';
import { seesFigure } from '../services/access/require-scope.ts';
import type { ServerToClient } from '../wire/live.ts';
import { sealedCursors } from './cursors.ts';
import { FactTail } from './fact-tail.ts';
import { FanOut } from './fan-out.ts';
import { encodeEvent, type Frame } from './frame.ts';
import type { Peer } from './peer.ts';
import { factRoom, Session, type SessionPorts, signalsFrame } from './session.ts';
import { SignalHub } from './signal-hub.ts';
import { MemoryLog, smallTree, testScope } from './testing.ts';
import { nameOf, seeded, World } from './testing-world.ts';

const SEEDS = 2000;
const START = 29_000_000 * 60_000;
const tree = smallTree();
const cursors = sealedCursors('sim');

type Packet = { event: keyof ServerToClient; message: never } | { ack: (a: unknown) => void; answer: unknown };

/** A socket without a network: what was written waits in a queue until it is delivered, or lost with the line. */
class Line {
  queue: Packet[] = [];
  sentAt = 0;
  lagging = false;
  skippedSignals = 0;
  skippedFacts = 0;
  missedSeq = 0;
  backlog = (): number => this.queue.length * 1000;
  write(frame: Frame): void {
    const decoder = new parser.Decoder();
    decoder.on('decoded', (packet: { data: [keyof ServerToClient, never] }) => this.queue.push({ event: packet.data[0], message: packet.data[1] }));
    decoder.add(frame.packet);
  }
}

/** The server's parts and some clients, in one thread with a clock of its own. */
class Simulation {
  now = START;
  readonly random: () => number;
  readonly world: World;
  readonly log = new MemoryLog();
  readonly hub: SignalHub;
  readonly tail: FactTail;
  readonly fan: FanOut;
  readonly clients: SimClient[];
  private timers: { at: number; fn: () => void }[] = [];
  readonly sessions = new Map<unknown, Session>();
  readonly ports: SessionPorts;

  constructor(seed: number) {
    this.random = seeded(seed);
    const now = () => this.now;
    this.world = new World(this.random, tree, () => Math.floor(this.now / 60_000));
    const schedule = (fn: () => void, ms: number) => {
      const timer = { at: this.now + ms, fn };
      this.timers.push(timer);
      return () => void this.timers.splice(this.timers.indexOf(timer), 1);
    };
    this.hub = new SignalHub({ tree, id: 'h', now, schedule, windowMs: 100, indicator: () => ({ kind: 'count', additivity: { region: 'add', time: 'add' } }) });
    this.tail = new FactTail({ port: this.log, cursors, contains: tree.contains, now, schedule: () => () => undefined });
    // Small enough that an unlucky client is left out now and then.
    this.fan = new FanOut({ now, lagBytes: 6000, drained: (peer, skipped) => this.sessions.get(peer)?.drained(skipped) });
    this.ports = { hub: this.hub, tail: this.tail, fan: this.fan, mayRead: (scope, ref) => seesFigure(scope, tree, ref), flows: null, now };
    this.hub.attach({ frame: (view, seq, body) => this.fan.send(view.room, signalsFrame(seq, this.now, body), 'signals', seq), history: () => undefined });
    this.tail.attach({
      frame: (c, frame) => this.fan.send(factRoom(c), encodeEvent('facts', frame), 'facts'),
      reset: (c, reset) => this.fan.send(factRoom(c), encodeEvent('reset', reset), 'facts'),
    });
    this.clients = Array.from({ length: 3 }, () => new SimClient(this));
  }

  pass(ms: number): void {
    this.now += ms;
    for (const t of this.timers.filter((x) => x.at <= this.now)) {
      this.timers.splice(this.timers.indexOf(t), 1);
      t.fn();
    }
  }

  async step(): Promise<void> {
    const { random } = this;
    const r = random();
    if (r < 0.25) this.hub.publish(this.world.someRows());
    else if (r < 0.45) {
      this.world.appendFact(this.log);
      void this.tail.kick();
    } else if (r < 0.55) this.pass(random() * 150);
    else if (r < 0.6) this.fan.drain();
    else {
      const client = this.clients[Math.floor(random() * this.clients.length)] as SimClient;
      if (random() < 0.06) client.cut();
      else if (random() < 0.03) client.look();
      else client.deliver();
    }
    // Answers of the log arrive some turns later, among whatever else happens.
    if (random() < 0.5) await Promise.resolve();
  }

  async settle(): Promise<void> {
    for (let i = 0; i < 60; i++) {
      this.pass(1000);
      await this.tail.kick();
      for (const c of this.clients) {
        if (!c.line) c.connect();
        while (c.deliver());
      }
      this.fan.drain();
      await new Promise((r) => setImmediate(r));
      for (const c of this.clients) while (c.deliver());
      if (i > 5 && this.clients.every((c) => c.line?.queue.length === 0 && c.waiting.length === 0)) return;
    }
  }
}

class SimClient {
  line: Line | null = null;
  readonly scope: string;
  topics: string[] = [];
  readonly told: string[] = [];
  readonly resets: string[] = [];
  readonly store: SignalStore;
  readonly protocol: LiveProtocol;
  readonly waiting: (() => void)[] = [];
  private session: Session | null = null;

  constructor(private readonly sim: Simulation) {
    const all = tree.subtree(tree.root);
    this.scope = all[Math.floor(sim.random() * all.length)] as string;
    this.store = new SignalStore({ now: () => sim.now, raf: (fn) => fn(), offset: () => 28_800_000, needHistory: () => undefined });
    this.protocol = new LiveProtocol(
      { store: this.store, now: () => sim.now, later: (fn) => void this.waiting.push(fn), send: (event, message, ack) => this.send(event, message ?? {}, ack) },
      { epoch: 'e1', asOf: cursors.seal(0) },
    );
    this.protocol.feed.subscribe((c) => (c.kind === 'items' ? this.told.push(...c.items.map(nameOf)) : this.resets.push(c.reason)));
    this.look();
    this.connect();
  }

  connect(): void {
    const { sim } = this;
    const line = new Line();
    this.line = line;
    const peer = line as unknown as Peer;
    const scope = testScope(this.scope);
    this.session = new Session(peer, { scope, facts: scope, validUntil: Number.POSITIVE_INFINITY }, sim.ports);
    sim.sessions.set(peer, this.session);
    sim.fan.add(peer);
    sim.fan.sendTo(peer, 'hello', { v: 1, lane: 'hello', at: sim.now, windowMs: 100, scope: this.scope, validUntil: 0, facts: true });
  }

  cut(): void {
    const { line, sim } = this;
    if (!line) {
      this.connect();
      return;
    }
    this.line = null;
    this.session?.close();
    sim.sessions.delete(line);
    sim.fan.remove(line as unknown as Peer);
  }

  /** Chooses other topics. */
  look(): void {
    this.topics = tree
      .subtree(this.scope)
      .filter(() => this.sim.random() < 0.6)
      .map((r) => `calls@${r}`);
    this.protocol.setTopics(this.topics);
  }

  deliver(): boolean {
    while (this.waiting.length > 0) this.waiting.shift()?.();
    const packet = this.line?.queue.shift();
    if (!packet) return false;
    if ('ack' in packet) packet.ack(packet.answer);
    else this.protocol.receive(packet.event, packet.message);
    return true;
  }

  private send(event: string, message: object, ack: (a: unknown) => void): boolean {
    const { line, session } = this;
    if (!line || !session) return false;
    const reply = (answer: unknown): void => void line.queue.push({ ack, answer });
    if (event === 'subscribe') session.subscribe(message, reply);
    else void (event === 'facts' ? session.facts(message) : session.catchUp(message)).then(reply);
    return true;
  }
}

test(`[F1] [F5] [S9] [B3] ${SEEDS} seeded runs of cuts, lags and changes of view end complete, once and in order`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const sim = new Simulation(seed);
    await sim.tail.start();
    const steps = 40 + Math.floor(sim.random() * 160);
    for (let i = 0; i < steps; i++) await sim.step();
    await sim.settle();
    for (const c of sim.clients) {
      const where = `seed ${seed}, scope ${c.scope}`;
      expect(c.resets, where).toEqual([]);
      expect(c.told, where).toEqual(sim.world.told([c.scope]));
      for (const key of c.topics) {
        const regions = c.store.read(key)?.regions ?? [];
        expect(regions.length, where).toBeGreaterThan(0);
        const held = regions.flatMap((r) => c.store.series(key, r, 1, 0, 1e9).map((p) => [`${r} ${p.at}`, [p.n, p.num, p.den].join()]));
        expect(held.sort(), `${where} ${key}`).toEqual([...sim.world.cells(regions)].sort());
      }
    }
    sim.hub.stop();
    await sim.tail.stop();
  }
}, 120_000);

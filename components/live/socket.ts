import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import type { ByeCode, ClientToServer, ServerToClient } from '../../server/wire/live.ts';
import { LIVE_PATH, LOST_MS, TO_CLIENT } from '../../server/wire/live-names.ts';
import { LIVE_VERSION } from '../../server/wire/version.ts';
import type { FactFeed } from './fact-feed.ts';
import type { FlowLane } from './flow-lane.ts';
import { LiveProtocol } from './live-protocol.ts';
import type { SignalStore } from './signal-store.ts';

/** `lost`: no frame for five seconds, whatever the transport says. `code` tells why the server will not have us. */
export type Connection = {
  state: 'connecting' | 'live' | 'lost';
  /** Epoch milliseconds (server time) when it was last known to be live; null: never. Read once the state changes. */
  lastAt: number | null;
  code: ByeCode | null;
  /** Tries to come back since it was last live. */
  attempts: number;
  /** Frames that the server left out because this client lagged, since the page was loaded. */
  missed: number;
};

export type LiveSocketOptions = {
  store: SignalStore;
  /** Origin of the server; the page's own when absent. */
  url?: string;
  auth?: Record<string, unknown>;
  /** Where the facts lane starts: epoch and `asOf` of the lists that the page was rendered with. */
  from?: { epoch: string; asOf: string };
  /** First wait before a new try, milliseconds; later ones grow, each by chance shorter or longer by half. */
  delayMs?: number;
  /** Local clock, epoch milliseconds. */
  now?(): number;
  random?(): number;
};

type Client = Socket<ServerToClient, ClientToServer>;
const ACK_MS = 15_000;
const FORCE_MS = 2 * LOST_MS;
const FINAL: readonly string[] = ['version', 'unauthorized', 'changed'];
const OFFSET_MS = 60_000;

/** The page's one live connection: it comes back after a cut, knows the server's time and says when it is lost. */
export class LiveSocket {
  connection: Connection = { state: 'connecting', lastAt: null, code: null, attempts: 0, missed: 0 };
  /** Server time minus local time, milliseconds. */
  offset = 0;
  readonly protocol: LiveProtocol;
  private readonly socket: Client;
  private readonly now: () => number;
  private readonly random: () => number;
  private readonly delayMs: number;
  private readonly listeners = new Set<() => void>();
  private heardAt: number;
  private offsetAt: number | null = null;
  private watch: ReturnType<typeof setInterval> | null = null;
  private retry: ReturnType<typeof setTimeout> | null = null;

  constructor(options: LiveSocketOptions) {
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
    this.delayMs = options.delayMs ?? 500;
    this.heardAt = this.now();
    this.socket = io(options.url ?? pageOrigin(), {
      path: LIVE_PATH,
      transports: ['websocket'],
      parser,
      autoConnect: false,
      forceNew: true,
      auth: { ...options.auth, v: LIVE_VERSION },
      reconnectionDelay: this.delayMs,
      reconnectionDelayMax: 10 * this.delayMs,
      randomizationFactor: 0.5,
      // A line that closes after the upgrade and before Engine.IO's first packet raises no event: only time tells.
      timeout: 10 * this.delayMs,
    });
    const send = (event: keyof ClientToServer, message: object | null, ack: (answer: unknown) => void): boolean => {
      if (!this.socket.connected) return false;
      this.socket.timeout(ACK_MS).emit(event, message as never, ((error: Error | null, answer: unknown) => ack(error ? null : answer)) as never);
      return true;
    };
    const later = (fn: () => void, ms: number): void => void setTimeout(fn, ms * (0.5 + this.random()));
    this.protocol = new LiveProtocol({ store: options.store, send, now: this.now, later }, options.from);
    this.listen();
  }

  get feed(): FactFeed {
    return this.protocol.feed;
  }

  get flows(): FlowLane {
    return this.protocol.flows;
  }

  start(): void {
    this.watch ??= setInterval(() => this.check(), 500);
    this.heardAt = this.now();
    this.socket.connect();
  }

  stop(): void {
    if (this.watch) clearInterval(this.watch);
    if (this.retry) clearTimeout(this.retry);
    this.watch = null;
    this.retry = null;
    this.socket.disconnect();
  }

  /** Server time, epoch milliseconds. */
  serverNow = (): number => this.now() + this.offset;

  setTopics(keys: readonly string[]): void {
    this.protocol.setTopics(keys);
  }

  /** Calls `fn` when `connection` is replaced. */
  subscribe(fn: () => void): () => void {
    this.listeners.add(fn);
    return () => {
      this.listeners.delete(fn);
    };
  }

  private listen(): void {
    const { socket } = this;
    for (const event of Object.values(TO_CLIENT)) {
      // Each name gets its own message type; TypeScript cannot follow that through a loop.
      socket.on(event, ((m: { at?: number; code?: ByeCode }) => {
        this.heard(m.at);
        this.protocol.receive(event, m as never);
        if (event === TO_CLIENT.bye) this.set({ code: m.code ?? null });
        if (event === TO_CLIENT.lag) this.set({ missed: this.protocol.missed });
      }) as never);
    }
    socket.io.on('reconnect_attempt', () => this.tried());
    // Socket.IO does not come back by itself after a refusal, or when the server ended the connection.
    socket.on('disconnect', (reason) => {
      if (this.connection.state === 'live') this.set({ state: 'connecting' });
      if (reason === 'io server disconnect') this.comeBack();
    });
    socket.on('connect_error', (error) => {
      const code = (error as Error & { data?: { code?: ByeCode } }).data?.code;
      if (code) this.set({ code });
      if (!socket.active) this.comeBack();
    });
  }

  private comeBack(): void {
    if (this.connection.code !== null && FINAL.includes(this.connection.code)) return;
    if (this.retry || !this.watch) return;
    this.retry = setTimeout(
      () => {
        this.retry = null;
        if (!this.watch) return;
        this.tried();
        this.socket.connect();
      },
      this.delayMs * (1 + 5 * this.random()),
    );
  }

  private tried(): void {
    if (this.connection.state !== 'live') this.set({ attempts: this.connection.attempts + 1 });
  }

  private heard(serverAt: number | undefined): void {
    const now = this.now();
    this.heardAt = now;
    if (serverAt !== undefined) this.learn(serverAt - now, now);
    const lastAt = this.serverNow();
    if (this.connection.state !== 'live') this.set({ state: 'live', code: null, attempts: 0, lastAt });
    else this.connection.lastAt = lastAt;
  }

  /** A frame is never quicker than no time at all: the largest difference of the last minute is nearest to the truth. */
  private learn(difference: number, now: number): void {
    if (this.offsetAt !== null && difference <= this.offset && now - this.offsetAt < OFFSET_MS) return;
    this.offset = difference;
    this.offsetAt = now;
  }

  private check(): void {
    const silent = this.now() - this.heardAt;
    if (silent >= LOST_MS && this.connection.state !== 'lost') this.set({ state: 'lost' });
    if (silent < FORCE_MS || !this.socket.connected) return;
    // The line is dead although nobody closed it: do not wait for the transport to find out.
    this.heardAt = this.now();
    this.tried();
    this.socket.disconnect().connect();
  }

  private set(change: Partial<Connection>): void {
    this.connection = { ...this.connection, ...change };
    for (const fn of this.listeners) fn();
  }
}

/** A page is first rendered on the server, where there is no location and nothing connects. */
function pageOrigin(): string {
  return typeof location === 'undefined' ? 'http://localhost' : location.origin;
}

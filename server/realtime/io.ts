import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import * as parser from 'socket.io-msgpack-parser';
import { type BucketLimits, Buckets } from '../core/access/buckets.ts';
import { clientAddress } from '../core/access/client-address.ts';
import type { Scope } from '../services/access/scope.ts';
import type { Ack, ByeCode, ClientToServer, ServerToClient } from '../wire/live.ts';
import { LIVE_PATH, TO_CLIENT, TO_SERVER } from '../wire/live-names.ts';
import type { TopicRef } from '../wire/signals.ts';
import { LIVE_VERSION } from '../wire/version.ts';
import type { FactTail, TailStats } from './fact-tail.ts';
import { FanOut, type FanOutStats } from './fan-out.ts';
import { encodeEvent } from './frame.ts';
import { Peer } from './peer.ts';
import { type FlowPorts, factRoom, type Grant, grantClass, type Refusal, Session, type SessionPorts, signalsFrame } from './session.ts';
import type { HubStats, SignalHub } from './signal-hub.ts';
import { TokenBucket } from './token-bucket.ts';

export type { Grant, Refusal } from './session.ts';

/** What a client shows of itself when it connects. */
export type Handshake = { auth: Record<string, unknown>; headers: IncomingMessage['headers']; address: string };

export type RealtimeOptions = {
  httpServer: HttpServer;
  hub: SignalHub;
  /** Null: signals only. */
  tail: FactTail | null;
  /** Asked at each connect and again when a grant ends or may have changed. */
  authenticate(handshake: Handshake): Promise<Grant | Refusal>;
  /** Whether a scope may read a topic; see regionScope for the usual answer. */
  mayRead(scope: Scope, ref: TopicRef): boolean;
  /** Absent: this server keeps no flows. */
  flows?: FlowPorts;
  /** Whether a Host header names this server. Without it any does: only for servers that pages cannot reach. */
  hostAllowed?(host: string | undefined): boolean;
  /** Origins of pages that may connect, besides pages of this host itself. */
  origins?: readonly string[];
  now?(): number;
  lagBytes?: number;
  /** How often one address may connect. */
  connects?: BucketLimits;
  onError?(error: unknown): void;
};

export type RealtimeStats = { hub: HubStats; fan: FanOutStats; tail: TailStats | null };

export type Realtime = {
  /** Asks again who the sockets of `subject` (all without it) speak for. */
  recheck(subject?: string): void;
  stats(): RealtimeStats;
  /** Says goodbye and closes every socket. */
  close(): void;
};

type LiveServer = Server<ClientToServer, ServerToClient>;
const SERVER_EVENTS = new Set<string>(Object.values(TO_SERVER));
const MAX_PAYLOAD = 64 * 1024;
const FLOOD = 200;
/** Sockets that one account or display holds at a time. */
const MAX_SOCKETS = 50;
/** Connections of one address: all of a city hall come back at once after a cut, from behind one address. */
const CONNECTS: BucketLimits = { burst: 3000, perSecond: 100 };
/** How often one connection may ask to be let in: a page asks once, and each time is a question to the database. */
const MAX_ASKS = 3;
/** A connection that nobody was let in on is closed after so long. */
const ENTER_MS = 10_000;
/** Who cannot be checked for so long is not trusted any longer. */
const CHECK_MS = 3000;

/** Mounts the live protocol on an HTTP server. */
export function createRealtime(options: RealtimeOptions): Realtime {
  const { hub, tail, authenticate } = options;
  const now = options.now ?? Date.now;
  const onError = options.onError ?? (() => undefined);
  const sessions = new Map<Peer, Session>();
  const fan = new FanOut({ now, lagBytes: options.lagBytes, drained: (peer, skipped) => sessions.get(peer)?.drained(skipped) });
  const ports: SessionPorts = { hub, tail, fan, mayRead: options.mayRead, flows: options.flows ?? null, now };
  const io: LiveServer = new Server(options.httpServer, {
    path: LIVE_PATH,
    transports: ['websocket'],
    parser,
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_PAYLOAD,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: ENTER_MS,
    // A page whose name was rebound to this address has an origin that equals its host: the name itself must be ours.
    allowRequest: (req, answer) => {
      if (!(options.hostAllowed?.(req.headers.host) ?? true) || !originAllowed(req, options.origins ?? [])) return answer('origin', false);
      const free = connects.take(clientAddress(req.socket.remoteAddress, req.headers['x-forwarded-for']) ?? '', now());
      answer(free ? null : 'flood', free);
    },
  });
  const connects = new Buckets(options.connects ?? CONNECTS);
  const grants = new WeakMap<Socket, { grant: Grant; asked: number }>();
  /** How often somebody's grants changed: an answer from before the last change is asked for again. */
  let changes = 0;
  const checks = new WeakMap<Session, number>();
  const asks = new WeakMap<object, number>();

  io.use((socket, next) => {
    const nth = (asks.get(socket.conn) ?? 0) + 1;
    asks.set(socket.conn, nth);
    if (nth > MAX_ASKS) return void socket.conn.close();
    if (socket.handshake.auth.v !== LIVE_VERSION) return next(refusal('version', `this server speaks version ${LIVE_VERSION}`));
    const asked = changes;
    authenticate(handshakeOf(socket)).then(
      (grant) => {
        if ('refused' in grant) return next(refusal(grant.refused, grant.message));
        if (grant.subject !== undefined && held(grant.subject) >= MAX_SOCKETS) return next(refusal('flood', 'too many connections'));
        grants.set(socket, { grant, asked });
        next();
      },
      (error) => {
        onError(error);
        next(refusal('unauthorized', 'could not be checked'));
      },
    );
  });

  io.on('connection', (socket) => {
    const found = grants.get(socket);
    if (!found) return;
    const { grant, asked } = found;
    const peer = new Peer(socket);
    const session = new Session(peer, grant, ports);
    sessions.set(peer, session);
    fan.add(peer);
    socket.on('disconnect', () => {
      session.close();
      fan.remove(peer);
      sessions.delete(peer);
    });
    hello(session);
    listen(socket, session);
    if (asked !== changes) recheck(session);
  });

  hub.attach({
    frame: (view, seq, body) => fan.send(view.room, signalsFrame(seq, now(), body), 'signals', seq),
    history: (view, topics) => fan.notify(view.room, encodeEvent(TO_CLIENT.history, { v: LIVE_VERSION, lane: 'history', at: now(), topics })),
  });
  options.flows?.hub.attach((view, frame) => fan.send(view.room, encodeEvent(TO_CLIENT.flows, frame), 'flows'));
  tail?.attach({
    frame: (scopeClass, frame) => fan.send(factRoom(scopeClass), encodeEvent(TO_CLIENT.facts, frame), 'facts'),
    reset: (scopeClass, reset) => fan.send(factRoom(scopeClass), encodeEvent(TO_CLIENT.reset, reset), 'facts'),
  });

  function hello({ peer, grant }: Session): void {
    fan.sendTo(peer, TO_CLIENT.hello, {
      v: LIVE_VERSION,
      lane: 'hello',
      at: now(),
      windowMs: hub.windowMs,
      scope: grantClass(grant),
      validUntil: Number.isFinite(grant.validUntil) ? grant.validUntil : null,
      facts: grant.facts !== null,
    });
  }

  function bye(peer: Peer, code: ByeCode): void {
    fan.sendTo(peer, TO_CLIENT.bye, { v: LIVE_VERSION, lane: 'bye', code });
    peer.socket.disconnect(true);
  }

  function listen(socket: Socket<ClientToServer, ServerToClient>, session: Session): void {
    const bucket = new TokenBucket(20, 5, now());
    let refused = 0;
    socket.use((event, next) => {
      const ack = event[event.length - 1];
      const refuse = (code: 'rate_limited' | 'unknown_event', message: string): void => {
        if (typeof ack === 'function') ack({ ok: false, code, message });
        if (++refused > FLOOD) bye(session.peer, 'flood');
      };
      if (!bucket.take(now())) return refuse('rate_limited', 'too many messages');
      if (!SERVER_EVENTS.has(String(event[0]))) return refuse('unknown_event', 'no such message');
      next();
    });
    socket.on(TO_SERVER.subscribe, (message: unknown, ack: unknown) => {
      session.subscribe(message, (answer) => reply(ack, answer));
    });
    socket.on(TO_SERVER.flows, (message: unknown, ack: unknown) => reply(ack, session.flows(message)));
    socket.on(TO_SERVER.facts, (message: unknown, ack: unknown) => void session.facts(message).then((a) => reply(ack, a), onError));
    socket.on(TO_SERVER.catchUp, (message: unknown, ack: unknown) => void session.catchUp(message).then((a) => reply(ack, a), onError));
  }

  function held(subject: string): number {
    let n = 0;
    for (const session of sessions.values()) if (session.grant.subject === subject) n++;
    return n;
  }

  function recheck(session: Session): void {
    const { peer } = session;
    // Of several answers on their way only that to the last question counts: an earlier one may know of an ended grant.
    const turn = (checks.get(session) ?? 0) + 1;
    checks.set(session, turn);
    // Not again by the sweep while the answer is on its way.
    session.grant = { ...session.grant, validUntil: Number.POSITIVE_INFINITY };
    const last = (): boolean => sessions.has(peer) && checks.get(session) === turn;
    const late = setTimeout(() => last() && bye(peer, 'expired'), CHECK_MS);
    late.unref();
    authenticate(handshakeOf(peer.socket))
      .then(
        (grant) => {
          if (!last()) return;
          if ('refused' in grant) bye(peer, grant.refused);
          else if (grant.validUntil <= now()) bye(peer, 'expired');
          else if ((grant.facts === null) !== (session.grant.facts === null) || (grant.scope === null) !== (session.grant.scope === null)) bye(peer, 'changed');
          else session.regrant(grant);
        },
        (error) => {
          onError(error);
          if (last()) bye(peer, 'expired');
        },
      )
      .finally(() => clearTimeout(late));
  }

  const timers = [
    setInterval(() => fan.drain(), 100),
    setInterval(() => fan.beat(), 500),
    setInterval(() => {
      hub.tick();
      tail?.refresh();
      const at = now();
      for (const session of sessions.values()) if (session.grant.validUntil <= at) recheck(session);
    }, 1000),
  ];
  for (const t of timers) t.unref();

  return {
    recheck(subject) {
      changes++;
      for (const session of sessions.values()) if (subject === undefined || session.grant.subject === subject) recheck(session);
    },
    stats: () => ({ hub: hub.stats(), fan: fan.stats(), tail: tail?.stats() ?? null }),
    close() {
      for (const t of timers) clearInterval(t);
      for (const peer of [...sessions.keys()]) bye(peer, 'shutdown');
      // Not io.close(): the HTTP server has other doors and is closed by its owner.
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

function reply<T>(ack: unknown, answer: Ack<T>): void {
  if (typeof ack === 'function') ack(answer);
}

function refusal(code: ByeCode, message: string): Error {
  return Object.assign(new Error(message), { data: { code, v: LIVE_VERSION } });
}

function handshakeOf(socket: Socket): Handshake {
  const { auth, headers, address } = socket.handshake;
  return { auth, headers, address: clientAddress(address, headers['x-forwarded-for']) ?? address };
}

/** Pages of other hosts must not ride on a reader's cookie. Programs send no Origin; they have no cookie either. */
export function originAllowed(req: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = req.headers;
  if (origin === undefined || origins.includes(origin)) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

import type { ServerToClient } from '../wire/live.ts';
import { BEAT_MS, TO_CLIENT } from '../wire/live-names.ts';
import { LIVE_VERSION } from '../wire/version.ts';
import { encodeEvent, type Frame } from './frame.ts';
import type { Peer } from './peer.ts';

export type Lane = 'signals' | 'facts' | 'flows';
/** Frames that were left out; `since` is the last `seq` before the hole in the signals. */
export type Skipped = { signals: number; facts: number; flows: number; since: number };

export type FanOutOptions = {
  now(): number;
  /** A socket that holds more unread bytes gets no further frames until it has read them. */
  lagBytes?: number;
  /** Called once for a socket that has caught up, with what was left out. */
  drained(peer: Peer, skipped: Skipped): void;
};

/** `backlog`: unread bytes of all sockets that wait in this process. */
export type FanOutStats = {
  backlog: number;
  peers: number;
  rooms: number;
  lagging: number;
  frames: number;
  bytes: number;
  beats: number;
  skippedSignals: number;
  skippedFacts: number;
  skippedFlows: number;
};

const LAG_BYTES = 64 * 1024;

/** Rooms of peers. Sending a frame costs one write a peer and nothing else. */
export class FanOut {
  private readonly rooms = new Map<string, Set<Peer>>();
  private readonly peers = new Set<Peer>();
  private readonly laggards = new Set<Peer>();
  private readonly counts = { frames: 0, bytes: 0, beats: 0, skippedSignals: 0, skippedFacts: 0, skippedFlows: 0 };
  private readonly lagBytes: number;

  constructor(private readonly options: FanOutOptions) {
    this.lagBytes = options.lagBytes ?? LAG_BYTES;
  }

  add(peer: Peer): void {
    this.peers.add(peer);
  }

  /** Forgets a peer; its rooms are left by their owners. */
  remove(peer: Peer): void {
    this.peers.delete(peer);
    this.laggards.delete(peer);
  }

  all(): Iterable<Peer> {
    return this.peers;
  }

  join(room: string, peer: Peer): void {
    const set = this.rooms.get(room);
    if (set) set.add(peer);
    else this.rooms.set(room, new Set([peer]));
  }

  leave(room: string, peer: Peer): void {
    const set = this.rooms.get(room);
    if (set?.delete(peer) && set.size === 0) this.rooms.delete(room);
  }

  /** Sends one frame to a room. Who lags is left out: of signals he gets a snapshot later, of facts he catches up, flows he reads again. */
  send(room: string, frame: Frame, lane: Lane, seq = 0): void {
    const now = this.options.now();
    for (const peer of this.rooms.get(room) ?? []) {
      if (peer.lagging || peer.backlog() > this.lagBytes) this.skip(peer, lane, seq);
      else this.write(peer, frame, now);
    }
  }

  /** Sends a small and rare frame to a room, also to those who lag: it is not repeated. */
  notify(room: string, frame: Frame): void {
    const now = this.options.now();
    for (const peer of this.rooms.get(room) ?? []) this.write(peer, frame, now);
  }

  /** Sends to one peer whatever its backlog: answers, snapshots, resets. */
  sendTo<E extends keyof ServerToClient>(peer: Peer, event: E, message: Parameters<ServerToClient[E]>[0]): void {
    this.sendFrame(peer, encodeEvent(event, message));
  }

  sendFrame(peer: Peer, frame: Frame): void {
    this.write(peer, frame, this.options.now());
  }

  /** Every 100 ms or so: peers that have read all they were sent are told what they missed. */
  drain(): void {
    for (const peer of this.laggards) {
      if (peer.backlog() > 0) continue;
      this.laggards.delete(peer);
      peer.lagging = false;
      const skipped = { signals: peer.skippedSignals, facts: peer.skippedFacts, flows: peer.skippedFlows, since: peer.missedSeq - 1 };
      peer.skippedSignals = 0;
      peer.skippedFacts = 0;
      peer.skippedFlows = 0;
      this.options.drained(peer, skipped);
    }
  }

  /** Every half second or so: a beat to each peer that got nothing for nearly two seconds. */
  beat(): void {
    const now = this.options.now();
    let frame: Frame | null = null;
    for (const peer of this.peers) {
      if (now - peer.sentAt < BEAT_MS - 250 || peer.lagging) continue;
      frame ??= encodeEvent(TO_CLIENT.beat, { v: LIVE_VERSION, lane: 'beat', at: now });
      this.write(peer, frame, now);
      this.counts.beats++;
    }
  }

  stats(): FanOutStats {
    let backlog = 0;
    for (const peer of this.peers) backlog += peer.backlog();
    return { ...this.counts, backlog, peers: this.peers.size, rooms: this.rooms.size, lagging: this.laggards.size };
  }

  private write(peer: Peer, frame: Frame, now: number): void {
    peer.write(frame, now);
    this.counts.frames++;
    this.counts.bytes += frame.packet.length;
  }

  private skip(peer: Peer, lane: Lane, seq: number): void {
    if (!peer.lagging) {
      peer.lagging = true;
      this.laggards.add(peer);
    }
    if (lane === 'signals') {
      if (peer.skippedSignals++ === 0) peer.missedSeq = seq;
      this.counts.skippedSignals++;
    } else if (lane === 'flows') {
      peer.skippedFlows++;
      this.counts.skippedFlows++;
    } else {
      peer.skippedFacts++;
      this.counts.skippedFacts++;
    }
  }
}

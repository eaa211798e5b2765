import type { Scope } from '../services/access/scope.ts';
import { type Ack, type ByeCode, CatchUpMessage, FactsMessage, FlowsMessage, SubscribeMessage, type TopicsAnswer } from '../wire/live.ts';
import { TO_CLIENT } from '../wire/live-names.ts';
import { type TopicRef, topicKey } from '../wire/signals.ts';
import { LIVE_VERSION } from '../wire/version.ts';
import { catchUp } from './catch-up.ts';
import type { FactClass, FactTail } from './fact-tail.ts';
import type { FanOut, Skipped } from './fan-out.ts';
import type { FlowHub, FlowView } from './flow-hub.ts';
import { encodeEvent, type Frame } from './frame.ts';
import type { Peer } from './peer.ts';
import type { SignalHub, View } from './signal-hub.ts';

/**
 * Who a socket speaks for: what it may see of signals, and what of facts (null: none of them). `subject` names the account
 * or display, for checks when its grants change.
 */
export type Grant = { scope: Scope | null; facts: Scope | null; validUntil: number; subject?: string };
/** Another class voids what a client holds. */
export const grantClass = ({ scope, facts }: Grant): string => `${scope?.class ?? ''}.${facts?.class ?? ''}`;
export type Refusal = { refused: ByeCode; message: string };

/** The lane of flows, and whether a scope holds a region's. */
export type FlowPorts = { hub: FlowHub; mayRead(scope: Scope, region: string): boolean };

export type SessionPorts = {
  hub: SignalHub;
  tail: FactTail | null;
  fan: FanOut;
  mayRead(scope: Scope, ref: TopicRef): boolean;
  flows: FlowPorts | null;
  now(): number;
};

type FlowsAck = Ack<{ day: string }>;
type FactsAck = Ack<{ epoch: string; at: string }>;
export const factRoom = (scopeClass: string): string => `f:${scopeClass}`;

/** Clients read the server's time off a frame: a shared one must not be older than this. */
const SHARED_MS = 1000;
/** Different places that clients come back from at the same time. */
const SHARED_PLACES = 16;
const snapshots = new WeakMap<View, { seq: number; at: number; frames: Map<number, Frame | null> }>();

/** The signals event for a view; `body` is not copied here. */
export function signalsFrame(seq: number, at: number, body: Uint8Array): Frame {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return encodeEvent(TO_CLIENT.signals, { v: LIVE_VERSION, lane: 'signals', seq, at, body: bytes });
}

/** What one socket shows and where it stands; the server's end of SPEC.md. */
export class Session {
  private view: View | null = null;
  private wanted: string[] = [];
  private entry: FactClass | null = null;
  private joined = false;
  private turn = 0;
  private wantedFlows: FlowsMessage = null;
  private flowView: FlowView | null = null;

  constructor(
    readonly peer: Peer,
    public grant: Grant,
    private readonly ports: SessionPorts,
  ) {}

  /** Answers with the topics' numbers, then sends what they hold. */
  subscribe(raw: unknown, reply: (answer: Ack<TopicsAnswer>) => void): void {
    const parsed = SubscribeMessage.safeParse(raw);
    if (!parsed.success) {
      reply(bad(parsed.error.issues[0]?.message));
      return;
    }
    this.wanted = parsed.data.topics;
    reply({ ok: true, ...this.look() });
    this.fill(parsed.data.since);
  }

  private fill(since?: { hub: string; seq: number }): void {
    const { hub, fan, now } = this.ports;
    const { view } = this;
    if (!view || view.topics.length === 0) return;
    const from = since && since.hub === hub.id && since.seq <= hub.seq ? since.seq : undefined;
    const frame = this.snapshot(view, from);
    if (frame) fan.sendFrame(this.peer, frame);
    if (from === undefined) return;
    const topics = hub.historySince(view, from);
    if (topics.length > 0) fan.sendTo(this.peer, TO_CLIENT.history, { v: LIVE_VERSION, lane: 'history', at: now(), topics });
  }

  /** The whole ring, or what changed after flush `since`; a thousand clients that come back together share one frame. */
  private snapshot(view: View, since?: number): Frame | null {
    const { hub, now } = this.ports;
    const at = now();
    let known = snapshots.get(view);
    if (!known || known.seq !== hub.seq || at - known.at > SHARED_MS || known.frames.size > SHARED_PLACES) {
      known = { seq: hub.seq, at, frames: new Map() };
      snapshots.set(view, known);
    }
    const place = since ?? -1;
    let frame = known.frames.get(place);
    if (frame === undefined) {
      const body = hub.snapshot(view, since);
      frame = since !== undefined && body.length === 0 ? null : signalsFrame(hub.seq, at, body);
      known.frames.set(place, frame);
    }
    return frame;
  }

  async facts(raw: unknown): Promise<FactsAck> {
    const parsed = FactsMessage.safeParse(raw);
    return parsed.success ? this.enterFacts(parsed.data) : bad(parsed.error.issues[0]?.message);
  }

  async catchUp(raw: unknown): Promise<FactsAck> {
    const parsed = CatchUpMessage.safeParse(raw);
    return parsed.success ? this.enterFacts(parsed.data) : bad(parsed.error.issues[0]?.message);
  }

  /** Shows flows instead of the former, or none. */
  flows(raw: unknown): FlowsAck {
    const parsed = FlowsMessage.safeParse(raw);
    if (!parsed.success) return bad(parsed.error.issues[0]?.message);
    this.wantedFlows = parsed.data;
    return this.lookAtFlows();
  }

  private lookAtFlows(): FlowsAck {
    const { flows, fan } = this.ports;
    this.leaveFlows();
    if (!flows) return { ok: false, code: 'unavailable', message: 'this server keeps no flows' };
    const { wantedFlows: wanted } = this;
    const { scope } = this.grant;
    if (wanted) {
      // What is not there and what is not one's own are told alike.
      if (!scope || !flows.hub.has(wanted.region) || !flows.mayRead(scope, wanted.region))
        return { ok: false, code: 'forbidden', message: 'these flows are outside your scope' };
      this.flowView = flows.hub.open(scope.class, wanted);
      fan.join(this.flowView.room, this.peer);
    }
    return { ok: true, day: flows.hub.today() };
  }

  private leaveFlows(): void {
    const { flowView: view } = this;
    if (!view) return;
    this.flowView = null;
    this.ports.fan.leave(view.room, this.peer);
    this.ports.flows?.hub.close(view);
  }

  /** The socket has read what it had been sent: it is told what it missed and gets the newest values. */
  drained({ since, ...skipped }: Skipped): void {
    const { fan, now, hub } = this.ports;
    fan.sendTo(this.peer, TO_CLIENT.lag, { v: LIVE_VERSION, lane: 'lag', at: now(), ...skipped });
    if (skipped.signals > 0) this.fill({ hub: hub.id, seq: since });
  }

  /** Takes a renewed grant; a changed scope gets new rooms, a reset of its facts and a new view. */
  regrant(grant: Grant): void {
    const before = this.grant;
    this.grant = grant;
    const { fan, tail, now } = this.ports;
    if (grant.scope?.class !== before.scope?.class) {
      fan.sendTo(this.peer, TO_CLIENT.topics, this.look());
      this.fill();
      if (this.wantedFlows) {
        // Whoever reads the cells again is told what is left of them.
        this.lookAtFlows();
        fan.sendTo(this.peer, TO_CLIENT.lag, { v: LIVE_VERSION, lane: 'lag', at: now(), signals: 0, facts: 0, flows: 1 });
      }
    }
    if (!this.entry || !tail || !grant.facts || grant.facts.class === before.facts?.class) return;
    this.leaveFacts();
    const entry = tail.enter(grant.facts);
    this.entry = entry;
    fan.sendTo(this.peer, TO_CLIENT.reset, { v: LIVE_VERSION, lane: 'reset', epoch: tail.epoch, from: tail.options.cursors.seal(entry.at), reason: 'scope' });
    this.joinFacts(entry);
  }

  /** Leaves every room. */
  close(): void {
    const { hub, fan } = this.ports;
    if (this.view) {
      fan.leave(this.view.room, this.peer);
      hub.close(this.view);
      this.view = null;
    }
    this.leaveFacts();
    this.leaveFlows();
  }

  /** Opens the view of the wanted topics that exist and may be read, and says which are refused. */
  private look(): TopicsAnswer {
    const { hub, fan, mayRead } = this.ports;
    const { scope } = this.grant;
    const refused: TopicsAnswer['refused'] = [];
    const refs = new Map<string, TopicRef>();
    for (const key of this.wanted) {
      const ref = hub.resolve(key);
      if (typeof ref === 'string') refused.push({ key, code: ref });
      else if (!scope || !mayRead(scope, ref)) refused.push({ key, code: 'out_of_scope' });
      else refs.set(topicKey(ref), ref);
    }
    const before = this.view;
    const view = hub.open(scope?.class ?? '', [...refs.values()]);
    if (before !== view) {
      if (before) fan.leave(before.room, this.peer);
      fan.join(view.room, this.peer);
    }
    if (before) hub.close(before);
    this.view = view;
    return { hub: hub.id, seq: hub.seq, topics: view.topics.map((t) => t.grant), refused };
  }

  private async enterFacts(want: { epoch?: string; from?: string }): Promise<FactsAck> {
    const { tail, fan } = this.ports;
    if (!tail) return { ok: false, code: 'unavailable', message: 'this server keeps no facts' };
    this.leaveFacts();
    const { facts } = this.grant;
    if (!facts) return { ok: false, code: 'forbidden', message: 'facts are not for you' };
    const entry = tail.enter(facts);
    this.entry = entry;
    const turn = this.turn;
    const mine = (): boolean => turn === this.turn;
    let at = '';
    try {
      await catchUp(tail, entry, want, {
        frame: (frame) => mine() && fan.sendTo(this.peer, TO_CLIENT.facts, frame),
        reset: (reset) => mine() && fan.sendTo(this.peer, TO_CLIENT.reset, reset),
        join: () => {
          at = tail.options.cursors.seal(entry.at);
          if (mine()) this.joinFacts(entry);
        },
      });
      return { ok: true, epoch: tail.epoch, at };
    } catch {
      if (mine()) this.leaveFacts();
      return { ok: false, code: 'unavailable', message: 'the log of facts cannot be read now' };
    }
  }

  private joinFacts(entry: FactClass): void {
    this.joined = true;
    this.ports.fan.join(factRoom(entry.scope.class), this.peer);
  }

  private leaveFacts(): void {
    this.turn++;
    const { entry } = this;
    if (!entry) return;
    this.entry = null;
    if (this.joined) this.ports.fan.leave(factRoom(entry.scope.class), this.peer);
    this.joined = false;
    this.ports.tail?.leave(entry);
  }
}

function bad(message: string | undefined): { ok: false; code: 'bad_message'; message: string } {
  return { ok: false, code: 'bad_message', message: message ?? 'not understood' };
}

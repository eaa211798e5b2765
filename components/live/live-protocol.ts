import type { Ack, Hello, ServerToClient, TopicsAnswer } from '../../server/wire/live.ts';
import { MAX_TOPICS, TO_CLIENT, TO_SERVER } from '../../server/wire/live-names.ts';
import { FactFeed, type FactsAnswer } from './fact-feed.ts';
import { FlowLane } from './flow-lane.ts';
import type { SignalStore } from './signal-store.ts';

export type ProtocolPorts = {
  store: SignalStore;
  /**
   * Sends a message; false when there is no connection. `ack` is called in the turn in which the answer arrives (null
   * when it never does), because the next frame may need it.
   */
  send(event: keyof typeof TO_SERVER, message: object | null, ack: (answer: unknown) => void): boolean;
  /** Local clock, epoch milliseconds. */
  now(): number;
  /** Runs `fn` once after about `ms`. */
  later(fn: () => void, ms: number): void;
};

type Message<E extends keyof ServerToClient> = Parameters<ServerToClient[E]>[0];
type Since = { hub: string; seq: number };

/** How long the server is trusted to still know what a client missed. */
const RESUME_MS = 60_000;
const RETRY_MS = 1000;

/** The client's end of server/realtime/SPEC.md, over whatever carries the messages. */
export class LiveProtocol {
  readonly feed: FactFeed;
  readonly flows: FlowLane;
  /** Frames that the server left out because this client lagged. */
  missed = 0;
  private topics: string[] = [];
  private granted: string | null = null;
  /** Every topic of the last answer has its cells. */
  private whole = false;
  private heardAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ports: ProtocolPorts,
    from?: { epoch: string; asOf: string },
  ) {
    const ask = (want: { epoch?: string; from?: string }): Promise<FactsAnswer> | null => {
      let settle: (a: FactsAnswer) => void = () => undefined;
      const answer = new Promise<FactsAnswer>((resolve) => (settle = resolve));
      const event = want.from === undefined ? TO_SERVER.facts : TO_SERVER.catchUp;
      const sent = ports.send(event, want, (a) => settle((a as FactsAnswer | null) ?? { ok: false, code: 'unavailable', message: 'no answer' }));
      return sent ? answer : null;
    };
    this.flows = new FlowLane({ send: (want, ack) => ports.send(TO_SERVER.flows, want, ack), later: ports.later });
    this.feed = new FactFeed({ ask, now: ports.now, later: ports.later }, from);
  }

  /** Shows these topics (at most 64, the rest is left out) instead of the former. */
  setTopics(keys: readonly string[]): void {
    const next = [...new Set(keys)].sort().slice(0, MAX_TOPICS);
    if (next.join(' ') === this.topics.join(' ')) return;
    this.topics = next;
    this.subscribe(null, true);
  }

  /** Takes one message of the server. */
  receive<E extends keyof ServerToClient>(event: E, message: Message<E>): void {
    const m = message as never;
    if (event === TO_CLIENT.hello) this.hello(m);
    else if (event === TO_CLIENT.signals) this.signals(m);
    else if (event === TO_CLIENT.topics) this.grant(m, false, false);
    else if (event === TO_CLIENT.facts) this.feed.frame(m);
    else if (event === TO_CLIENT.flows) this.flows.frame(m);
    else if (event === TO_CLIENT.reset) this.feed.reset(m);
    else if (event === TO_CLIENT.history) this.ports.store.historyChanged((message as Message<'history'>).topics);
    else if (event === TO_CLIENT.lag) this.lag(m);
    this.heardAt = this.ports.now();
  }

  private hello(m: Hello): void {
    const { store, now } = this.ports;
    const fresh = now() - this.heardAt < RESUME_MS;
    this.subscribe(fresh && this.whole ? { hub: store.hub, seq: store.seq } : null, false);
    // Who sees no tickets is told of none, and does not ask.
    if (m.facts) this.feed.connected(m.scope);
    this.flows.connected();
  }

  private signals(m: Message<'signals'>): void {
    this.ports.store.push(m);
    // The first frame after an answer is the snapshot of what was joined: only now can we claim to hold it.
    this.whole = true;
  }

  private lag(m: Message<'lag'>): void {
    this.missed += m.signals + m.facts + m.flows;
    if (m.facts > 0) this.feed.lagged();
    if (m.flows > 0) this.flows.lagged(m.flows);
  }

  /** `held`: the connection stands, so nothing of the topics that stay was missed. */
  private subscribe(since: Since | null, held: boolean): void {
    const wanted = this.topics.join(' ');
    const resume = since !== null && this.granted === wanted;
    this.ports.send(TO_SERVER.subscribe, resume ? { topics: this.topics, since } : { topics: this.topics }, (raw) => {
      if (raw === null || wanted !== this.topics.join(' ')) return;
      const answer = raw as Ack<TopicsAnswer>;
      if (answer.ok) {
        const resumed = resume && answer.hub === since?.hub;
        this.grant(answer, resume ? resumed : held, resumed);
      } else this.ports.later(() => wanted === this.topics.join(' ') && this.subscribe(null, held), RETRY_MS);
    });
  }

  private grant(answer: TopicsAnswer, held: boolean, resumed: boolean): void {
    this.granted = this.topics.join(' ');
    if (!resumed) this.whole = false;
    this.ports.store.grant(answer, held);
  }
}

import { FLOW_SCOPES, FLOW_STATUSES } from '../core/trade/flow.ts';
import type { FactFrame, FactReset } from './facts.ts';
import { MAX_TOPICS } from './live-names.ts';
import type { FlowFrame } from './trade.ts';
import { z } from './zod.ts';

/**
 * Everything that crosses the live socket. Clients send little: which topics they show, where they stand in the log of
 * facts. Commands go over tRPC. The rules are numbered in server/realtime/SPEC.md.
 */

/** Where a client stands in the signals lane: the hub's id and the newest `seq` that it has applied. */
const Since = z.object({ hub: z.string().max(64), seq: z.number().int().nonnegative() });

/** Replaces the socket's topics. `since` claims that the client still holds these very topics up to there. */
export const SubscribeMessage = z.object({ topics: z.array(z.string().min(1).max(400)).max(MAX_TOPICS), since: Since.optional() });
export type SubscribeMessage = z.infer<typeof SubscribeMessage>;

const Cursor = z.string().min(1).max(128);
/** Joins the facts lane, from a cursor (a list's `asOf`, or the last frame's `to`) or from now. */
export const FactsMessage = z.object({ epoch: Cursor.optional(), from: Cursor.optional() });
export type FactsMessage = z.infer<typeof FactsMessage>;
/** Asks for what is missing after a gap. */
export const CatchUpMessage = z.object({ epoch: Cursor, from: Cursor });
export type CatchUpMessage = z.infer<typeof CatchUpMessage>;

/** Shows flows of a region's subtree, of one scope and status, instead of the former; null shows none. */
export const FlowsMessage = z.object({ region: z.string().regex(/^\d{6,12}$/), scope: z.enum(FLOW_SCOPES), status: z.enum(FLOW_STATUSES) }).nullable();
export type FlowsMessage = z.infer<typeof FlowsMessage>;
export type FlowsWanted = NonNullable<FlowsMessage>;

export const LIVE_CODES = ['bad_message', 'unknown_event', 'rate_limited', 'unavailable', 'forbidden'] as const;
/** Why a message was not taken. */
export type LiveCode = (typeof LIVE_CODES)[number];
/** Why a topic was not joined. */
export type TopicRefusal = 'bad_topic' | 'unknown_indicator' | 'unknown_region' | 'out_of_scope';
/**
 * Why the server ends a connection: refused at the door (`connect_error` with data.code), or later (`bye`). `changed`: the
 * client may now see more or less kinds of things than its page was made for.
 */
export type ByeCode = 'version' | 'unauthorized' | 'expired' | 'changed' | 'origin' | 'flood' | 'shutdown';

/** One topic of a socket's view: its number in frames, its regions by index, and how minutes fold into a window. */
export type TopicGrant = { key: string; id: number; regions: string[]; fold: 'sum' | 'last' };
export type TopicsAnswer = { hub: string; seq: number; topics: TopicGrant[]; refused: { key: string; code: TopicRefusal }[] };
export type Ack<T> = ({ ok: true } & T) | { ok: false; code: LiveCode; message: string };

export type SignalsFrame = { v: number; lane: 'signals'; seq: number; at: number; body: Uint8Array };
/**
 * Sent first on every connection. `scope` is the class of what the client may see; another one voids what it holds.
 * `validUntil` is null when nothing ends by itself; `facts` says whether the facts lane is open to the client.
 */
export type Hello = { v: number; lane: 'hello'; at: number; windowMs: number; scope: string; validUntil: number | null; facts: boolean };
export type Beat = { v: number; lane: 'beat'; at: number };
/** Rows older than the ring arrived: read the history of these topics again. */
export type HistoryNotice = { v: number; lane: 'history'; at: number; topics: number[] };
/**
 * The socket lagged: so many frames of each lane were left out. A snapshot of the topics follows; with `flows` the client
 * reads the cells again.
 */
export type LagNotice = { v: number; lane: 'lag'; at: number; signals: number; facts: number; flows: number };
export type Bye = { v: number; lane: 'bye'; code: ByeCode };

export type ServerToClient = {
  hello: (m: Hello) => void;
  signals: (m: SignalsFrame) => void;
  /** The view changed because the scope did; replaces the last answer to `subscribe`. */
  topics: (m: TopicsAnswer) => void;
  facts: (m: FactFrame) => void;
  flows: (m: FlowFrame) => void;
  reset: (m: FactReset) => void;
  beat: (m: Beat) => void;
  history: (m: HistoryNotice) => void;
  lag: (m: LagNotice) => void;
  bye: (m: Bye) => void;
};

export type ClientToServer = {
  subscribe: (m: SubscribeMessage, ack: (a: Ack<TopicsAnswer>) => void) => void;
  /** The frames from `from` arrive before the answer; `at` is where the client then stands. */
  facts: (m: FactsMessage, ack: (a: Ack<{ epoch: string; at: string }>) => void) => void;
  /** Frames of what is shown come after the answer; `day` is the one whose cells they are of. */
  flows: (m: FlowsMessage, ack: (a: Ack<{ day: string }>) => void) => void;
  catchUp: (m: CatchUpMessage, ack: (a: Ack<{ epoch: string; at: string }>) => void) => void;
};

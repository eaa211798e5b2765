import type { TicketStep } from './events.ts';
import type { Mark } from './marks.ts';

/**
 * Facts lane: what happened to a case, complete and in commit order for what the client may see.
 * A frame covers the log interval (prev, to]; both are opaque, compared for equality only.
 */
export type FactItem =
  | {
      subject: 'case';
      id: number;
      version: number;
      kind: TicketStep | 'reported' | 'corrected' | 'retracted';
      at: string;
      region: string;
      /** Set for a simulated or replayed record, and for a true one in a demo. */
      mark: Mark | null;
    }
  | { subject: 'alarm' | 'rectification' | 'task' | 'risk'; id: number; version: number; kind: string; at: string; region: string; mark: Mark | null }
  | { subject: 'case' | 'alarm' | 'rectification' | 'task' | 'risk'; id: number; version: number; gone: true };

export type FactFrame = { v: number; lane: 'facts'; epoch: string; prev: string; to: string; items: FactItem[] };
/** The client must drop what it holds and read its lists again, starting at `from`. */
export type FactReset = { v: number; lane: 'reset'; epoch: string; from: string; reason: 'epoch' | 'too_far' | 'history' | 'scope' };

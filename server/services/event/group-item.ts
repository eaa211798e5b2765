import type { Contribution } from '../../core/indicator/derive.ts';
import type { EventType, RejectCode } from '../../wire/events.ts';
import type { Mark } from '../../wire/marks.ts';
import type { SealedPerson } from '../person/vault.ts';

export type Fate =
  | { kind: 'accepted' }
  | { kind: 'duplicate' }
  | { kind: 'refused'; code: RejectCode; message: string; waitsFor?: { source: string; id: string } };

/** An event on its way into the store: checked, redacted, its personal parts sealed; `fate` is set by the commit. */
export type GroupItem = {
  index: number;
  source: string;
  id: string;
  type: EventType;
  at: number;
  /** null for ticket.progressed: its ticket tells. */
  region: string | null;
  located: boolean;
  grain: 'minute' | 'day' | 'month' | 'quarter' | 'year';
  slot: number;
  data: Record<string, unknown>;
  contributions: Contribution[];
  replaces: string | null;
  retracts: string | null;
  hash: number;
  /** `data` as text, while nothing has been changed in it. */
  json?: string | null;
  person: SealedPerson | null;
  fate: Fate | null;
};

export type CommitOptions = { history?: boolean; mark?: Mark | null };

export const REPORTED = 'cn.tongguan.ticket.reported.v1';
export const PROGRESSED = 'cn.tongguan.ticket.progressed.v1';
export const REVIEWED = 'cn.tongguan.review.submitted.v1';
export const OBSERVED = 'cn.tongguan.indicator.observed.v1';
export const DECLARED = 'cn.tongguan.trade.declared.v1';

import { z } from 'zod';
import type { ClockState } from '../core/case/deadline.ts';
import type { DeadlineLine } from '../core/case/explain.ts';
import type { ClockKind } from '../core/case/state.ts';
import type { Mark } from './marks.ts';

/**
 * Queues of the desk: to dispatch (登记, 待派单, 退单审核), to sign and in work (of units), to check, to call back, watched
 * (supervised, instructed, late, bounced, redone), all that is open, and what is over.
 */
export const DESK_VIEWS = ['dispatch', 'sign', 'handle', 'check', 'follow_up', 'watch', 'open', 'done'] as const;
export type DeskView = (typeof DESK_VIEWS)[number];
/** 未超 (nothing said), 即将超期, 已超期. */
export const DESK_DUE = ['soon', 'late'] as const;
/** What makes a ticket stand out, as one may filter by it. */
export const DESK_MARKS = [
  'urgent',
  'merged',
  'returned',
  'redone',
  'supervised',
  'instructed',
  'pending',
  'asked',
  'repeat',
  'confidential',
  'stability',
] as const;
export type DeskMark = (typeof DESK_MARKS)[number];

export const DeskFilter = z.object({
  region: z.string().max(12),
  view: z.enum(DESK_VIEWS),
  due: z.enum(DESK_DUE).optional(),
  mark: z.enum(DESK_MARKS).optional(),
  requestType: z.string().max(40).optional(),
  /** A class or a head of the tree: all below it. */
  category: z.string().max(40).optional(),
  unit: z.string().max(80).optional(),
  mirrored: z.boolean().optional(),
  /** Words of the title or text, or a ticket number. */
  text: z.string().max(80).optional(),
});
export type DeskFilter = z.infer<typeof DeskFilter>;

export const DeskPage = DeskFilter.extend({
  sort: z.enum(['due', 'newest', 'oldest']).default('due'),
  cursor: z.string().max(80).optional(),
  limit: z.number().int().min(1).max(200).default(100),
});
export type DeskPage = z.infer<typeof DeskPage>;

/** The clock that a row shows: the next one that somebody answers for. Instants are epoch ms. */
export type DeskClock = { kind: ClockKind; startedAt: number; dueAt: number; soonAt: number; paused: boolean; provisional: boolean };

export type DeskRow = {
  id: number;
  version: number;
  no: string;
  title: string;
  region: string;
  regionName: string;
  unlocated: boolean;
  requestType: string;
  category: string | null;
  categoryName: string | null;
  channel: string;
  priority: 'normal' | 'urgent' | 'critical';
  /** A state of the kind's table (server/core/kinds/ticket.ts). */
  state: string;
  unit: string | null;
  unitName: string | null;
  marks: DeskMark[];
  /** Callers of one master, itself included; 1 of an ordinary ticket. */
  callers: number;
  at: number;
  movedAt: number;
  clock: DeskClock | null;
  mirrored: boolean;
  mark: Mark | null;
};

export type DeskList = {
  /** Position of the facts lane before the rows were read. */
  asOf: string;
  epoch: string;
  rows: DeskRow[];
  next: string | null;
};
/** Open tickets by view; late and soon of them. */
export type DeskCounts = { asOf: string; epoch: string; views: { view: DeskView; count: number; soon: number; late: number }[] };

/** Who did something, as it is shown. */
export type DeskActor = { type: 'person' | 'system' | 'feed' | 'order'; id: string; name: string };
export type RuleView = { id: string; version: number; source: string };

/** One line of the append-only journal. Texts are redacted. */
export type DeskEntry = {
  seq: number;
  at: number;
  actor: DeskActor;
  command: string;
  data: Record<string, unknown>;
  /** Names of the towns in `data`, which the console's own list of places has not. */
  places: Record<string, string>;
  rules: RuleView[];
  /** What somebody was told by it: caller, unit, desk. */
  told: { whom: 'caller' | 'unit' | 'desk'; what: string; toName: string | null }[];
};

/** `void`: stopped without being judged, as by a cancelling. */
export type ClockViewState = ClockState | 'void';
export type ClockView = {
  kind: ClockKind;
  round: number;
  unit: string | null;
  unitName: string | null;
  startedAt: number;
  dueAt: number;
  dueDate: string;
  soonAt: number;
  state: ClockViewState;
  /** What is left in the unit of the limit, and as a share of the whole. */
  left: number;
  leftUnit: string;
  share: number;
  overMs: number;
  stoppedAt: number | null;
  paused: boolean;
  provisional: boolean;
  unpublished: number[];
  /** `until`: the end was set by whoever gave the matter out; the amount is then the days from the start to it. */
  limit: { amount: number; unit: string; until: number | null };
  /** In which unit an extension of it is. */
  extendsIn: string;
  rule: RuleView | null;
};
export type ClockLedger = { kind: ClockKind; round: number; lines: DeadlineLine[] };

/** A command that may be tried on the ticket as it stands, with the form that it asks for. */
export type DeskCommand = { command: string; undoable: boolean; fields: DeskField[] };
export type DeskField = {
  name: string;
  type: 'text' | 'code' | 'number' | 'time' | 'date' | 'bool' | 'codes' | 'ids' | 'helpers';
  need: boolean;
  choice: string[] | null;
  /** What choices are called that only the data know. */
  names?: Readonly<Record<string, string>>;
  least: number | null;
  most: number | null;
};

export type DeskTicket = {
  row: DeskRow;
  body: string;
  entrance: string | null;
  line: string | null;
  mergeMode: string | null;
  deskRegion: string;
  deskName: string;
  firstDesk: string;
  firstDeskName: string;
  lon: number | null;
  lat: number | null;
  outcome: string | null;
  closedAt: number | null;
  /** Who has to act now. */
  owner: { type: 'desk' | 'unit' | 'case' | 'upstream' | 'none'; id: string | null; name: string | null };
  through: { unit: string; name: string }[];
  helpers: { unit: string; name: string; child: number; answered: boolean }[];
  flags: { flag: string; at: number; value: unknown }[];
  asks: { ask: string; at: number; by: DeskActor; unit: string | null; value: Record<string, unknown> }[];
  dispatches: { at: number; unit: string; unitName: string; designated: boolean; end: string | null; endedAt: number | null; returnAskedAt: number | null }[];
  reminders: { seq: number; what: string; at: number; by: DeskActor; level: string | null; receipt: { at: number; by: DeskActor } | null }[];
  reviews: { at: number; by: string; reached: boolean; level: number | null; satisfied: boolean | null; resolved: boolean | null }[];
  links: { rel: string; to: string; no: string | null; title: string | null }[];
  journal: DeskEntry[];
  clocks: ClockView[];
  commands: DeskCommand[];
  /** Until when the newest entry may be taken back by who reads; null = it may not. */
  undoUntil: number | null;
};

/** A unit that may be chosen, why, and what speaks against it. */
export type UnitSuggestion = {
  unit: string;
  name: string;
  /** 0 to 1. */
  score: number;
  co: { unit: string; name: string }[];
  /** The catalogue's clause, when a row names the unit. */
  clause: string | null;
  rule: RuleView | null;
  /** Tickets of the class that it handled lately, of all of the class. */
  history: { num: number; den: number };
  /** Open with it now, against what it usually has. */
  load: { open: number; usual: number | null };
  distanceKm: number | null;
  onTime: { num: number; den: number };
  returned: { num: number; den: number };
  against: { code: 'load' | 'returned' | 'late' | 'far' | 'returned_this' | 'no_rule'; params: Record<string, number | string> }[];
};
export type DuplicateHit = {
  id: number;
  no: string;
  title: string;
  at: number;
  state: string;
  metres: number | null;
  /** 0 to 1. */
  likeness: number;
  /** `merge` into it, `urge` it (same caller, still open), or only see it. */
  advice: 'merge' | 'urge' | 'see';
  /** Moved by an upstream platform: it follows no ticket of ours. */
  mirrored: boolean;
};
export type ClassSuggestion = { category: string; name: string; probability: number };
export type PlaceSuggestion = { region: string; name: string; confidence: number; matched: string };
export type DeskAdvice = {
  units: UnitSuggestion[];
  classes: { suggestions: ClassSuggestion[]; abstains: boolean; modelAt: number | null };
  place: PlaceSuggestion | null;
  duplicates: DuplicateHit[];
};

export const DeskAct = z.object({
  id: z.number().int().positive(),
  command: z.string().max(40),
  data: z.record(z.string(), z.json()).default({}),
  /** The version that was seen. */
  expect: z.number().int().positive(),
  /** Of this press of a key: the same again changes nothing more. */
  key: z.uuid(),
});
export type DeskAct = z.infer<typeof DeskAct>;
export type DeskRefusal = { code: string; params: Record<string, unknown>; by: DeskActor | null; at: number | null };
/** A refusal is an answer, not an error: who was first and what to do stand in it. */
export type DeskActed = { ok: true; version: number; row: DeskRow | null; undoUntil: number | null } | { ok: false; id: number; refusal: DeskRefusal };

/** Several tickets, one command: what would become of each, before or after it was given. */
export const DeskActMany = z.object({
  command: z.string().max(40),
  data: z.record(z.string(), z.json()).default({}),
  tickets: z
    .array(z.object({ id: z.number().int().positive(), expect: z.number().int().positive() }))
    .min(1)
    .max(200),
  preview: z.boolean(),
  key: z.uuid(),
});
export type DeskActMany = z.infer<typeof DeskActMany>;
export type DeskActedMany = { done: { id: number; version: number; no: string }[]; refused: { id: number; no: string; refusal: DeskRefusal }[] };

/** What a call-taker enters. Text is redacted at the door as it is for events. */
export const DeskReport = z.object({
  region: z.string().max(12),
  requestType: z.string().min(1).max(40),
  title: z.string().trim().min(1).max(120),
  body: z.string().trim().min(1).max(20_000),
  category: z.string().max(40).nullable().default(null),
  channel: z.string().min(1).max(40),
  priority: z.enum(['normal', 'urgent', 'critical']).default('normal'),
  entrance: z.enum(['grassroots', 'petition', 'sector']).nullable().default(null),
  line: z.string().max(40).nullable().default(null),
  location: z
    .object({ lon: z.number(), lat: z.number(), address: z.string().max(200).optional() })
    .nullable()
    .default(null),
  reporter: z
    .object({
      name: z.string().max(60).optional(),
      phone: z.string().max(30).optional(),
      anonymous: z.boolean().default(false),
      confidential: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  key: z.uuid(),
});
export type DeskReport = z.infer<typeof DeskReport>;

export type DeskDraft = { id: number; command: string; data: Record<string, unknown>; savedAt: number };
/** Who else has the ticket open. */
export type DeskPresence = { login: string; name: string; since: number; writing: boolean };

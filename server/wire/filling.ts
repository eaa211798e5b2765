import { z } from 'zod';
import { type Ask, type Duty, FILLING_GRAINS, FILLING_STATUSES, type FillingStatus } from '../core/filling/duty.ts';
import { FIGURE_QUESTIONS, type FigureQuestion, type Figures } from '../core/filling/figures.ts';
import type { Decision, ReminderKind, Slot } from '../core/filling/slot.ts';
import type { Mark } from './marks.ts';

const Id = z.number().int().positive();
const Adcode = z.string().regex(/^\d{6,12}$/);
const Code = z.string().min(1).max(64);
const Instant = z.number().int().min(0).max(4_102_444_800_000);
const Period = z.string().regex(/^20\d\d(-(Q[1-4]|0[1-9]|1[0-2]))?$/);
const Status = z.enum(FILLING_STATUSES);
const Text = z.string().trim().max(1_000);
const Reason = z.string().trim().min(2).max(1_000);
/** Of the press: the same again does nothing more. */
const Key = z.uuid();

const AskInput = z.object({ status: Status, amount: z.number().int().min(1).max(400), unit: z.enum(['natural_day', 'working_day']) });

/** A duty as it is written. What it is of (indicator, region, grain) is said once, when it is made; `expect` is the version that was seen. */
export const SaveDuty = z.object({
  id: Id.nullable(),
  expect: z.number().int().min(0),
  indicator: Code,
  region: Adcode,
  department: Code,
  grain: z.enum(FILLING_GRAINS),
  asks: z.array(AskInput).min(1).max(3),
  from: Period,
  until: Period.nullable(),
  remindDays: z.number().int().min(0).max(60),
  note: Text,
  key: Key,
});
export type SaveDuty = z.infer<typeof SaveDuty>;
export type SavedDuty = { id: number; version: number };

export const SlotRef = z.object({ duty: Id, period: Period });
export type SlotRef = z.infer<typeof SlotRef>;

export const SubmitFilling = SlotRef.extend({
  status: Status,
  figures: z.object({ value: z.number().optional(), numerator: z.number().optional(), denominator: z.number().optional() }),
  /** Up to when the value holds (截至). */
  asOf: Instant,
  note: Text,
  basis: Text,
  /** Questions that whoever submits has answered with yes. */
  confirmed: z.array(z.enum(FIGURE_QUESTIONS)).max(FIGURE_QUESTIONS.length),
  /** Version of the slot that was seen. */
  seen: z.number().int().min(0),
  key: Key,
});
export type SubmitFilling = z.infer<typeof SubmitFilling>;
/** `questions`: nothing was taken; the same with `confirmed` is. */
export type SubmittedFilling = { ok: true; id: number } | { ok: false; questions: FigureQuestion[]; value: number; before: number | null };

export const CheckFilling = z
  .object({ id: Id, accept: z.boolean(), reason: Text })
  .refine((c) => c.accept || c.reason.length >= 2, { path: ['reason'], message: 'what is returned says why' });
export type CheckFilling = z.infer<typeof CheckFilling>;

export const RetractFilling = z.object({ id: Id, reason: Reason });
export type RetractFilling = z.infer<typeof RetractFilling>;

export const UrgeFilling = SlotRef.extend({ status: Status, text: Reason, key: Key });
export type UrgeFilling = z.infer<typeof UrgeFilling>;

/** Periods that the matrix shows, newest first. */
export const FILLING_SPANS = [6, 12, 24] as const;
export const FillingPage = z.object({
  region: Adcode,
  department: Code.optional(),
  indicator: Code.optional(),
  back: z.union([z.literal(6), z.literal(12), z.literal(24)]),
});
export type FillingPage = z.infer<typeof FillingPage>;

export type DutyView = Duty & {
  regionName: string;
  departmentName: string;
  /** Name and unit of the indicator as the dictionary has them. */
  name: string;
  unit: string;
  note: string;
  version: number;
  mark: Mark | null;
};

/** One slot in a list or in the matrix; `value` is what holds, in the unit shown. */
export type SlotView = Slot & {
  duty: number;
  period: string;
  status: FillingStatus;
  opensAt: number;
  dueAt: number;
  provisional: boolean;
  value: number | null;
  /** When the newest reminder was noted, and of which kind. */
  reminded: { kind: ReminderKind | 'urge'; at: number } | null;
};

export type FillingCounts = { toFill: number; overdue: number; returned: number; toCheck: number; late: number };
export type FillingList = {
  duties: DutyView[];
  /** Of the newest periods of each duty. */
  slots: SlotView[];
  /** What is to be filled in, worst first, however old, at most `SHOWN` of `counts.toFill`. */
  todo: SlotView[];
  /** What waits to be decided, the oldest first. */
  check: SlotView[];
  counts: FillingCounts;
};

/** One submission with all that became of it. */
export type FiledView = {
  id: number;
  status: FillingStatus;
  figures: Figures;
  value: number | null;
  asOf: number;
  note: string;
  basis: string;
  byName: string;
  /** Whether whoever asks filed it: nobody decides what he filed. */
  own: boolean;
  at: number;
  decision: Decision | null;
  decidedAt: number | null;
  decidedName: string | null;
  reason: string | null;
  replaces: number | null;
  /** When the figures had it; null while that is on its way. */
  toldAt: number | null;
  /** Why the figures did not take it. */
  refused: string | null;
  retracted: { at: number; name: string; reason: string } | null;
};
export type ReminderView = { kind: ReminderKind | 'urge'; status: FillingStatus; at: number; byName: string | null; text: string };

/** All statuses of one period side by side, with what was there in the period before. */
export type PeriodView = {
  duty: DutyView;
  period: string;
  from: number;
  to: number;
  statuses: {
    ask: Ask;
    slot: SlotView;
    filed: FiledView[];
    /** What holds in the period before, in this status; null = none. */
    before: { period: string; value: number | null };
  }[];
  reminders: ReminderView[];
  may: { submit: boolean; check: boolean; manage: boolean };
};

import { UNITS } from '../core/calendar/reach.ts';
import type { RuleName, RuleRow } from '../core/case/rules.ts';
import { CLOCK_KINDS } from '../core/case/state.ts';
import { CASE_KINDS } from '../core/kinds/kinds.ts';
import { RISK_CHECKS } from '../core/risk/terms.ts';
import { FLOW_SCOPES, FLOW_STATUSES } from '../core/trade/flow.ts';
import { Adcode, type CalendarFile, Id, SourceRef } from './profile.ts';
import { z } from './zod.ts';

/** Who says so: a document that the profile lists, one that it does not list by its name and clause, or nobody (产品默认). */
export const RuleSourceRef = z.union([SourceRef, z.string().trim().min(1).max(200)]).nullable();
export type RuleSourceRef = z.infer<typeof RuleSourceRef>;

const Share = z.number().min(0).max(1);
const Count = z.number().int().min(0).max(1_000);

const Amount = z
  .object({ amount: z.number().positive().max(100_000), unit: z.enum(UNITS) })
  .refine(({ amount, unit }) => !unit.endsWith('_day') || Number.isInteger(amount), { message: 'days are whole: use hours', path: ['amount'] });

const UrgeStep = z
  .object({
    id: Id,
    when: z.enum(['before', 'at', 'after']),
    by: Amount.nullable(),
    share: z.number().gt(0).lt(1).optional(),
    act: z.enum(['remind', 'urge', 'supervise']),
  })
  .refine(
    ({ when, by, share }) => Number(by !== null) + Number(share !== undefined) === (when === 'at' ? 0 : 1) && (share === undefined || when === 'before'),
    {
      message: 'a step before or after the deadline says by how much, or before it at which share of the time; one at it says neither',
      path: ['by'],
    },
  );

/** What each rule says; the same as `RuleValues` of the kernel. */
export const RULE_VALUES = {
  limit: Amount.safeExtend({ soon: Share, from: z.enum(['received', 'dispatched']) }),
  return: z.object({ within: Amount, designateAfter: Count.min(1) }),
  extension: z.object({ most: Amount, times: Count, leaderFrom: Count.min(1) }),
  urge: z.object({ steps: z.array(UrgeStep).min(1).max(12) }),
  follow_up: z.object({ share: Share, attempts: Count.min(1) }),
  redo: z.object({ most: Count }),
  undo: z.object({ seconds: z.number().min(0).max(3_600), commands: z.array(z.string().min(1).max(64)).max(50) }),
  archive: z.object({ after: Amount }),
  exclusion: z.object({ flag: Id, measures: z.array(Id).min(1).max(20) }),
  dispatch: z.object({ main: Id, co: z.array(Id).max(20), clause: z.string().trim().max(200), auto: z.boolean() }),
  composite: z
    .object({ response: Share, resolution: Share, satisfaction: Share })
    .refine((v) => Math.abs(v.response + v.resolution + v.satisfaction - 1) < 1e-9, { message: 'the three weights must sum to 1' }),
  risk: z
    .object({
      check: z.enum(RISK_CHECKS),
      scope: z.enum(FLOW_SCOPES),
      status: z.enum(FLOW_STATUSES),
      days: z.number().int().min(1).max(92),
      past: z.number().int().min(0).max(12),
      bound: z.number().positive().max(1_000),
      least: z.number().int().min(1).max(100_000_000),
      floor: z.number().min(0).max(1e12),
      times: z.number().min(1).max(1_000).nullable(),
      severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    })
    .refine((v) => v.days * (1 + v.past) <= 184, { message: 'spans reach back half a year at most', path: ['past'] })
    .refine((v) => v.past > 0 || (v.check !== 'growth' && v.check !== 'shift' && v.times === null), {
      message: 'what is compared with a span before needs one',
      path: ['past'],
    }),
  lawful: z.object({
    says: z.string().trim().min(2).max(200),
    checks: z.array(z.enum(RISK_CHECKS)).max(RISK_CHECKS.length),
    modes: z.array(z.string().regex(/^\d{4}$/)).max(20),
    below: z.number().positive().nullable(),
  }),
} as const;

/** In the order in which pages and files list them. */
export const RULE_NAMES = [
  'limit',
  'return',
  'extension',
  'urge',
  'follow_up',
  'redo',
  'archive',
  'undo',
  'exclusion',
  'composite',
  'risk',
  'lawful',
  'dispatch',
] as const satisfies readonly RuleName[];

export const RuleWhereInput = z.object({
  kind: z.enum(CASE_KINDS).optional(),
  clock: z.enum(CLOCK_KINDS).optional(),
  requestType: z.string().min(1).max(64).optional(),
  priority: z.string().min(1).max(64).optional(),
  region: Adcode.optional(),
  category: z.string().min(1).max(64).optional(),
  entrance: z.string().min(1).max(64).optional(),
});

function rowOf<N extends RuleName, T extends z.ZodType>(rule: N, time: T) {
  return z.object({
    id: Id,
    version: z.number().int().min(1).max(1_000_000).default(1),
    rule: z.literal(rule),
    where: RuleWhereInput.refine((where) => (rule === 'limit') === (where.clock !== undefined), {
      message: rule === 'limit' ? 'a time limit names its clock' : 'only a time limit names a clock',
      path: ['clock'],
    }),
    from: time,
    until: time,
    source: RuleSourceRef,
    value: RULE_VALUES[rule],
  });
}

function rowsOf<T extends z.ZodType>(time: T) {
  return z.discriminatedUnion('rule', [
    rowOf('limit', time),
    rowOf('return', time),
    rowOf('extension', time),
    rowOf('urge', time),
    rowOf('follow_up', time),
    rowOf('redo', time),
    rowOf('archive', time),
    rowOf('undo', time),
    rowOf('exclusion', time),
    rowOf('composite', time),
    rowOf('risk', time),
    rowOf('lawful', time),
    rowOf('dispatch', time),
  ]);
}

/** A row of rules.json: `from` (null: ever) and `until` (null: open) are local dates, the first inclusive. */
export const RuleFileRow = rowsOf(z.iso.date().nullable());
export type RuleFileRow = z.infer<typeof RuleFileRow>;

/** A row as it is drafted in the console: times are epoch ms, `version` is the one that the draft was made from. */
export const RuleDraft = rowsOf(z.number().int().nonnegative().max(4_102_444_800_000).nullable());
export type RuleDraft = z.infer<typeof RuleDraft>;

const ClockTime = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'a time of the day as 09:00');

/** When offices work; whether the last day of a limit ends at 24:00 or at the close of business (民法典 §203). */
export const OfficeFile = z.object({
  hours: z.array(z.object({ from: ClockTime, to: ClockTime })).min(1),
  dayEnd: z.enum(['midnight', 'closing']),
  source: RuleSourceRef,
});

/** rules.json of a profile. */
export const RulesFile = z.object({ office: OfficeFile, rows: z.array(RuleFileRow) });
export type RulesFile = z.infer<typeof RulesFile>;

/** catalogue.csv (派单目录): who handles a class in a territory. `co` is separated by spaces; no clause: 产品默认. */
export const CatalogueRow = z.object({
  category: z.string().min(1).max(64),
  region: Adcode,
  main: Id,
  co: z.string(),
  clause: z.string().trim().max(200),
  auto: z.enum(['yes', 'no']),
});
export type CatalogueRow = z.infer<typeof CatalogueRow>;

/** A version of a rule with its papers. `by` and `at` are null in the profile's own rows. */
export type RuleEntry = RuleRow & {
  readonly origin: 'profile' | 'installation';
  readonly paper: RuleSourceRef;
  readonly by: string | null;
  readonly at: number | null;
  readonly note: string | null;
};

/** What a profile gives to the rules of an installation. Office hours are minutes of the local day. */
export type GivenRules = {
  readonly rows: readonly RuleEntry[];
  readonly office: { readonly hours: readonly { readonly from: number; readonly to: number }[]; readonly dayEnd: 'midnight' | 'closing' };
  readonly years: readonly CalendarFile[];
  readonly categories: readonly { readonly code: string; readonly name: string; readonly parent: string }[];
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  /** Title, with its number, of each document that the profile lists. */
  readonly documents: ReadonlyMap<string, string>;
  readonly requestTypes: readonly string[];
};

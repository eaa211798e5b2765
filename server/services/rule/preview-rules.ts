import { type ClockChange, previewRuleChange, type RulePreview, type UnitChange } from '../../core/case/preview.ts';
import type { Rules } from '../../core/case/rules.ts';
import type { CaseState } from '../../core/case/state.ts';

/** Cases are looked at in parts, so that the process answers others in between. */
const PART = 500;
/** Open cases that one preview looks at: some seconds of reading. */
const MOST_LOOKED = 20_000;

export type RulesPreview = RulePreview & {
  readonly moved: number;
  readonly reassigned: number;
  /** There are further open cases, at which nobody looked. */
  readonly cut: boolean;
};

/**
 * What changed rules would do to open cases, if they were applied now. Nothing is changed.
 * @param options `most`: how many changed clocks, and units, are listed; all are counted. `looked`: at how many cases it looks
 */
export async function previewRules(
  cases: AsyncIterable<CaseState> | Iterable<CaseState>,
  before: Rules,
  after: Rules,
  now: number,
  { most = 200, looked = MOST_LOOKED } = {},
): Promise<RulesPreview> {
  const clocks: ClockChange[] = [];
  const units: UnitChange[] = [];
  const sum = { looked: 0, turnLate: 0, turnOnTime: 0, moved: 0, reassigned: 0 };
  const add = (part: CaseState[]): void => {
    const found = previewRuleChange(part, before, after, now);
    sum.looked += found.looked;
    sum.turnLate += found.turnLate;
    sum.turnOnTime += found.turnOnTime;
    sum.moved += found.clocks.length;
    sum.reassigned += found.units.length;
    // Those that change sides are listed before those that only move.
    clocks.push(...found.clocks);
    units.push(...found.units);
  };
  let part: CaseState[] = [];
  let cut = false;
  for await (const state of cases) {
    cut = sum.looked + part.length >= looked;
    if (cut) break;
    part.push(state);
    if (part.length < PART) continue;
    add(part);
    part = [];
    await new Promise((resolve) => setImmediate(resolve));
  }
  add(part);
  const turns = (c: ClockChange): number => Number(c.was.late !== c.willBe.late);
  clocks.sort((a, b) => turns(b) - turns(a) || a.willBe.due - b.willBe.due);
  return { ...sum, cut, clocks: clocks.slice(0, most), units: units.slice(0, most) };
}

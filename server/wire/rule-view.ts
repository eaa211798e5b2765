import type { RulePreview } from '../core/case/preview.ts';
import type { CalendarFile } from './profile.ts';
import type { RuleEntry } from './rule.ts';
import type { ImportFault } from './rule-import.ts';

/** A place or class that rules name, or may name. */
export type RuleName = { readonly id: string; readonly name: string };

/** The rules that somebody may see, but the dispatch catalogue: every version, with the names of what they apply to. */
export type RuleList = {
  readonly now: number;
  /** The region that is all of the province. */
  readonly root: string;
  /** All versions, the profile's first. */
  readonly entries: readonly RuleEntry[];
  /** Ids and versions, as `ID VERSION`, of those that hold now. */
  readonly held: readonly string[];
  /** Regions of the profile that rules name, and the cities that a rule may be written for. */
  readonly regions: readonly RuleName[];
  readonly categories: readonly RuleName[];
  readonly requestTypes: readonly string[];
  readonly documents: readonly RuleName[];
  /** Where whoever asks may write rules: null = nowhere, else regions with all below them. */
  readonly manages: readonly string[] | null;
};

/** One row of the dispatch catalogue in force. */
export type CatalogueView = {
  readonly id: string;
  readonly version: number;
  readonly category: RuleName;
  readonly region: RuleName;
  readonly main: RuleName;
  readonly co: readonly RuleName[];
  readonly clause: string;
  readonly auto: boolean;
  readonly from: number;
  readonly until: number | null;
  readonly source: string;
};
export type CataloguePage = { readonly total: number; readonly rows: readonly CatalogueView[] };

export type CalendarView = { readonly years: readonly (CalendarFile & { readonly imported: boolean })[]; readonly now: number };

/** What a draft would do to the open cases of whoever asks. Numbers of tickets by case id. */
export type RulePreviewView = RulePreview & {
  readonly moved: number;
  readonly reassigned: number;
  /** There are further open cases, at which nobody looked. */
  readonly cut: boolean;
  readonly numbers: Readonly<Record<number, string>>;
};

export type RuleImportView = { readonly written: number; readonly unchanged: number; readonly faults: readonly ImportFault[]; readonly more: number };

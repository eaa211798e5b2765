import type { z } from 'zod';
import type { KnowledgeFileRow } from '../wire/knowledge.ts';
import type { CalendarFile, CategoryRow, DemoFile, DepartmentRow, IndicatorRow, ItemRow, ProfileFile, RetiredRow, ZoneRow } from '../wire/profile.ts';
import type { CatalogueRow, RulesFile } from '../wire/rule.ts';
import type { TopicFile } from '../wire/topic.ts';
import type { TradeFile } from '../wire/trade.ts';

/** One region as the rest of the product reads it: a row of regions.csv with its numbers as numbers. */
export type Region = {
  adcode: string;
  name: string;
  shortName: string;
  level: string;
  /** Empty for the root. */
  parent: string;
  kind: 'normal' | 'virtual' | 'offMap';
  /** Degrees, in the datum of the profile's map. */
  lon: number | null;
  lat: number | null;
  population: number | null;
  /** Column and row in the tile cartogram of its city. */
  tile: [number, number] | null;
};

/** A whole province: every file of its folder, checked, plus the calendars that all profiles share. */
export type Profile = {
  file: ProfileFile;
  regions: Region[];
  retired: z.infer<typeof RetiredRow>[];
  departments: z.infer<typeof DepartmentRow>[];
  categories: z.infer<typeof CategoryRow>[];
  items: z.infer<typeof ItemRow>[];
  zones: z.infer<typeof ZoneRow>[];
  /** What the knowledge base begins with. */
  knowledge: KnowledgeFileRow[];
  rules: RulesFile;
  /** 派单目录 */
  catalogue: CatalogueRow[];
  indicators: IndicatorRow[];
  /** In the order of their `order`. */
  topics: TopicFile[];
  /** By year. */
  calendars: CalendarFile[];
  demo: DemoFile | null;
  /** Places and plans of cross-border e-commerce; null where the profile has none. */
  trade: TradeFile | null;
};

/** One thing that is wrong: `file` is relative to the profile's folder, `line` counts from 1. */
export type ProfileProblem = { file: string; line: number; message: string };

/** Thrown by loadProfile: names every problem of the profile, not only the first. */
export class ProfileError extends Error {
  readonly problems: readonly ProfileProblem[];
  constructor(folder: string, problems: readonly ProfileProblem[]) {
    super(`${folder}: ${problems.length} problems\n${problems.map((p) => `${p.file}:${p.line}: ${p.message}`).join('\n')}`);
    this.name = 'ProfileError';
    this.problems = problems;
  }
}

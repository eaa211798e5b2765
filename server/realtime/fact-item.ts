import { type Contains, type FactPlaces, type VisibilityScope, visible } from '../core/fact/visible.ts';
import type { FactItem } from '../wire/facts.ts';
import { markOf } from '../wire/marks.ts';

/**
 * One row of the numbered log. `regions` and `departments` name those before and after. `body` holds ids, codes and
 * times; of it the lane reads `region` and `departments` (those after; absent: nothing moved), `mark`, and nothing else.
 */
export type FactRecord = {
  seq: number;
  /** ISO instant, or epoch milliseconds. */
  at: string | number | Date;
  kind: string;
  subject: 'case' | 'alarm' | 'access' | 'rectification' | 'task' | 'risk';
  subjectId: number;
  version: number;
  regions: string[];
  departments: string[];
  quiet: boolean;
  body: Record<string, unknown>;
};

/** The log as the tail reads it. */
export type FactPort = {
  head(): Promise<{ seq: number; epoch: string }>;
  /** Facts with a greater seq, ascending, at most `limit`. */
  read(afterSeq: number, limit: number): Promise<FactRecord[]>;
  /** Numbers what was committed unnumbered. */
  stamp(): Promise<void>;
};

/** What one scope learns of a fact; null for nothing. */
export function factItem(scope: VisibilityScope, fact: FactRecord, contains: Contains): FactItem | null {
  if (fact.subject === 'access') return null;
  const { subject, subjectId: id, version } = fact;
  const seen = visible(scope, placesOf(fact), contains);
  if (seen === 'hidden') return null;
  if (seen === 'gone') return { subject, id, version, gone: true };
  const at = new Date(fact.at).toISOString();
  const region = typeof fact.body.region === 'string' ? fact.body.region : (fact.regions[fact.regions.length - 1] ?? '');
  return { subject, id, version, kind: fact.kind, at, region, mark: markOf(fact.body.mark) } as FactItem;
}

function placesOf(fact: FactRecord): FactPlaces {
  const { regions, departments, body } = fact;
  const region = typeof body.region === 'string' ? [body.region] : regions;
  const list = Array.isArray(body.departments) ? body.departments.filter((d) => typeof d === 'string') : departments;
  return { regions, departments, after: { regions: region, departments: list } };
}

import { createHash } from 'node:crypto';
import type { Db } from '../../../db/client.ts';
import { buildCalendar, type Calendar } from '../../core/calendar/calendar.ts';
import { categoryLineages } from '../../core/case/lineage.ts';
import { effectiveRows } from '../../core/case/rule-versions.ts';
import { buildRuleBook, type Rules } from '../../core/case/rules.ts';
import type { CalendarFile } from '../../wire/profile.ts';
import type { GivenRules, RuleEntry } from '../../wire/rule.ts';
import type { Catalog } from '../context.ts';
import { type CalendarVersion, readCalendars, readRuleRows } from './rule-rows.ts';
import { rulesRevision } from './rules-revision.ts';

/** What is needed of the profile: the tree of regions, the zone, and the titles of its documents. */
export type RuleCatalog = Pick<Catalog, 'tree' | 'zone'>;

/**
 * The rules in force, as this process knows them: those of the profile, and over them those that were written in the
 * installation. Asking is free; `refresh` looks whether another process has written since.
 */
export class RuleSource {
  readonly given: GivenRules;
  private readonly db: Pick<Db, 'query'>;
  private readonly catalog: RuleCatalog;
  private readonly lineage: (category: string) => readonly string[];
  private revision = 0;
  private written: readonly RuleEntry[] = [];
  private imported: readonly CalendarVersion[] = [];
  private rules: Rules;

  constructor(db: Pick<Db, 'query'>, catalog: RuleCatalog, given: GivenRules) {
    this.db = db;
    this.catalog = catalog;
    this.given = given;
    this.lineage = categoryLineages(new Map(given.categories.map((c) => [c.code, c.parent])));
    this.rules = this.rulesOf(given.rows, given.years);
  }

  /** Reads all rows and calendars of the installation. */
  async load(): Promise<void> {
    // The revision first: what is written in between is read again by the next refresh.
    this.revision = await rulesRevision(this.db);
    this.written = await readRuleRows(this.db, (document) => this.given.documents.get(document) ?? document);
    this.imported = await readCalendars(this.db);
    this.rules = this.rulesOf(this.entries(), this.years());
  }

  /** @returns whether something had been written since, and was read */
  async refresh(): Promise<boolean> {
    if ((await rulesRevision(this.db)) === this.revision) return false;
    await this.load();
    return true;
  }

  /** The rules, the calendar and the two trees; the same object until something is written. */
  current(): Rules {
    return this.rules;
  }

  /** Every version of every rule, the profile's first; also those that never held. */
  entries(): readonly RuleEntry[] {
    return [...this.given.rows, ...this.written];
  }

  /** Calendars in force, by year: the newest import of a year before the profile's. */
  years(): readonly (CalendarFile & { readonly imported: boolean })[] {
    return yearsOf(this.given.years, this.imported);
  }

  /** Changes with every calendar and with the hours of work: what deadlines are counted by. */
  calendarMark(): string {
    const years = this.years().map(({ year, source, holidays, workdays }) => [year, source, holidays, workdays]);
    return createHash('sha256')
      .update(JSON.stringify([this.given.office, years]))
      .digest('base64url');
  }

  /** The rules as they would be with further versions and calendars; nothing is changed. */
  withDrafts(drafts: readonly RuleEntry[], years: readonly CalendarFile[] = []): Rules {
    const replaced = new Set(years.map((y) => y.year));
    return this.rulesOf([...this.entries(), ...drafts], [...this.years().filter((y) => !replaced.has(y.year)), ...years]);
  }

  private rulesOf(rows: readonly RuleEntry[], years: readonly CalendarFile[]): Rules {
    const { tree } = this.catalog;
    return {
      book: buildRuleBook(effectiveRows(rows)),
      calendar: this.calendarOf(years),
      regions: (region) => tree.lineage(tree.resolve(region) ?? region),
      categories: this.lineage,
    };
  }

  private calendarOf(years: readonly CalendarFile[]): Calendar {
    const { hours, dayEnd } = this.given.office;
    return buildCalendar(years, this.catalog.zone, hours, dayEnd);
  }
}

function yearsOf(given: readonly CalendarFile[], imported: readonly CalendarVersion[]): (CalendarFile & { imported: boolean })[] {
  const byYear = new Map(given.map((file) => [file.year, { ...file, imported: false }]));
  for (const { version: _, by: _by, at: _at, ...file } of imported) byYear.set(file.year, { ...file, imported: true });
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}

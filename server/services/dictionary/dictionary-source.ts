import type { Db } from '../../../db/client.ts';
import { newRow, numberOf, withWords } from '../../core/indicator/definition-text.ts';
import { inForce, nextStart } from '../../core/indicator/dictionary-walk.ts';
import type { LiveDictionary } from '../../core/indicator/live-dictionary.ts';
import type { Goal, OwnGoal } from '../../core/review/goal.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import { dictionaryRevision, type PublishedRow, readPublished } from './change-rows.ts';

/** What a profile says of the names in a definition. */
export type GivenDictionary = { rows: readonly IndicatorRow[]; functions: ReadonlySet<string>; levels: ReadonlySet<string> };

/**
 * The dictionary in force in this process: the profile's rows, and over them the versions that were published and have
 * begun. `refresh` looks whether anything was published since, by whichever process, and whether a version has begun.
 */
export class DictionarySource {
  readonly given: GivenDictionary;
  private readonly byCode: ReadonlyMap<string, IndicatorRow>;
  private readonly db: Pick<Db, 'query'>;
  private readonly live: LiveDictionary<IndicatorRow>;
  private readonly now: () => number;
  private revision = -1;
  private published: readonly PublishedRow[] = [];
  private nextAt: number | null = null;
  private made = '0';
  private turn: Promise<unknown> = Promise.resolve();

  constructor(db: Pick<Db, 'query'>, live: LiveDictionary<IndicatorRow>, given: GivenDictionary, now: () => number) {
    this.db = db;
    this.live = live;
    this.given = given;
    this.byCode = new Map(given.rows.map((row) => [row.code, row]));
    this.now = now;
  }

  /** @returns whether the dictionary in force was made anew */
  refresh(): Promise<boolean> {
    const mine = this.turn.then(() => this.look());
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Changes whenever the dictionary in force does. */
  mark(): string {
    return this.made;
  }

  givenRow(code: string): IndicatorRow | null {
    return this.byCode.get(code) ?? null;
  }

  /** All versions that were published, of all subjects. */
  versions(): readonly PublishedRow[] {
    return this.published;
  }

  /** The row that a published version makes; null when its first version is not among those known. */
  rowOf(code: string, fields: Readonly<Record<string, string>>): IndicatorRow | null {
    const first = this.published.find((v) => v.kind === 'definition' && v.code === code && v.version === 1);
    const base = this.byCode.get(code) ?? (first ? (newRow(code, first.fields) as IndicatorRow) : null);
    return base && withWords(base, fields);
  }

  private async look(): Promise<boolean> {
    const revision = await dictionaryRevision(this.db);
    const written = revision !== this.revision;
    if (!written && (this.nextAt === null || this.nextAt > this.now())) return false;
    // The revision first: what is published in between is read again by the next refresh.
    if (written) this.published = await readPublished(this.db);
    this.revision = revision;
    this.apply();
    return true;
  }

  private apply(): void {
    const now = this.now();
    const bySubject = new Map<string, PublishedRow[]>();
    for (const v of this.published) bySubject.set(`${v.kind}\n${v.subject}`, [...(bySubject.get(`${v.kind}\n${v.subject}`) ?? []), v]);
    const held = [...bySubject.values()].flatMap((versions) => inForce(versions, now) ?? []);
    const definitions = new Map(held.flatMap((v) => (v.kind === 'definition' ? [[v.code, v] as const] : [])));
    const rows = [...new Set([...this.byCode.keys(), ...definitions.keys()])].flatMap((code): IndicatorRow[] => {
      const version = definitions.get(code);
      const row = version ? this.rowOf(code, version.fields) : (this.byCode.get(code) ?? null);
      return row ? [row] : [];
    });
    const goals = held.flatMap((v) => (v.kind === 'target' && v.fields.ended !== 'yes' ? [goalOf(v)] : []));
    this.live.replace(rows, new Map([...definitions].map(([code, v]) => [code, v.version])), goals);
    this.nextAt = nextStart(this.published, now);
    this.made = `${this.revision}-${held.length}-${held.reduce((sum, v) => sum + v.id, 0)}`;
  }
}

function goalOf({ code, region, period, path, version, from, fields }: PublishedRow): OwnGoal & { code: string } {
  return {
    code,
    region: region ?? '',
    period: period ?? '',
    path: path || null,
    comparator: (fields.comparator ?? '>=') as Goal['comparator'],
    value: numberOf(fields.value) ?? 0,
    version,
    from,
    source: { document: fields.document ?? '', line: fields.place ?? null },
  };
}

import type { Tx } from '../../../db/client.ts';
import { numbersLiteral, textsLiteral } from '../../../db/client.ts';

export type SeriesKey = { indicator: string; region: string; dims: Record<string, string>; dimsKey: string; scope: string; status: string; grain: string };
export type SeriesMeta = SeriesKey & { id: number; feed: number };

/** Beyond this many series an indicator's further dimension values share one named `other`. */
export const SERIES_CAP = 20_000;
const OTHER = 'other';

/** A transaction needs series that do not exist yet: they are made outside of it, so that a rollback cannot take them. */
export class MissingSeries extends Error {
  readonly keys: readonly SeriesKey[];
  constructor(keys: readonly SeriesKey[]) {
    super(`${keys.length} series are missing`);
    this.keys = keys;
  }
}

/** What of a key, beside indicator and region, tells series apart; '' is an indicator's whole by the minute, which is most. */
const tailOf = (dims: string, scope: string, status: string, grain: string) =>
  grain === 'minute' && dims === '' && scope === '' && status === '' ? '' : `${dims}|${scope}|${status}|${grain}`;

const textOf = (k: Omit<SeriesKey, 'dims'>) => `${k.indicator}|${k.region}|${k.dimsKey}|${k.scope}|${k.status}|${k.grain}`;

/**
 * Ids of series, kept in memory. Series are only ever added, so a cached id stays right; another process's new series
 * are found when they are first asked for or on refresh().
 */
export class SeriesRegistry {
  private readonly byText = new Map<string, SeriesMeta>();
  private readonly byId = new Map<number, SeriesMeta>();
  private readonly byIndicator = new Map<string, SeriesMeta[]>();
  private readonly byDims = new Map<string, SeriesMeta[]>();
  private readonly byTail = new Map<string, Map<string, Map<string, SeriesMeta>>>();
  private lastId = 0;

  get(id: number): SeriesMeta | undefined {
    return this.byId.get(id);
  }

  ofIndicator(indicator: string): readonly SeriesMeta[] {
    return this.byIndicator.get(indicator) ?? [];
  }

  /** Series of an indicator with exactly these dimensions, of every region, scope, status and grain. */
  withDims(indicator: string, dimsKey: string): readonly SeriesMeta[] {
    return this.byDims.get(`${indicator}|${dimsKey}`) ?? [];
  }

  indicators(): Iterable<string> {
    return this.byIndicator.keys();
  }

  find(key: SeriesKey): SeriesMeta | undefined {
    return this.byText.get(textOf(key));
  }

  /** find() without making the key, for what is asked with every event. */
  seek(indicator: string, region: string, dimsKey: string, scope: string, status: string, grain: string): SeriesMeta | undefined {
    return this.byTail
      .get(tailOf(dimsKey, scope, status, grain))
      ?.get(indicator)
      ?.get(region);
  }

  /** Known series of the keys, in their order; a key over the cap gets the `other` series. @throws MissingSeries */
  require(keys: readonly SeriesKey[]): SeriesMeta[] {
    const capped = keys.map((key) => this.capped(key));
    const found = capped.map((key) => this.byText.get(textOf(key)));
    if (found.includes(undefined)) throw new MissingSeries(capped.filter((_, i) => found[i] === undefined));
    return found as SeriesMeta[];
  }

  /** The series that an event of this key was counted in: its own, or the `other` of an indicator over the cap. */
  lookUp(key: Omit<SeriesKey, 'dims'>): SeriesMeta | undefined {
    const own = this.byText.get(textOf(key));
    if (own || key.dimsKey === '' || this.ofIndicator(key.indicator).length < SERIES_CAP) return own;
    const dimsKey = key.dimsKey.replace(/=[^&]*/g, `=${OTHER}`);
    return this.byText.get(textOf({ ...key, dimsKey }));
  }

  /** Reads the series that were added since the last call, by whichever process. */
  async refresh(tx: Tx): Promise<void> {
    const rows = await tx.query<SeriesMeta>(
      'select id, indicator, region, dims, dims_key as "dimsKey", scope, status, grain, feed from series where id > $1 order by id',
      [this.lastId],
    );
    for (const row of rows) this.remember(row);
  }

  /**
   * Ids of the keys, made where missing. Never inside a transaction: what a rollback takes would stay in memory.
   * @returns in the order of the keys; a key over the cap gets the id of the indicator's `other` series.
   */
  async ensure(tx: Tx, keys: readonly SeriesKey[], feed: number): Promise<SeriesMeta[]> {
    const capped = keys.map((key) => this.capped(key));
    const missing = new Map<string, SeriesKey>();
    for (const key of capped) if (!this.byText.has(textOf(key))) missing.set(textOf(key), key);
    if (missing.size > 0) {
      const list = [...missing.values()].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
      const column = (pick: (k: SeriesKey) => string) => textsLiteral(list.map(pick));
      const params = [
        column((k) => k.indicator),
        column((k) => k.region),
        column((k) => JSON.stringify(k.dims)),
        column((k) => k.dimsKey),
        column((k) => k.scope),
        column((k) => k.status),
        column((k) => k.grain),
        numbersLiteral(list.map(() => feed)),
      ];
      await tx.query(
        `insert into series (indicator, region, dims, dims_key, scope, status, grain, feed)
         select i, r, d::jsonb, k, s, t, g, f from unnest($1::text::text[],$2::text::text[],$3::text::text[],$4::text::text[],$5::text::text[],$6::text::text[],$7::text::text[],$8::text::int[]) u(i,r,d,k,s,t,g,f)
         on conflict do nothing`,
        params,
      );
      const made = await tx.query<SeriesMeta>(
        `select s.id, s.indicator, s.region, s.dims, s.dims_key as "dimsKey", s.scope, s.status, s.grain, s.feed
         from series s join unnest($1::text::text[],$2::text::text[],$3::text::text[],$4::text::text[],$5::text::text[],$6::text::text[]) u(i,r,k,sc,st,g)
         on s.indicator = u.i and s.region = u.r and s.dims_key = u.k and s.scope = u.sc and s.status = u.st and s.grain = u.g order by s.id`,
        [params[0] as string, params[1] as string, params[3] as string, params[4] as string, params[5] as string, params[6] as string],
      );
      for (const row of made) this.remember(row);
    }
    return capped.map((key) => this.byText.get(textOf(key)) as SeriesMeta);
  }

  private capped(key: SeriesKey): SeriesKey {
    if (key.dimsKey === '' || this.byText.has(textOf(key)) || this.ofIndicator(key.indicator).length < SERIES_CAP) return key;
    const dims = Object.fromEntries(Object.keys(key.dims).map((name) => [name, OTHER]));
    return {
      ...key,
      dims,
      dimsKey: Object.keys(dims)
        .sort()
        .map((name) => `${name}=${OTHER}`)
        .join('&'),
    };
  }

  private remember(row: SeriesMeta): void {
    // Ids of concurrent inserts may become visible out of order; refresh() looks a little further back than it must.
    this.lastId = Math.max(this.lastId, row.id - 50);
    if (this.byId.has(row.id)) return;
    this.byText.set(textOf(row), row);
    this.byId.set(row.id, row);
    const tail = tailOf(row.dimsKey, row.scope, row.status, row.grain);
    const byIndicator = this.byTail.get(tail) ?? new Map<string, Map<string, SeriesMeta>>();
    const byRegion = byIndicator.get(row.indicator) ?? new Map<string, SeriesMeta>();
    this.byTail.set(tail, byIndicator.set(row.indicator, byRegion.set(row.region, row)));
    append(this.byIndicator, row.indicator, row);
    append(this.byDims, `${row.indicator}|${row.dimsKey}`, row);
  }
}

function append(map: Map<string, SeriesMeta[]>, key: string, row: SeriesMeta): void {
  const list = map.get(key);
  if (list) list.push(row);
  else map.set(key, [row]);
}

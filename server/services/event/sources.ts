import type { Tx } from '../../../db/client.ts';
import { textsLiteral } from '../../../db/client.ts';

export type SourceMeta = { id: number; feed: number; uri: string };

/** Sources of one feed: a feed that makes up a source for each event must not fill the memory of every process. */
export const SOURCE_CAP = 10_000;

/** Sources by URI: the first event of a URI binds it to the feed whose token sent it, for ever. */
export class Sources {
  private readonly byUri = new Map<string, SourceMeta>();
  private readonly byId = new Map<number, SourceMeta>();

  get(id: number): SourceMeta | undefined {
    return this.byId.get(id);
  }

  /** The sources of the URIs, made where missing; a new one of a feed that has its most of them is left out. */
  async ensure(tx: Tx, uris: readonly string[], feed: number): Promise<Map<string, SourceMeta>> {
    const missing = [...new Set(uris)].filter((uri) => !this.byUri.has(uri)).sort();
    if (missing.length > 0) {
      const list = textsLiteral(missing);
      await tx.query(
        `insert into source (feed, uri) select $2::int, u from unnest($1::text::text[]) u
         where (select count(*) from source where feed = $2::int) + $4::int <= $3::int on conflict do nothing`,
        [list, feed, SOURCE_CAP, missing.length],
      );
      this.keep(await tx.query<SourceMeta>('select id, feed, uri from source where uri = any($1::text::text[])', [list]));
    }
    const known = new Map<string, SourceMeta>();
    for (const uri of uris) {
      const source = this.byUri.get(uri);
      if (source) known.set(uri, source);
    }
    return known;
  }

  /** The source of a URI that may be unknown. */
  async find(tx: Tx, uri: string): Promise<SourceMeta | null> {
    const known = this.byUri.get(uri);
    if (known) return known;
    const rows = await tx.query<SourceMeta>('select id, feed, uri from source where uri = $1', [uri]);
    this.keep(rows);
    return rows[0] ?? null;
  }

  async load(tx: Tx, ids: readonly number[]): Promise<void> {
    const missing = ids.filter((id) => !this.byId.has(id));
    if (missing.length > 0)
      this.keep(await tx.query<SourceMeta>('select id, feed, uri from source where id = any($1::text::int[])', [`{${missing.join(',')}}`]));
  }

  private keep(rows: readonly SourceMeta[]): void {
    for (const row of rows) {
      this.byUri.set(row.uri, row);
      this.byId.set(row.id, row);
    }
  }
}

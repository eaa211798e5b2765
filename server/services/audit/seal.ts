import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import { linkHash } from './chain.ts';

/** Rows of one transaction: short steps where one connection serves all. */
const STEP = { embedded: 120, postgres: 2_000 } as const;

/** Where the chain stands. `floorSeq` is the last row that the retention took away. */
export type ChainHead = { seq: number; hash: Uint8Array; at: number; floorSeq: number; floorHash: Uint8Array };

const HEAD = `select seq, hash, at, floor_seq "floorSeq", floor_hash "floorHash" from audit_head`;

export async function chainHead(tx: Pick<Tx, 'query'>): Promise<ChainHead> {
  return theHead(await tx.query<ChainHead>(HEAD));
}

/** The head, and nobody else moves it until the transaction ends. */
export async function lockHead(tx: Tx): Promise<ChainHead> {
  return theHead(await tx.query<ChainHead>(`${HEAD} for update`));
}

function theHead([head]: ChainHead[]): ChainHead {
  if (!head) throw new Error('the audit has no head: the schema was not migrated');
  return head;
}

/**
 * Links committed rows into the chain, in the order of their ids, under the lock of the head; any process may. A row
 * whose transaction commits after a higher id was sealed simply comes later: the order is that of sealing.
 * Two statements on purpose: in one, the rows come from a snapshot older than the lock.
 * @returns how many rows were sealed, and the head after them
 */
export async function sealAudit(
  ctx: Pick<Ctx, 'db' | 'now'>,
  { stop = () => false }: { stop?: () => boolean } = {},
): Promise<{ sealed: number; head: ChainHead }> {
  const background = ctx.db.lane('background');
  let total = 0;
  while (!stop()) {
    const todo = await background.query<{ one: number }>('select 1 one from audit where seq is null limit 1');
    if (todo.length === 0) break;
    const now = ctx.now();
    const sealed = await ctx.db.transaction((tx) => sealStep(tx, STEP[ctx.db.kind], now), 'background');
    if (sealed === 0) break;
    total += sealed;
  }
  return { sealed: total, head: await chainHead(background) };
}

async function sealStep(tx: Tx, most: number, now: number): Promise<number> {
  const head = await lockHead(tx);
  const rows = await tx.query<{ id: number; digest: Uint8Array }>('select id, digest from audit where seq is null order by id limit $1::int', [most]);
  if (rows.length === 0) return 0;
  let { seq, hash } = head;
  const links = rows.map(({ id, digest }) => {
    seq += 1;
    hash = linkHash(hash, { seq, id, digest });
    return { id, seq, hash: Buffer.from(hash).toString('base64') };
  });
  await tx.query(
    `update audit a set seq = u.seq, hash = decode(u.hash, 'base64') from unnest($1::text::int8[], $2::text::int8[], $3::text::text[]) u(id, seq, hash) where a.id = u.id`,
    [numbersLiteral(links.map((l) => l.id)), numbersLiteral(links.map((l) => l.seq)), textsLiteral(links.map((l) => l.hash))],
  );
  await tx.query('update audit_head set seq = $1::int8, hash = $2::bytea, at = to_timestamp($3::int8 / 1000.0)', [seq, hash, now]);
  return links.length;
}

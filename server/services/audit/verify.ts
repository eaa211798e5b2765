import type { AuditFault, AuditReport, FaultKind } from '../../wire/audit.ts';
import type { Ctx } from '../context.ts';
import { checkRow, ROW_COLUMNS, type StoredRow } from './audit-row.ts';
import { hex, sameBytes } from './chain.ts';
import type { HeadFile, HeadsRead, SignedHead } from './head-file.ts';
import { type ChainHead, chainHead } from './seal.ts';

const MOST = 50;
const STEP = { embedded: 500, postgres: 5_000 } as const;
const STALE_MS = 60_000;
const AGAIN_MS = 2_000;

export type VerifyOptions = { onProgress?: (done: number, of: number) => void; stop?: () => boolean; sleep?: (ms: number) => Promise<void> };

/**
 * Recomputes every sealed row's digest and link from the floor to the head, compares with the signed heads beside the
 * database, and looks at the tail. Runs beside the sealer and the retention.
 */
export async function verifyAudit(ctx: Pick<Ctx, 'db' | 'now'>, file: Pick<HeadFile, 'read'>, options: VerifyOptions = {}): Promise<AuditReport> {
  // In this order, so that each written head is of a row that the head of the database covers.
  const heads = await file.read();
  const head = await chainHead(ctx.db);
  const faults = new Faults();
  const walked = await walk(ctx, head, heads.heads, faults, options);
  await aboveAndBelow(ctx, head, faults);
  compareHeads(heads, walked.head, walked.hashes, faults);
  const tail = await tailOf(ctx, faults, options);
  const last = heads.heads.at(-1);
  return {
    rows: walked.rows,
    head: { seq: head.seq, hash: hex(head.hash), at: head.at },
    floorSeq: walked.head.floorSeq,
    heads: { state: heads.state, lines: heads.heads.length, last: last ? { seq: last.seq, at: last.at } : null },
    tail,
    faults: faults.list,
    faultCount: faults.count,
  };
}

class Faults {
  readonly list: AuditFault[] = [];
  count = 0;

  add(kind: FaultKind, seq: number, row: { id: number | null; at: number } | null = null): void {
    this.count += 1;
    if (this.list.length < MOST) this.list.push({ kind, seq, id: row?.id ?? null, at: row?.at ?? null });
  }
}

type Walked = { rows: number; head: ChainHead /** Hashes of the rows that the file tells of. */; hashes: Map<number, string> };

/** From the floor to the head; the retention may move the floor meanwhile. */
async function walk(
  ctx: Pick<Ctx, 'db'>,
  first: ChainHead,
  written: readonly SignedHead[],
  faults: Faults,
  { onProgress, stop }: VerifyOptions,
): Promise<Walked> {
  const db = ctx.db.lane('background');
  const asked = new Set(written.map((h) => h.seq));
  const hashes = new Map<number, string>();
  let head = first;
  let seq = head.floorSeq;
  let before = head.floorHash;
  let rows = 0;
  while (seq < head.seq) {
    if (stop?.()) throw new Error('the verification was stopped');
    const step = await db.query<StoredRow>(`select ${ROW_COLUMNS} from audit a where a.seq > $1 and a.seq <= $2 order by a.seq limit $3::int`, [
      seq,
      first.seq,
      STEP[ctx.db.kind],
    ]);
    if (step.length === 0 || step[0]?.seq !== seq + 1) {
      const now = await chainHead(db);
      if (now.floorSeq > seq) {
        head = { ...head, floorSeq: now.floorSeq, floorHash: now.floorHash };
        seq = now.floorSeq;
        before = now.floorHash;
        continue;
      }
      if (step.length === 0) {
        faults.add('gap', seq + 1);
        break;
      }
    }
    for (const row of step) {
      const at = row.seq as number;
      if (at !== seq + 1) faults.add('gap', seq + 1, row);
      const check = checkRow(row, before);
      if (!check.digest) faults.add('row', at, row);
      if (check.link === false && at === seq + 1) faults.add('link', at, row);
      before = row.hash as Uint8Array;
      seq = at;
      if (asked.has(at)) hashes.set(at, hex(before));
      rows += 1;
    }
    onProgress?.(seq - head.floorSeq, first.seq - head.floorSeq);
  }
  if (seq === head.seq && !sameBytes(before, head.hash)) faults.add('head', head.seq);
  if (head.floorSeq > 0) hashes.set(head.floorSeq, hex(head.floorHash));
  return { rows, head, hashes };
}

async function aboveAndBelow(ctx: Pick<Ctx, 'db'>, head: ChainHead, faults: Faults): Promise<void> {
  const rows = await ctx.db.query<{ id: number; at: number; seq: number }>(
    `select id, at, seq from audit where seq > (select seq from audit_head) or seq <= $1 order by seq limit 5`,
    [head.floorSeq],
  );
  for (const row of rows) faults.add('beyond', row.seq, row);
}

function compareHeads(read: HeadsRead, head: ChainHead, hashes: ReadonlyMap<number, string>, faults: Faults): void {
  if (read.state === 'missing') {
    if (head.seq > 0) faults.add('heads_missing', head.seq);
    return;
  }
  const first = read.heads[0];
  if (first?.note?.kind === 'began' && first.seq > 0) faults.add('heads_began', first.seq, { id: null, at: first.at });
  for (const line of read.heads) {
    const at = { id: null, at: line.at };
    if (line.note?.kind === 'broken') faults.add('heads_broken', line.seq, at);
    else if (line.seq > head.seq) faults.add('heads_ahead', line.seq, at);
    else if (line.seq >= head.floorSeq && line.seq > 0 && hashes.has(line.seq) && hashes.get(line.seq) !== line.hash) faults.add('heads_differ', line.seq, at);
  }
  if (read.state === 'altered') faults.add('heads_altered', read.line);
}

/** The sealer is given a moment: a row that was long in coming is not old for the chain. */
async function tailOf(
  ctx: Pick<Ctx, 'db' | 'now'>,
  faults: Faults,
  { sleep = (ms) => new Promise((done) => setTimeout(done, ms)) }: VerifyOptions,
): Promise<AuditReport['tail']> {
  for (const last of [false, true]) {
    const [row] = await ctx.db.query<{ n: number; at: number | null; id: number | null }>(
      'select count(*) n, min(at) at, min(id) id from audit where seq is null',
    );
    const at = row?.at ?? null;
    const ageMs = at === null ? null : Math.max(0, ctx.now() - at);
    const stale = ageMs !== null && ageMs > STALE_MS;
    if (stale && last) faults.add('tail', 0, { id: row?.id ?? 0, at: at ?? 0 });
    if (!stale || last) return { rows: row?.n ?? 0, ageMs };
    await sleep(AGAIN_MS);
  }
  throw new Error('unreachable');
}

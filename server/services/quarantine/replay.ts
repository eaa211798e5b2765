import { inArray } from 'drizzle-orm';
import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';
import { feed } from '../../../db/schema/index.ts';
import { redact } from '../../core/privacy/redact.ts';
import type { IngestAnswer } from '../../wire/events.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { erasePersons } from '../person/erase-persons.ts';
import { type Keys, openPerson } from '../person/vault.ts';

/** The way in for events, told that these come from quarantine: what is refused again must not be held twice. */
export type Resubmit = (feed: FeedRow, events: readonly unknown[], options?: { history?: boolean; replay?: boolean }) => Promise<IngestAnswer>;
export type ReplayAnswer = { replayed: number; held: number };

type Row = {
  id: number;
  feed: number;
  code: string;
  event: unknown;
  person: number | null;
  keyId: string | null;
  wrappedKey: Uint8Array | null;
  sealed: Uint8Array | null;
};

const STEP = 500;
const ROW = `q.id, q.feed, q.code, q.event, q.person, p.key_id as "keyId", p.wrapped_key as "wrappedKey", p.sealed
  from quarantine q left join person p on p.id = q.person where q.state = 'held'`;

/**
 * Sends the held events of these ids in again, whole and oldest first. What is taken, or was taken meanwhile, is
 * settled and its sealed original destroyed; what is refused again stays, with the new reason.
 * @throws Conflict when an original was erased
 */
export async function replay(ctx: Ctx, keys: Keys, submit: Resubmit, ids: readonly number[], actor: AuditActor = SYSTEM): Promise<ReplayAnswer> {
  const answer = { replayed: 0, held: 0 };
  const wanted = [...new Set(ids)].sort((a, b) => a - b);
  for (let from = 0; from < wanted.length; from += STEP) {
    const step = wanted.slice(from, from + STEP);
    const rows = await ctx.db.query<Row>(`select ${ROW} and q.id = any($1::text::int8[]) order by q.id`, [numbersLiteral(step)]);
    add(answer, await replayRows(ctx, keys, submit, rows, actor));
  }
  return answer;
}

/**
 * Sends in what waited for references that have arrived: for `refs` when given, else for any. To be called after
 * commits, and from time to time for what was held while its reference was being written.
 */
export async function replayWaiting(ctx: Ctx, keys: Keys, submit: Resubmit, refs?: readonly { source: string; id: string }[]): Promise<ReplayAnswer> {
  const answer = { replayed: 0, held: 0 };
  if (refs?.length === 0) return answer;
  for (let after = 0; ; ) {
    const rows = await ctx.db.query<Row>(
      `select ${ROW} and q.id > $1 and q.waits_id is not null
         and exists (select 1 from source s join event_key k on k.source = s.id where s.uri = q.waits_source and k.id = q.waits_id)
         and ($2::text is null or exists (select 1 from unnest($2::text::text[], $3::text::text[]) r(source, id) where r.source = q.waits_source and r.id = q.waits_id))
       order by q.id limit ${STEP}`,
      [after, refs ? textsLiteral(refs.map((r) => r.source)) : null, refs ? textsLiteral(refs.map((r) => r.id)) : null],
    );
    const last = rows.at(-1);
    if (!last) return answer;
    after = last.id;
    // By itself, because the reference arrived: nobody did anything.
    add(answer, await replayRows(ctx, keys, submit, rows, null));
  }
}

function add(sum: ReplayAnswer, part: ReplayAnswer): void {
  sum.replayed += part.replayed;
  sum.held += part.held;
}

async function replayRows(ctx: Ctx, keys: Keys, submit: Resubmit, rows: readonly Row[], actor: AuditActor | null): Promise<ReplayAnswer> {
  const answer = { replayed: 0, held: 0 };
  if (rows.length === 0) return answer;
  const feeds = await ctx.db.orm
    .select()
    .from(feed)
    .where(inArray(feed.id, [...new Set(rows.map((r) => r.feed))]));
  for (const owner of feeds) {
    // Only what was refused for its age is spared the late limit.
    for (const late of [false, true]) {
      const part = rows.filter((r) => r.feed === owner.id && (r.code === 'too_late') === late);
      if (part.length === 0) continue;
      const events = part.map((row) => original(keys, row));
      const { rejected } = await submit(owner, events, { history: late, replay: true });
      const again = new Map(rejected.map((r) => [r.index, r]));
      await ctx.db.transaction(async (tx) => {
        await settle(
          tx,
          part.filter((_, i) => !again.has(i)),
          'replayed',
          ctx.now(),
        );
        await tx.query(
          `update quarantine q set code = u.code, message = u.message from unnest($1::text::int8[], $2::text::text[], $3::text::text[]) u(id, code, message)
           where q.id = u.id and q.state = 'held'`,
          [
            numbersLiteral([...again.keys()].map((i) => part[i]?.id ?? null)),
            textsLiteral([...again.values()].map((r) => r.code)),
            textsLiteral([...again.values()].map((r) => redact(r.message).text)),
          ],
        );
        const counts = { replayed: part.length - again.size, held: again.size };
        if (actor)
          await writeAudit(tx, actor, { action: 'quarantine.replayed', result: 'ok', object: { kind: 'feed', id: owner.name }, detail: counts }, ctx.now());
      });
      add(answer, { replayed: part.length - again.size, held: again.size });
    }
  }
  return answer;
}

function original(keys: Keys, row: Row): unknown {
  if (row.person === null) return row.event;
  const fields = row.keyId && row.sealed ? openPerson(keys, { keyId: row.keyId, wrappedKey: row.wrappedKey, sealed: row.sealed }) : null;
  if (!fields) throw new Conflict(`the original of quarantined event ${row.id} was erased`);
  return JSON.parse(String(fields.event));
}

/** Ends held rows and destroys the keys of their originals; in the caller's transaction. */
export async function settle(tx: Tx, rows: readonly { id: number; person: number | null }[], state: 'replayed' | 'dropped', now: number): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(`update quarantine set state = $2, settled_at = $3::timestamptz where id = any($1::text::int8[]) and state = 'held'`, [
    numbersLiteral(rows.map((r) => r.id)),
    state,
    new Date(now).toISOString(),
  ]);
  await erasePersons(
    tx,
    rows.flatMap((r) => (r.person === null ? [] : [r.person])),
    now,
  );
}

import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Invalid, Limited, NotFound } from '../errors.ts';
import { cleanText, type Place } from './internal.ts';
import { isVisible } from './visible.ts';

/** Reports of one account that wait at one entry: a finding is told once. */
const MOST_OPEN = 3;
const WAIT_SECONDS = 3_600;

export type ReportEntry = { entry: number /** The version that was read. */; version: number; text: string };

/**
 * 纠错: whoever reads an entry says what is wrong with it; its editors find it in their queue.
 * @returns the report's id
 * @throws Forbidden, NotFound, Invalid without a text or for a version that never was, Limited when three of one's own wait there
 */
export async function reportEntry(ctx: Ctx, actor: Actor, input: ReportEntry): Promise<{ id: number }> {
  const scope = requireScope(ctx, actor, 'knowledge.read');
  const { text, found } = cleanText(input.text.trim());
  if (text === '') throw new Invalid('say what is wrong');
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    // The entry's row is held, so that two reports of one account are counted one after the other.
    const [entry] = await tx.query<Place & { version: number }>('select region, department, version from knowledge where id = $1 for update', [input.entry]);
    if (!entry || !isVisible(scope, ctx.catalog, entry.region)) throw new NotFound(`there is no knowledge entry ${input.entry}`);
    if (input.version > entry.version) throw new Invalid(`knowledge entry ${input.entry} has no version ${input.version}`);
    const [own] = await tx.query<{ n: number }>(`select count(*) n from knowledge_report where entry = $1 and by = $2 and state = 'open'`, [
      input.entry,
      actor.id,
    ]);
    if ((own?.n ?? 0) >= MOST_OPEN) throw new Limited(`${MOST_OPEN} reports of yours wait at this entry`, WAIT_SECONDS);
    const [row] = await tx.query<{ id: number }>(
      `insert into knowledge_report (entry, version, at, by, by_login, text) values ($1, $2, $3::text::timestamptz, $4, $5, $6) returning id`,
      [input.entry, input.version, new Date(now).toISOString(), actor.id, actor.login, text],
    );
    if (!row) throw new Error('a report was not stored');
    const { region, department } = entry;
    const detail = { report: row.id, version: input.version, redacted: found };
    await writeAudit(
      tx,
      actor,
      { action: 'knowledge.reported', result: 'ok', object: { kind: 'knowledge', id: input.entry }, region, department, detail },
      now,
    );
    return { id: row.id };
  });
}

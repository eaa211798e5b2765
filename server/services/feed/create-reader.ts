import { reader } from '../../../db/schema/index.ts';
import { SYSTEM } from '../access/actor.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import { checkName } from './feed-input.ts';
import type { ReaderRow } from './feed-row.ts';
import { newToken, tokenHash } from './token.ts';

/**
 * Makes a reader of a region's subtree, of all indicators or of those named; the token is returned once.
 * @throws Invalid, Conflict when the name is taken
 */
export async function createReader(
  ctx: Ctx,
  input: { name: string; region?: string; indicators?: string[] | null },
  actor: AuditActor = SYSTEM,
): Promise<{ reader: ReaderRow; token: string }> {
  checkName(input.name);
  const region = input.region ?? ctx.catalog.tree.root;
  if (!ctx.catalog.tree.has(region)) throw new Invalid(`region ${region} is not in the profile's tree`);
  const indicators = input.indicators?.length ? [...new Set(input.indicators)] : null;
  const unknown = indicators?.find((code) => !ctx.catalog.indicators.has(code));
  if (unknown !== undefined) throw new Invalid(`indicator ${unknown} is not in the profile's dictionary`);
  const token = newToken('tgr_');
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.orm
      .insert(reader)
      .values({ name: input.name, tokenHash: tokenHash(token), region, indicators, createdAt: ctx.now() })
      .onConflictDoNothing({ target: reader.name })
      .returning();
    if (!row) throw new Conflict(`reader ${input.name} exists already`);
    await writeAudit(
      tx,
      actor,
      { action: 'reader.created', result: 'ok', object: { kind: 'reader', id: row.name }, region, detail: { indicators } },
      ctx.now(),
    );
    return { reader: row, token };
  });
}

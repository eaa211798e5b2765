import { csvLines, csvText } from '../../core/export/csv.ts';
import type { AuditCursor, AuditFilter, AuditLine } from '../../wire/audit.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/scope.ts';
import type { Ctx } from '../context.ts';
import { hex } from './chain.ts';
import { readAuditPage, toLine } from './search.ts';
import { auditWhere } from './where.ts';
import { auditNow } from './write-audit.ts';

export type AuditFormat = 'csv' | 'ndjson';

const PAGE = 1_000;
const COLUMNS = [
  'seq',
  'id',
  'time',
  'actor_kind',
  'actor',
  'name',
  'session',
  'address',
  'action',
  'object_kind',
  'object',
  'region',
  'region_name',
  'department',
  'department_name',
  'result',
  'purpose',
  'detail',
  'digest',
  'hash',
] as const;

/**
 * The rows of a filter as a file, oldest first, in parts of bounded size. First comes a watermark (who, when, which
 * filter), last how many rows there were, so that a file that was cut shows it. The export is on record before the
 * first part is given.
 * @throws Invalid before the first part
 */
export async function* exportAudit(ctx: Ctx, actor: Actor, scope: Scope, filter: AuditFilter, format: AuditFormat): AsyncGenerator<string> {
  const where = auditWhere(ctx.catalog, scope, filter);
  await auditNow(ctx, actor, { action: 'audit.exported', result: 'ok', detail: { ...filter, format } });
  const mark = { exportedBy: actor.login, at: zoneTime(ctx, ctx.now()), filter: filterWords(ctx, filter) };
  if (format === 'ndjson') yield `${JSON.stringify({ watermark: mark })}\n`;
  else yield csvText([['watermark', `${mark.exportedBy} ${mark.at}`, JSON.stringify(mark.filter)], [], [...COLUMNS]]);
  let total = 0;
  let after: AuditCursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof readAuditPage>> = await readAuditPage({ db: ctx.db }, where, { after, limit: PAGE, order: 'oldest' });
    total += page.rows.length;
    after = page.next;
    const lines = page.rows.map((row) => ({ ...toLine(ctx, row), digest: hex(row.digest), hash: row.hash ? hex(row.hash) : null }));
    if (lines.length > 0)
      yield format === 'ndjson'
        ? lines.map((line) => `${JSON.stringify({ ...line, at: zoneTime(ctx, line.at) })}\n`).join('')
        : csvLines(lines.map((line) => cells(ctx, line)));
  } while (after !== null);
  yield format === 'ndjson' ? `${JSON.stringify({ end: { rows: total } })}\n` : csvLines([['end', String(total)]]);
}

/** 2026-06-18T11:02:31.123+08:00, in the profile's zone. */
function zoneTime(ctx: Ctx, at: number): string {
  const offset = ctx.catalog.zone(at);
  const minutes = Math.abs(offset) / 60_000;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${new Date(at + offset).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function filterWords(ctx: Ctx, { from, to, ...rest }: AuditFilter): Record<string, unknown> {
  return { from: zoneTime(ctx, from), to: zoneTime(ctx, to), ...rest };
}

function cells(ctx: Ctx, line: AuditLine & { digest: string; hash: string | null }): string[] {
  const text = (value: string | number | null) => (value === null ? '' : String(value));
  return [
    text(line.seq),
    text(line.id),
    zoneTime(ctx, line.at),
    line.actorKind,
    line.actorLogin,
    text(line.actorName),
    text(line.session),
    text(line.address),
    line.action,
    text(line.objectKind),
    text(line.objectId),
    text(line.region),
    text(line.regionName),
    text(line.department),
    text(line.departmentName),
    line.result,
    text(line.purpose),
    Object.keys(line.detail).length === 0 ? '' : JSON.stringify(line.detail),
    line.digest,
    text(line.hash),
  ];
}

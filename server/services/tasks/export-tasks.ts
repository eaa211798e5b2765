import { fileName } from '../../core/export/csv.ts';
import { TASK_VERDICTS, type TaskSums } from '../../core/task/appraise-tasks.ts';
import type { TaskExport, TaskFile, TaskPage, TaskRow, TaskSpan } from '../../wire/tasks.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx, Ctx } from '../context.ts';
import { takenBy, zoneText } from '../export/file-head.ts';
import type { ExportLocale } from '../export/words.ts';
import { workbook } from '../export/workbook.ts';
import { countTasks, tasksCounted } from './count-tasks.ts';
import { TASK_EXPORT_WORDS } from './export-words.ts';
import { listTasks } from './list-tasks.ts';

/** Rows of one file. */
const MOST = 5_000;
const PAGE = 200;

type Table = { title: string; about: string[][]; lines: string[][]; rows: number; name: string };

/**
 * A list of tasks, or the appraisal of departments, as a workbook under the watermark of whoever asks. Texts are as they
 * are kept, without personal fields. The audit row is committed before the first byte is answered.
 * @param scope of figure.export @throws OutOfScope
 */
export async function exportTasks(ctx: CaseCtx, actor: Actor, scope: Scope, asked: TaskExport, locale: ExportLocale): Promise<TaskFile> {
  const table = asked.what === 'list' ? await listTable(ctx, scope, asked, locale) : await appraisalTable(ctx, scope, asked, locale);
  const head = [...takenBy(ctx, actor, scope, locale), [table.title, ctx.catalog.regionName(asked.region)], ...table.about, []];
  const body = await workbook([{ title: table.title, lines: [...head, ...table.lines] }]);
  const { what, region, ...narrowed } = asked;
  const detail = { what, rows: table.rows, ...narrowed };
  await ctx.db.transaction((tx) =>
    writeAudit(tx, actor, { action: 'task.exported', result: 'ok', object: { kind: 'task', id: region }, region, detail }, ctx.now()),
  );
  return { name: fileName([table.name, region, zoneText(ctx, ctx.now())], 'xlsx'), body, rows: table.rows };
}

async function listTable(ctx: CaseCtx, scope: Scope, asked: Extract<TaskExport, { what: 'list' }>, locale: ExportLocale): Promise<Table> {
  const words = TASK_EXPORT_WORDS[locale];
  const { what: _, ...narrowed } = asked;
  const { rows, cut } = await allRows(ctx, scope, narrowed);
  const { counted, department, view } = asked;
  const about = [
    [words.list, counted ? words.counts[counted.of] : words.views[view]],
    ...(counted ? [[zoneText(ctx, counted.from), zoneText(ctx, counted.to)]] : []),
    ...(department === undefined ? [] : [[words.department, ctx.catalog.departmentName(department) ?? department]]),
    ...(cut ? [[words.cut(MOST)]] : []),
  ];
  return { title: words.title, name: 'tasks', about, lines: [[...words.head], ...rows.map((r) => lineOf(ctx, r, locale))], rows: rows.length };
}

async function allRows(ctx: CaseCtx, scope: Scope, narrowed: Omit<TaskPage, 'cursor' | 'limit'>): Promise<{ rows: TaskRow[]; cut: boolean }> {
  const rows: TaskRow[] = [];
  const { counted } = narrowed;
  const ids = counted ? await tasksCounted(ctx, scope, { region: narrowed.region, ...counted }, counted.of, narrowed.department ?? null) : null;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listTasks>> = await listTasks(ctx, scope, { ...narrowed, limit: PAGE, ...(cursor === null ? {} : { cursor }) }, ids);
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null && rows.length < MOST);
  return { rows, cut: cursor !== null };
}

function lineOf(ctx: Ctx, row: TaskRow, locale: ExportLocale): string[] {
  const words = TASK_EXPORT_WORDS[locale];
  const verdict = TASK_VERDICTS.find((v) => v === row.verdict);
  const tick = (mark: TaskRow['marks'][number]) => (row.marks.includes(mark) ? '✓' : '');
  return [
    ...[row.no, row.title, words.origins[row.origin], row.regionName, row.unitName ?? '', words.states[row.state] ?? row.state],
    ...[verdict ? words.verdicts[verdict] : '', zoneText(ctx, row.at), row.clock ? zoneText(ctx, row.clock.dueAt) : '', tick('repeat'), tick('asked')],
  ];
}

async function appraisalTable(ctx: CaseCtx, scope: Scope, { region, from, to }: TaskSpan, locale: ExportLocale): Promise<Table> {
  const words = TASK_EXPORT_WORDS[locale];
  const { rows, total, partial } = await countTasks(ctx, scope, { region, from, to });
  const about = [[`${zoneText(ctx, from)} — ${zoneText(ctx, to)}`], [words.note], ...(partial ? [[words.cut(MOST)]] : [])];
  const lines = [[...words.appraisalHead], ...rows.map((r) => sumsLine(r.unitName, r.sums)), sumsLine(words.total, total)];
  return { title: words.appraisal, name: 'tasks-appraisal', about, lines, rows: rows.length };
}

function sumsLine(name: string, sums: TaskSums): string[] {
  const { issued, done, onTime, lateOpen, judged, sentBack, verdicts } = sums;
  const rate = (num: number, den: number): string => (den === 0 ? '' : (num / den).toFixed(4));
  const counts = [issued, done, onTime, lateOpen, judged, sentBack, ...TASK_VERDICTS.map((v) => verdicts[v])].map(String);
  return [name, ...counts, rate(done, issued), rate(onTime, done), rate(sentBack, judged)];
}

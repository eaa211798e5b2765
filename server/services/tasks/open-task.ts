import type { Tx } from '../../../db/client.ts';
import { deskFor } from '../../core/case/catalogue.ts';
import { decide } from '../../core/case/decide.ts';
import { emptyCase, type JsonObject } from '../../core/case/state.ts';
import { TASK } from '../../core/kinds/task.ts';
import type { TaskAbout } from '../../core/task/about.ts';
import type { OpenedTask, OpenTask } from '../../wire/tasks.ts';
import type { Actor } from '../access/actor.ts';
import { assertRegion, type Scope, seesRegion } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { caseActor } from '../case/case-actor.ts';
import { cleanData } from '../case/clean-data.ts';
import { appendJournals, cityOf, takeCaseIds, updateCases, updateOf } from '../case/store-cases.ts';
import { departmentOfCase, insertFacts } from '../case/write-tickets.ts';
import type { CaseCtx } from '../context.ts';
import { Forbidden, Invalid, NotFound } from '../errors.ts';
import { withRetry } from '../event/retry.ts';
import { deskFeed } from '../feed/desk-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { type FigureCtx, figureValues } from '../indicator/figures.ts';

type Made = Extract<ReturnType<typeof decide>, { ok: true }>;

/** Keys of presses are the ids of tasks; apart from those of tickets that are entered at the desk. */
export const TASK_SOURCE = 'urn:tongguan:task';

/**
 * Makes a supervision task, and issues it at once where a department is named: row, journal, facts and audit in one
 * transaction. The figure that it comes from is read here and kept as it was. The same `key` again gives the task that it made.
 * @param scope of task.open
 * @throws OutOfScope; Invalid for a department, place, figure or last day that is none; Forbidden where nobody may issue for that place or to that department
 */
export async function openTask(ctx: CaseCtx & FigureCtx, actor: Actor, scope: Scope, input: OpenTask): Promise<OpenedTask> {
  const { tree } = ctx.catalog;
  assertRegion(scope, tree, input.region);
  if (input.unit !== null && ctx.catalog.departmentName(input.unit) === null) throw new Invalid('unit: no department of the profile');
  const about = await aboutOf(ctx, scope, input);
  const feed = await deskFeed(ctx);
  return withRetry(() => ctx.db.transaction((tx) => write(ctx, tx, actor, scope, feed, input, about)));
}

/** The figure as it is now. A task is shown to whoever works in its region: the figure must be one of that region. */
async function aboutOf(ctx: FigureCtx, scope: Scope, { origin, figure, region }: OpenTask): Promise<TaskAbout> {
  if (figure === null) return { origin, figure: null };
  if (!ctx.catalog.tree.contains(region, figure.region)) throw new Invalid('figure: of another region than the task');
  const { indicator, scope: of, status, from, to, bound, side } = figure;
  const named = { indicator, region: figure.region, ...(of ? { scope: of } : {}), ...(status ? { status } : {}) };
  const [read] = await figureValues(ctx, scope, [{ ...named, span: { from, to } }]);
  return { origin, figure: { ...named, from, to, value: read?.value ?? null, bound, side, readAt: ctx.now() } };
}

async function write(ctx: CaseCtx, tx: Tx, actor: Actor, scope: Scope, feed: FeedRow, input: OpenTask, about: TaskAbout): Promise<OpenedTask> {
  const { tree } = ctx.catalog;
  const { region, unit, key, until } = input;
  const source = await sourceOf(tx, feed);
  const now = ctx.now();
  const rules = ctx.rules();
  const [id = 0] = await takeCaseIds(tx, 1);
  const texts = cleanData({ title: input.title, text: input.text }, []) as { title: string; text: string };
  const desk = deskFor(tree, [region], false);
  // Who may make a task that a department has is asked as of one that it has.
  const who = caseActor(ctx, actor, { region, desk, department: unit, unit });
  const data: JsonObject = {
    desk,
    region,
    origin: about.origin,
    ...texts,
    ...(about.figure ? { indicator: about.figure.indicator } : {}),
    ...(until ? { until } : {}),
  };
  const made = [taken(decide(TASK, emptyCase('task', id), { name: 'report', data, expect: null }, who, rules, now))];
  if (unit !== null) made.push(taken(decide(TASK, (made[0] as Made).next, { name: 'issue', data: { unit }, expect: null }, who, rules, now)));
  const { next } = made.at(-1) as Made;
  const department = departmentOfCase(ctx, next);
  const [row] = await tx.query<{ no: string }>(
    `insert into cases (id, kind, no, source, event_id, feed, version, region, located, moved_at, request_type, channel, title, body, at, got, mark, city, about)
     overriding system value
     values ($1::int8, 'task', left($2::text, 6) || $3::text || 'D' || lpad(($1::int8 % 1000000)::text, 6, '0') || case when $1::int8 >= 1000000 then '-' || ($1::int8 / 1000000)::text else '' end,
       $4::int, $5::text, $6::int, 0, $2::text, true, to_timestamp($7::float8 / 1000.0), '', 'task', $8::text, $9::text, to_timestamp($7::float8 / 1000.0), now(), $10::text, $11::text, $12::text::jsonb)
     on conflict (source, event_id) do nothing returning no`,
    [id, region, dayOf(ctx, now), source, key, feed.id, now, texts.title, texts.text, feed.mark, cityOf(rules, region), JSON.stringify(about)],
  );
  if (!row) return again(ctx, tx, scope, source, key);
  await updateCases(tx, [updateOf(next, 0, region, department, rules, now)]);
  await appendJournals(tx, [{ id, entries: made.map((d) => d.entry), key: null }]);
  const departments = department === null ? [] : [department];
  const fact = (d: Made, i: number) => ({
    at: now,
    kind: d.entry.command,
    id,
    version: d.next.version,
    regions: [region],
    departments: i === 0 && made.length > 1 ? [] : departments,
    body: { ...(feed.mark === null ? {} : { mark: feed.mark }) },
    subject: 'task' as const,
  });
  await insertFacts(tx, made.map(fact), false);
  const object = { kind: 'task', id: String(id) };
  for (const d of made) {
    const detail = { no: row.no, version: d.next.version, origin: about.origin, indicator: about.figure?.indicator ?? null };
    await writeAudit(tx, actor, { action: `task.${d.entry.command}`, result: 'ok', object, region, department, detail }, now);
  }
  return { id, no: row.no, version: next.version };
}

function taken(done: ReturnType<typeof decide>): Made {
  if (done.ok) return done;
  if (done.refusal.code === 'forbidden') throw new Forbidden('no task may be made for this place, or issued to this department, by you');
  if (done.refusal.params.field === 'until') throw new Invalid('until: a day that lies ahead, and within two years');
  throw new Invalid(`task: ${done.refusal.code}`);
}

/** What the key made before; a stranger's key tells nothing. */
async function again(ctx: CaseCtx, tx: Tx, scope: Scope, source: number, key: string): Promise<OpenedTask> {
  const [row] = await tx.query<OpenedTask & { region: string }>('select id, no, version, region from cases where source = $1::int and event_id = $2', [
    source,
    key,
  ]);
  if (!row || !seesRegion(scope, ctx.catalog.tree, row.region)) throw new NotFound('no task of this key in your scope');
  return { id: row.id, no: row.no, version: row.version };
}

async function sourceOf(tx: Tx, feed: FeedRow): Promise<number> {
  await tx.query('insert into source (feed, uri) values ($1::int, $2) on conflict do nothing', [feed.id, TASK_SOURCE]);
  const [row] = await tx.query<{ id: number }>('select id from source where uri = $1', [TASK_SOURCE]);
  if (!row) throw new Error('the source of tasks was not made');
  return row.id;
}

/** yyyyMMdd in the profile's zone, for the number. */
const dayOf = (ctx: CaseCtx, at: number): string => new Date(at + ctx.catalog.zone(at)).toISOString().slice(0, 10).replaceAll('-', '');

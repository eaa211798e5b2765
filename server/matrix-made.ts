import type { Tx } from '../db/client.ts';
import { targetSubject } from './core/indicator/target-text.ts';
import { judgeRisk } from './core/risk/judge.ts';
import { cellOf, paramsOf, spansOf } from './core/risk/testing.ts';
import { OWN, THINGS } from './matrix-things.ts';
import type { Actor } from './services/access/actor.ts';
import { requireScope } from './services/access/require-scope.ts';
import type { CaseCtx } from './services/context.ts';
import type { FigureCtx } from './services/indicator/figures.ts';
import { raiseRisk } from './services/risk/raise-risk.ts';
import { openTask } from './services/tasks/open-task.ts';

/** A task for every thing of server/matrix.db.test.ts, with the department that it belongs to; ids by its word. */
export async function makeTasks(ctx: CaseCtx & FigureCtx): Promise<Map<string, number>> {
  // Of no account: who may see a place is asked there, and the maker would be among them.
  const grant = { id: 0, role: 'leader' as const, region: ctx.catalog.tree.root, department: null, unmask: false, from: 0, until: null, revokedAt: null };
  const leader: Actor = { kind: 'person', id: 0, login: 'x', name: 'x', session: null, address: null, grants: [grant], topic: null };
  const scope = requireScope(ctx, leader, 'task.open');
  const ids = new Map<string, number>();
  for (const { region, department, task } of THINGS) {
    // Departments of the test are none of the made profile: one of it is written over.
    const unit = department === null ? null : 'd1';
    const asked = { region, title: task, text: task, origin: 'plan' as const, figure: null, unit, until: null, key: crypto.randomUUID() };
    const { id } = await openTask(ctx, leader, scope, asked);
    await ctx.db.query('update cases set department = $2 where id = $1', [id, department]);
    ids.set(task, id);
  }
  return ids;
}

/** A duty to fill in for every department of every place; ids by its word. */
export async function makeDuties(db: Pick<Tx, 'query'>): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const { region, department, duty } of THINGS) {
    if (department === null) continue;
    // One duty an indicator and region: each department has its own.
    const indicator = department === OWN ? 'o.rate' : 'o.stock';
    const [row] = await db.query<{ id: number }>(
      `insert into filling_duty (indicator, region, department, grain, asks, from_period, remind_days, note, changed_at, key)
       values ($1, $2, $3, 'month', '[{"status":"formal","amount":5,"unit":"natural_day"}]', '2026-01', 3, $4, now(), $4) returning id`,
      [indicator, region, department, duty],
    );
    ids.set(duty, row?.id ?? 0);
  }
  return ids;
}

/** A risk for every thing, in a zone that is called by its word. */
export async function makeRisks(ctx: CaseCtx): Promise<Map<string, number>> {
  const params = paramsOf('mismatch');
  const ids = new Map<string, number>();
  for (const { region, department, risk } of THINGS) {
    const cells = [cellOf({ mismatched: 100, mismatchedOf: 1000 }, { zone: risk })];
    const [finding] = judgeRisk(params, spansOf(cells), () => []).findings;
    if (!finding) throw new Error('nothing was found');
    // As if the zone reported for the place.
    const at = { ...ctx, catalog: { ...ctx.catalog, zoneRegion: () => region } };
    const id = await raiseRisk(at, finding, { id: 'r', version: 1, source: 'x', value: params });
    if (id === null) throw new Error('nothing was raised');
    await ctx.db.query('update cases set department = $2 where id = $1', [id, department]);
    ids.set(risk, id);
  }
  return ids;
}

/** A target of every place, those of no department published, the others sent for approval. */
export async function makeTargets(db: Pick<Tx, 'query'>): Promise<void> {
  for (const { region, department, target } of THINGS) {
    const subject = targetSubject({ code: 't.tickets', region, period: '2026', path: department ?? '' });
    const fields = JSON.stringify({ comparator: '>=', value: '1', document: target, place: '1' });
    await db.query(
      `insert into dictionary_change (kind, code, region, period, path, subject, base, fields, note, by, by_login, at, saved_at, state, version, decided_at, decided_by, from_at)
       values ('target', 't.tickets', $1, '2026', $2, $3, 0, $4::text::jsonb, $5, 0, 'x', now(), now(), $6, case when $6 = 'published' then 1 end,
         case when $6 = 'published' then now() end, case when $6 = 'published' then 1 end, case when $6 = 'published' then '2026-01-01'::timestamptz end)`,
      [region, department ?? '', subject, fields, target, department === null ? 'published' : 'submitted'],
    );
  }
}

/** An item list of every region, with an item for each of its things. */
export async function makeItems(db: Pick<Tx, 'query'>): Promise<void> {
  for (const region of new Set(THINGS.map((t) => t.region))) {
    const [row] = await db.query<{ id: number }>(
      `insert into item_list (region, as_of, version, items, columns, counts, digest, file, note, by, by_name, at)
       values ($1, '2026-03-01', 1, 3, '[]', '{}', 'x', 'x', 'x', 0, 'x', now()) returning id`,
      [region],
    );
    for (const [line, { item }] of THINGS.filter((t) => t.region === region).entries())
      await db.query(`insert into listed_item (list, line, code, name, region, department, kind, has) values ($1, $2, $3, $3, $4, 'x', 'x', '[]')`, [
        row?.id ?? 0,
        line,
        item,
        region,
      ]);
  }
}

/** An entry of the knowledge base for every place, each with a report that waits. */
export async function makeEntries(db: Pick<Tx, 'query'>): Promise<Map<string, number>> {
  const entries = new Map<string, number>();
  for (const { region, department, entry } of THINGS) {
    const content = JSON.stringify({
      title: entry,
      question: '',
      answer: entry,
      keywords: [],
      category: null,
      department,
      region,
      from: null,
      until: null,
      source: '',
    });
    const [row] = await db.query<{ id: number }>(
      `insert into knowledge (status, title, department, region, updated_at, length, terms) values ('published', $1, $2, $3, now(), 1, array['x']) returning id`,
      [entry, department, region],
    );
    const id = row?.id ?? 0;
    await db.query(
      `insert into knowledge_version (entry, version, at, by, by_login, status, note, content) values ($1, 1, now(), 0, 'x', 'published', '', $2::text::jsonb)`,
      [id, content],
    );
    await db.query(`insert into knowledge_report (entry, version, at, by, by_login, text) values ($1, 1, now(), 0, 'x', $2)`, [id, entry]);
    entries.set(entry, id);
  }
  return entries;
}

import { numbersLiteral } from '../../../db/client.ts';
import type { Calendar } from '../../core/calendar/calendar.ts';
import { ruleQuery } from '../../core/case/build.ts';
import { type Clock, clocksOf, isPaused, isVoid } from '../../core/case/clock.ts';
import { deadlineOf } from '../../core/case/deadline.ts';
import { offers } from '../../core/case/decide.ts';
import { explainDeadline } from '../../core/case/explain.ts';
import { noticesOf } from '../../core/case/journal.ts';
import { type FieldSpec, ownerOf } from '../../core/case/kind.ts';
import { type Rules, ruleAt } from '../../core/case/rules.ts';
import type { ActorRef, CaseState, RuleRef } from '../../core/case/state.ts';
import { textField } from '../../core/case/state.ts';
import { soonOf } from '../../core/kinds/desk-columns.ts';
import { KINDS } from '../../core/kinds/kinds.ts';
import type { ClockLedger, ClockView, DeskCommand, DeskEntry, DeskField, DeskTicket, RuleView } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';
import { asReader, type ReadKind } from '../access/as-reader.ts';
import { type Scope, seesTicket } from '../access/require-scope.ts';
import type { CaseCtx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { caseActor } from './case-actor.ts';
import { ROW, type StoredRow, toDeskRow } from './desk-rows.ts';
import { type LoadedCase, loadCases } from './load-cases.ts';
import { actorNames } from './refusal-view.ts';
import { undoUntil } from './undo-until.ts';

/** Figures of the code of a county; those of its towns are longer. */
const COUNTY = 6;

type Text = StoredRow & { body: string; lon: number | null; lat: number | null };

/** A ticket, or a case of another kind, that the scope holds, with its state. @throws NotFound */
export async function findTicket(ctx: CaseCtx, scope: Scope, id: number, kind: ReadKind = 'ticket'): Promise<{ row: Text; one: LoadedCase }> {
  const [row] = await asReader(
    ctx,
    scope,
    (tx) => tx.query<Text>(`select ${ROW}, body, lon, lat from cases where id = $1 and kind = $2 and not retracted`, [id, kind]),
    [kind],
  );
  if (!row || !seesTicket(scope, ctx.catalog.tree, row)) throw new NotFound(`no ticket ${id} in your scope`);
  const one = (await ctx.db.transaction((tx) => loadCases(tx, ctx.rules(), [id], false))).get(id);
  if (!one) throw new NotFound(`no ticket ${id} in your scope`);
  return { row, one };
}

/** One ticket with all that was done to it, its clocks, and what the reader may do. @throws NotFound also when it is out of scope */
export async function deskTicket(ctx: CaseCtx, scope: Scope, actor: Actor, id: number, kind: ReadKind = 'ticket'): Promise<DeskTicket> {
  const { row, one } = await findTicket(ctx, scope, id, kind);
  const { state, journal } = one;
  const rules = ctx.rules();
  const now = ctx.now();
  const who = caseActor(ctx, actor, one.row);
  const refs: ActorRef[] = [
    ...journal.map((e) => e.actor),
    ...Object.values(state.asks).map((a) => a.by),
    ...state.reminders.flatMap((r) => [r.by, ...(r.receipt ? [r.receipt.by] : [])]),
  ];
  const named = await actorNames(ctx.db, refs);
  const unitName = (unit: string) => ctx.catalog.departmentName(unit) ?? unit;
  const { assignment } = state;
  const region = (code: string | null) => (code === null ? '' : ctx.catalog.regionName(code));
  return {
    row: toDeskRow(ctx, row),
    body: row.body,
    entrance: textField(state, 'entrance'),
    line: textField(state, 'line'),
    mergeMode: textField(state, 'mergeMode'),
    deskRegion: assignment.desk ?? '',
    deskName: region(assignment.desk),
    firstDesk: assignment.firstDesk ?? '',
    firstDeskName: region(assignment.firstDesk),
    lon: row.lon,
    lat: row.lat,
    outcome: textField(state, 'outcome'),
    closedAt: state.closedAt,
    owner: ownerView(ctx, state),
    through: assignment.through.map((unit) => ({ unit, name: unitName(unit) })),
    helpers: assignment.co.map((c) => ({ ...c, name: unitName(c.unit) })),
    flags: Object.entries(state.flags).map(([flag, { at, value }]) => ({ flag, at, value })),
    asks: Object.entries(state.asks).map(([ask, a]) => ({ ask, at: a.at, by: named(a.by), unit: a.unit, value: { ...a.value } })),
    dispatches: state.dispatches.map(({ seq: _, ...d }) => ({ ...d, unitName: unitName(d.unit) })),
    reminders: state.reminders.map(({ seq, what, at, by, level, receipt }) => ({
      seq,
      what,
      at,
      level,
      by: named(by),
      receipt: receipt && { at: receipt.at, by: named(receipt.by) },
    })),
    reviews: state.reviews.map(({ at, by, reached, level, satisfied, resolved }) => ({ at, by, reached, level, satisfied, resolved })),
    links: await linkViews(ctx, scope, state),
    journal: journal.map(
      (e): DeskEntry => ({
        seq: e.seq,
        at: e.at,
        actor: named(e.actor),
        command: e.command,
        data: { ...e.data },
        places: townNames(ctx, e.data),
        rules: e.rules.map(ruleView),
        told: noticesOf(e).map(({ whom, what, to }) => ({ whom, what, toName: toName(ctx, whom, to) })),
      }),
    ),
    clocks: clocksOf(state.ledger).map((clock) => clockView(ctx, clock, rules, now, state)),
    commands: commandsOf(state, who),
    undoUntil: undoUntil(state, journal, who, rules, now),
  };
}

/** How each deadline came about, line by line. @throws NotFound also when the ticket is out of scope */
export async function deskLedger(ctx: CaseCtx, scope: Scope, id: number, kind: ReadKind = 'ticket'): Promise<ClockLedger[]> {
  const { one } = await findTicket(ctx, scope, id, kind);
  const calendar: Calendar = ctx.rules().calendar;
  return clocksOf(one.state.ledger).map((clock) => ({ kind: clock.kind, round: clock.round, lines: explainDeadline(clock, calendar, ctx.now()) }));
}

/** Towns are told in the data of a report or of a change of place. */
function townNames({ catalog }: CaseCtx, { region }: LoadedCase['journal'][number]['data']): Record<string, string> {
  const name = typeof region === 'string' && region.length > COUNTY ? catalog.regionName(region) : region;
  return typeof region === 'string' && typeof name === 'string' && name !== region ? { [region]: name } : {};
}

function toName(ctx: CaseCtx, whom: 'caller' | 'unit' | 'desk', to: string | null): string | null {
  if (to === null || whom === 'caller') return null;
  return whom === 'unit' ? (ctx.catalog.departmentName(to) ?? to) : ctx.catalog.regionName(to);
}

function ownerView(ctx: CaseCtx, state: CaseState): DeskTicket['owner'] {
  const owner = ownerOf(KINDS[state.kind as keyof typeof KINDS], state);
  switch (owner.type) {
    case 'desk':
      return { type: 'desk', id: owner.id, name: ctx.catalog.regionName(owner.id) };
    case 'unit':
      return { type: 'unit', id: owner.id, name: ctx.catalog.departmentName(owner.id) ?? owner.id };
    case 'case':
      return { type: 'case', id: String(owner.id), name: null };
    default:
      return { type: owner.type, id: null, name: null };
  }
}

/** Other tickets are named only where the reader sees them. */
async function linkViews(ctx: CaseCtx, scope: Scope, state: CaseState): Promise<DeskTicket['links']> {
  const ids = state.links.map((l) => Number(l.to)).filter((n) => Number.isInteger(n));
  const rows =
    ids.length === 0
      ? []
      : await asReader(ctx, scope, (tx) =>
          tx.query<{ id: number; no: string; title: string; region: string; department: string | null }>(
            'select id, no, title, region, department from cases where id = any($1::text::int8[])',
            [numbersLiteral(ids)],
          ),
        );
  const seen = new Map(rows.filter((r) => seesTicket(scope, ctx.catalog.tree, r)).map((r) => [String(r.id), r]));
  return state.links.map(({ rel, to }) => ({ rel, to, no: seen.get(to)?.no ?? null, title: seen.get(to)?.title ?? null }));
}

const ruleView = ({ id, version, source }: RuleRef): RuleView => ({ id, version, source });

function clockView(ctx: CaseCtx, clock: Clock, rules: Rules, now: number, state: CaseState): ClockView {
  const { amount, unit, until = null } = clock.limit;
  const more = until === null ? null : ruleAt(rules.book, 'extension', ruleQuery(state, rules), now);
  const d = deadlineOf(clock, rules.calendar, now);
  return {
    kind: clock.kind,
    round: clock.round,
    unit: clock.unit,
    unitName: clock.unit === null ? null : (ctx.catalog.departmentName(clock.unit) ?? clock.unit),
    startedAt: clock.startedAt,
    dueAt: d.due,
    dueDate: d.dueDate,
    soonAt: soonOf(clock, rules, now),
    state: isVoid(clock) ? 'void' : d.state,
    left: d.left,
    leftUnit: d.unit,
    share: d.share,
    overMs: d.over,
    stoppedAt: clock.stoppedAt,
    paused: isPaused(clock),
    provisional: d.provisional,
    unpublished: [...d.unpublished],
    limit: { amount, unit, until },
    extendsIn: more?.value.most.unit ?? unit,
    rule: clock.rule && ruleView(clock.rule),
  };
}

function commandsOf(state: CaseState, who: Parameters<typeof offers>[2]): DeskCommand[] {
  const table = KINDS[state.kind as keyof typeof KINDS];
  return offers(table, state, who).flatMap((command) => {
    const spec = table.commands[command];
    if (!spec) return [];
    const fields = Object.entries(spec.fields).map(([name, field]) => fieldView(name, field));
    return [{ command, undoable: spec.undoable === true, fields }];
  });
}

function fieldView(name: string, spec: FieldSpec): DeskField {
  // A field that is needed depending on the others is asked for by the kernel when it is missing.
  const need = spec.need === true;
  return { name, type: spec.type, need, choice: spec.choice ? [...spec.choice] : null, least: spec.least ?? null, most: spec.most ?? null };
}

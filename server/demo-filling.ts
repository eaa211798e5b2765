import type { Core } from './compose.ts';
import type { Role } from './core/access/roles.ts';
import { type Ask, type FillingGrain, takesFilling } from './core/filling/duty.ts';
import type { Figures } from './core/filling/figures.ts';
import { periodAt, periodFrom, periodsOf, slotTime } from './core/filling/periods.ts';
import type { Actor } from './services/access/actor.ts';
import { requireScope } from './services/access/require-scope.ts';
import { Conflict } from './services/errors.ts';
import { checkFilling } from './services/filling/check-filling.ts';
import { saveDuty } from './services/filling/save-duty.ts';
import { submitFilling } from './services/filling/submit-filling.ts';
import { tellFillings } from './services/filling/tell-fillings.ts';
import type { SaveDuty } from './wire/filling.ts';
import type { IndicatorRow } from './wire/profile.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Periods that were there before a demo begins. */
const BACK: Record<FillingGrain, number> = { month: 7, quarter: 4, year: 2 };
const ASKS: readonly Ask[] = [
  { status: 'preliminary', amount: 5, unit: 'working_day' },
  { status: 'formal', amount: 12, unit: 'working_day' },
];
const GRAINS: readonly FillingGrain[] = ['month', 'month', 'quarter', 'month', 'year'];

type Made = { id: number; duty: SaveDuty; row: IndicatorRow; index: number };

/**
 * Duties of a demo with what was filed, checked, sent back and left open, all under the demo's mark. Every key is named
 * after what it makes, so that a restart makes nothing twice and goes on where it was broken off.
 */
export async function startDemoFilling(core: Core, signal: AbortSignal): Promise<void> {
  const people = await colleagues(core);
  const steward = people.get('steward');
  const handler = people.get('unit_handler');
  if (!steward || !handler) return;
  for (const [index, { row, region, department }] of (await placesOf(core)).entries()) {
    if (signal.aborted) return;
    const grain = GRAINS[index % GRAINS.length] as FillingGrain;
    const from = periodFrom(grain, periodAt(grain, await begun(core, row, region), core.ctx.catalog.zone), -BACK[grain], core.ctx.catalog.zone);
    const duty: SaveDuty = {
      ...{ id: null, expect: 0, indicator: row.code, region, department, grain, from, until: null, remindDays: 3 },
      asks: [...ASKS],
      note: '演示数据',
      key: `demo-duty-${row.code}-${region}`,
    };
    const { id } = await saveDuty(core.ctx, steward, requireScope(core.ctx, steward, 'filling.manage'), duty, 'demo');
    await fillPast(core, { id, duty, row, index }, handler, steward, signal);
  }
  await tellFillings(core.ctx, core.submit, { stop: () => signal.aborted });
}

/** What the demo's unit handler answers for, and two things of the province's. */
async function placesOf(core: Core): Promise<{ row: IndicatorRow; region: string; department: string }[]> {
  const { tree } = core.ctx.catalog;
  const [own] = await core.db.query<{ region: string; department: string | null }>(
    `select region, department from account where demo and login = 'demo-unit-handler'`,
  );
  const other = core.profile.departments.find((d) => d.id !== own?.department)?.id ?? null;
  const fitting = (region: string) =>
    [...core.ctx.catalog.indicators.values()].filter((row) => takesFilling(row) && row.reportedAt.includes(tree.levelOf(region) ?? ''));
  // One indicator of each kind first: rates with their parts, and values.
  const spread = (rows: readonly IndicatorRow[]) => [
    ...rows.filter((r) => r.kind !== 'ratio').slice(0, 2),
    ...rows.filter((r) => r.kind === 'ratio').slice(0, 2),
  ];
  const city = own?.department
    ? spread(fitting(own.region))
        .slice(0, 3)
        .map((row) => ({ row, region: own.region, department: own.department as string }))
    : [];
  const province = other ? spread(fitting(tree.root)).toReversed().slice(0, 2) : [];
  return [...city, ...province.map((row) => ({ row, region: tree.root, department: other as string }))];
}

/** When the duty was made; now when it is not there yet, so that its first period stays the same at every start. */
async function begun(core: Core, { code }: IndicatorRow, region: string): Promise<number> {
  const [row] = await core.db.query<{ at: number }>(`select changed_at at from filling_duty where key = $1`, [`demo-duty-${code}-${region}`]);
  return row?.at ?? core.ctx.now();
}

/** What was filed for the periods that are over: all but the newest were accepted, the newest stand in every way there is. */
async function fillPast(core: Core, made: Made, handler: Actor, steward: Actor, signal: AbortSignal): Promise<void> {
  const { calendar } = core.ctx.rules();
  const now = core.ctx.now();
  const over = periodsOf(made.duty, now, calendar.zone, 99).slice(1).reverse();
  for (const [at, period] of over.entries()) {
    for (const [turn, ask] of made.duty.asks.entries()) {
      if (signal.aborted) return;
      const { opensAt, dueAt } = slotTime(calendar, period, ask);
      const newest = at === over.length - 1;
      const ways = (made.index + turn) % 4;
      if (newest && ways === 0) continue;
      // One in seven comes after its time.
      const filedAt = (made.index * 3 + at + turn) % 7 === 0 ? dueAt + 6 * HOUR : opensAt + (1 + turn) * DAY + 9 * HOUR;
      if (filedAt + DAY > now) continue;
      const id = await file(core, made, { period, at, ask, opensAt, filedAt }, handler);
      if (id === null || (newest && ways === 1)) continue;
      const checked = { ...core.ctx, now: () => filedAt + DAY };
      const accept = !(newest && ways === 2);
      await checkFilling(checked, steward, requireScope(core.ctx, steward, 'filling.check'), { id, accept, reason: accept ? '' : '请补充依据后重报' }).catch(
        taken,
      );
    }
  }
}

type Filing = { period: string; at: number; ask: Ask; opensAt: number; filedAt: number };

/** One value, unless a visitor was first. */
async function file(core: Core, { id, row, index }: Made, { period, at, ask, opensAt, filedAt }: Filing, handler: Actor): Promise<number | null> {
  const ctx = { ...core.ctx, now: () => filedAt };
  const input = {
    ...{ duty: id, period, status: ask.status, figures: figuresOf(row, index, at, ask), asOf: opensAt, note: '', basis: '演示台账', seen: 0 },
    confirmed: ['jump', 'over_whole', 'out_of_range', 'negative'] as const,
    key: `demo-${id}-${period}-${ask.status}`,
  };
  const done = await submitFilling(ctx, handler, requireScope(core.ctx, handler, 'filling.submit'), { ...input, confirmed: [...input.confirmed] }).catch(taken);
  return done?.ok ? done.id : null;
}

/** A visitor was first: what he did stays. */
function taken(error: unknown): null {
  if (error instanceof Conflict) return null;
  throw error;
}

/** A value near the indicator's printed baseline that creeps on; the formal one differs a little from the preliminary. */
function figuresOf(row: IndicatorRow, index: number, at: number, { status }: Ask): Figures {
  const step = at + (status === 'formal' ? 0.4 : 0);
  if (row.kind === 'ratio') {
    const denominator = 1_200 + 37 * index;
    return { numerator: Math.min(denominator, Math.round(denominator * (0.82 + 0.012 * step))), denominator };
  }
  const base = row.baseline?.value ?? (row.unit === '%' ? 82 : row.unit === '分' ? 9.4 : 2_400);
  const grown = base * (1 + 0.004 * step);
  const most = row.unit === '%' ? 100 : row.unit === '分' ? 10 : grown;
  return { value: Number(Math.min(most, grown).toFixed(Math.min(row.scale, row.display.decimals))) };
}

/** The demo's own people, as far as they work here, over the whole province. */
async function colleagues(core: Core): Promise<Map<Role, Actor>> {
  const rows = await core.db.query<{ id: number; login: string; name: string }>(
    `select id, login, name from account where demo and login in ('demo-steward', 'demo-unit-handler')`,
  );
  return new Map(
    rows.map(({ id, login, name }) => {
      const role: Role = login === 'demo-steward' ? 'steward' : 'unit_handler';
      const grant = { id: 0, role, region: core.ctx.catalog.tree.root, department: null, unmask: false, from: 0, until: null, revokedAt: null };
      return [role, { kind: 'person', id, login, name, session: null, address: null, grants: [grant], topic: null }];
    }),
  );
}

import { describe, expect, it } from 'vitest';
import { madeLargeProvince, madeProvince } from '../../../db/seed/scenarios/made-province.ts';
import { DAY, MINUTE } from '../../core/indicator/window.ts';
import { Envelope, EVENT_DATA } from '../../wire/events.ts';
import { firstPast, firstPlan, gapPast, gapPlan, History, type HistoryDay, type HistoryPlan, runHistory } from './history.ts';
import { LIVE_FEEDS, type SimEvent, type SimParts } from './parts.ts';
import { Simulator } from './simulator.ts';
import { recordsBetween, renderRecord, type TicketPast } from './ticket-book.ts';

/** A Wednesday, not on the hour. */
const START = Date.parse('2026-03-11T11:23:00+08:00');
const calm: SimParts = { ...madeProvince, demo: { ...madeProvince.demo, episodes: [] } };
/** Fewer tickets, where the number does not matter. */
const small: SimParts = { ...madeProvince, demo: { ...madeProvince.demo, ticketsPerDay: 5000 } };
const make = (past: TicketPast, parts: SimParts = small): Simulator => new Simulator({ parts, seed: 7, start: START, past });
const field = (e: SimEvent, name: string): unknown => Reflect.get(e.data, name);

async function load(sim: Simulator, plan: HistoryPlan): Promise<SimEvent[]> {
  const all: SimEvent[] = [];
  for await (const b of new History(sim, plan).batches()) all.push(...b.events);
  return all;
}

/** Every step must come after the report that it names. */
function danglingSteps(events: SimEvent[], known: Set<string> = new Set()): number {
  let dangling = 0;
  for (const e of events) {
    if (e.type.includes('reported')) known.add(e.id);
    else if (e.type.includes('progressed') && !known.has((field(e, 'ticketRef') as { id: string }).id)) dangling++;
  }
  return dangling;
}

describe('history', () => {
  it('covers 90 days newest first, with at most a million events for a large province', async () => {
    const plan = firstPlan(START);
    const sim = make(firstPast(plan), madeLargeProvince());
    const began = performance.now();
    const days: HistoryDay[] = [];
    const ids = new Set<string>();
    let n = 0;
    let done = 0;
    for await (const b of new History(sim, plan).batches()) {
      if (days.at(-1)?.key !== b.day.key) days.push(b.day);
      for (const e of b.events) ids.add(`${e.source} ${e.id}`);
      n += b.events.length;
      done = b.done;
      expect(b.total).toBeGreaterThanOrEqual(b.done);
      expect(b.events.length).toBeLessThan(2500);
    }
    const seconds = (performance.now() - began) / 1000;
    console.info(`history: ${n} events, ${Math.round(n / seconds)} a second`);
    expect(done).toBe(n);
    expect(ids.size).toBe(n);
    expect(n).toBeGreaterThan(400_000);
    expect(n).toBeLessThan(1_000_000);
    expect(days[0]?.recent).toBe(true);
    expect(days[0]?.to).toBe(START);
    expect(days.slice(1).map((d) => d.to)).toEqual(days.slice(0, -1).map((d) => d.from));
    expect(START - (days.at(-1)?.from ?? 0)).toBeGreaterThanOrEqual(90 * DAY);
  }, 60_000);

  it('makes valid events of the past only, each step after its report', async () => {
    const plan = firstPlan(START, 4);
    const events = await load(make(firstPast(plan)), plan);
    for (const e of events) {
      Envelope.parse(e);
      EVENT_DATA[e.type].parse(e.data);
      const at = Date.parse(e.time);
      expect(at >= plan.from && at < plan.to).toBe(true);
    }
    expect(danglingSteps(events)).toBe(0);
  }, 60_000);

  it('meets the live events without a hole or a repeat', async () => {
    const plan = firstPlan(START, 2);
    const sim = make(firstPast(plan));
    const past = await load(sim, plan);
    const live = LIVE_FEEDS.flatMap((feed) => sim.events(feed, START, START + 6 * 60 * MINUTE));
    const ids = new Set(past.map((e) => `${e.source} ${e.id}`));
    expect(live.filter((e) => ids.has(`${e.source} ${e.id}`))).toEqual([]);
    expect(danglingSteps([...past, ...live])).toBe(0);
    const minutes = new Set([...past, ...live].filter((e) => e.type.includes('call')).map((e) => Math.floor(Date.parse(e.time) / MINUTE)));
    for (let m = START - 60 * MINUTE; m < START + 60 * MINUTE; m += MINUTE) expect(minutes.has(m / MINUTE)).toBe(true);
  }, 60_000);

  it('counts what was not sent singly: totals of old days are those of live ones', async () => {
    const plan = firstPlan(START, 15);
    const sim = make(firstPast(plan), calm);
    const events = await load(sim, plan);
    const end = Date.parse('2026-03-10T00:00:00+08:00');
    const week = events.filter((e) => Date.parse(e.time) >= end - 7 * DAY && Date.parse(e.time) < end);
    const of = (p: (e: SimEvent) => number): number => week.reduce((s, e) => s + p(e), 0);
    const near = (value: number, perDay: number, within: number): void => expect(Math.abs(value / (7 * perDay) - 1)).toBeLessThan(within);
    const observed = (e: SimEvent, code: string, name: string): number => (field(e, 'indicator') === code ? Number(field(e, name)) : 0);
    near(
      of((e) => Number(field(e, 'offered') ?? 0)),
      38_000 * 3,
      0.02,
    );
    near(
      of((e) => (field(e, 'outcome') === 'closed' ? Number(field(e, 'count')) : 0)),
      362_500,
      0.02,
    );
    near(
      of((e) => (field(e, 'isDefault') === false ? Number(field(e, 'count') ?? 1) : 0)),
      447_700,
      0.02,
    );
    near(
      of((e) => Number(field(e, 'valueCny') ?? 0)),
      2_310_000_000,
      0.02,
    );
    // Requests: those counted and those that are records because they were still open.
    near(
      of((e) => observed(e, 'hotline.tickets', 'value') + (e.type.includes('reported') ? 1 : 0)),
      38_000,
      0.02,
    );
    near(
      of((e) => observed(e, 'hotline.dispatched', 'value') + (field(e, 'step') === 'dispatch' ? 1 : 0)),
      38_000 * 0.439,
      0.05,
    );
    const satisfied = of((e) => observed(e, 'hotline.satisfied', 'numerator')) / of((e) => observed(e, 'hotline.satisfied', 'denominator'));
    expect(satisfied).toBeCloseTo(0.96, 1);
  }, 60_000);

  it('draws counts and the rates of them alike: of every old day a rate is what its counts give', async () => {
    const step = 'cn.tongguan.ticket.progressed.v1';
    const rate = {
      code: 'hotline.close-rate',
      kind: 'ratio' as const,
      scale: 0,
      display: { decimals: 2, factor: 100 },
      additivity: { region: 'add' as const, time: 'add' as const },
      reportedAt: ['city'],
      keeps: [],
      from: [
        {
          event: step,
          when: { step: ['close', 'dispatch'] },
          num: { table: 'step', values: { close: 1, dispatch: 0 } },
          den: { table: 'step', values: { close: 0, dispatch: 1 } },
        },
      ],
    };
    const plan = firstPlan(START, 6);
    const events = await load(make(firstPast(plan), { ...calm, indicators: [...calm.indicators, rate] }), plan);
    const sums = new Map<string, number>();
    for (const e of events) {
      if (Date.parse(e.time) >= plan.rawFrom) continue;
      const place = `${field(e, 'region')} ${e.time.slice(0, 10)}`;
      for (const part of ['value', 'numerator', 'denominator']) {
        const key = `${place} ${field(e, 'indicator')} ${part}`;
        sums.set(key, (sums.get(key) ?? 0) + Number(field(e, part) ?? 0));
      }
    }
    const places = [...sums.keys()].filter((k) => k.endsWith('hotline.dispatched value')).map((k) => k.split(' ').slice(0, 2).join(' '));
    expect(places.length).toBeGreaterThan(20);
    for (const place of places) {
      expect(sums.get(`${place} hotline.close-rate denominator`)).toBe(sums.get(`${place} hotline.dispatched value`));
      expect(sums.get(`${place} hotline.close-rate numerator`)).toBe(sums.get(`${place} hotline.closed value`));
    }
  }, 60_000);

  it('tells every step of the last day once: of tickets that are over and older as counts, of all others as records', async () => {
    const plan = firstPlan(START, 4);
    const sim = make(firstPast(plan));
    const recent = (await load(sim, plan)).filter((e) => Date.parse(e.time) >= plan.rawFrom);
    const all = await recordsBetween(sim.world, { counted: [], missing: [] }, plan.rawFrom, plan.to, async () => undefined);
    const sum = (code: string) => recent.reduce((n, e) => n + (field(e, 'indicator') === code ? Number(field(e, 'value')) : 0), 0);
    for (const [step, code] of [
      ['close', 'hotline.closed'],
      ['dispatch', 'hotline.dispatched'],
    ] as const) {
      const single = recent.filter((e) => field(e, 'step') === step).length;
      expect(sum(code)).toBeGreaterThan(30);
      expect(single + sum(code)).toBe(all.filter((r) => r.plan.steps[r.n]?.step === step).length);
    }
    // Those still in work stand in the lists whole, however old.
    const old = all.filter((r) => r.plan.at < plan.rawFrom && r.plan.last >= plan.to);
    const known = new Set(recent.filter((e) => field(e, 'step') !== undefined).map((e) => e.id));
    expect(old.length).toBeGreaterThan(10);
    for (const r of old) expect(known.has(renderRecord(sim.world, r).id)).toBe(true);
  }, 60_000);

  it('puts whole tickets of one place after another into batches of the size of a group', async () => {
    const plan = firstPlan(START, 2);
    let last = '';
    let changes = 0;
    const places = new Set<string>();
    for await (const b of new History(make(firstPast(plan)), plan).batches()) {
      if (b.feed !== 'tickets') continue;
      expect(b.events.length).toBeLessThanOrEqual(1000);
      expect(danglingSteps(b.events)).toBe(0);
      for (const e of b.events) {
        const region = e.type.includes('reported') ? String(field(e, 'region')) : last;
        if (region !== last) changes += 1;
        places.add(region);
        last = region;
      }
    }
    expect(changes).toBe(places.size);
  }, 60_000);

  it('leaves out days that are loaded, and says when one is', async () => {
    const plan = firstPlan(START, 3);
    const sim = make(firstPast(plan));
    const loaded: string[] = [];
    const feeds = new Set<string>();
    const stop = new AbortController();
    const first = await runHistory({
      sim,
      plan,
      signal: stop.signal,
      ingest: async (feed) => void feeds.add(feed),
      setLoaded: (d) => {
        loaded.push(d.key);
        if (loaded.length === 2) stop.abort();
      },
    });
    expect(first.complete).toBe(false);
    expect(loaded.length).toBe(3);
    expect([...feeds].sort()).toEqual(['calls', 'counts', 'reviews', 'services', 'tickets', 'trade']);
    const later: string[] = [];
    const again = await runHistory({
      sim: make(firstPast(plan)),
      plan,
      isLoaded: (key) => loaded.includes(key),
      setLoaded: (d) => void later.push(d.key),
      ingest: async () => undefined,
    });
    expect(again.complete).toBe(true);
    expect([...loaded, ...later]).toEqual(new History(sim, plan).days().map((d) => d.key));
  }, 60_000);

  it.each([
    ['an hour', 1 / 24],
    ['two days and a half', 2.5],
  ])(
    'fills a gap of %s without breaking a ticket',
    async (_name, days) => {
      const plan = firstPlan(START, 2);
      const past = firstPast(plan);
      const sim = make(past);
      const known = new Set<string>();
      const before = [...(await load(sim, plan)), ...sim.events('tickets', START, START + 90 * MINUTE)];
      expect(danglingSteps(before, known)).toBe(0);

      const gap = gapPlan(START + 90 * MINUTE, START + 90 * MINUTE + days * DAY);
      const later = make(gapPast(past, gap));
      const filled = await load(later, gap);
      const live = later.events('tickets', gap.to, gap.to + DAY);
      expect(danglingSteps([...filled, ...live], known)).toBe(0);
      const seen = new Set(before.map((e) => e.id));
      expect([...filled, ...live].filter((e) => seen.has(e.id))).toEqual([]);
      for (const e of filled) expect(Date.parse(e.time) >= gap.from && Date.parse(e.time) < gap.to).toBe(true);
      // Tickets of before the gap go on to their end.
      const open = [...filled, ...live].filter(
        (e) => field(e, 'step') === 'close' && Number.parseInt((field(e, 'ticketRef') as { id: string }).id.split('-')[1] ?? '', 36) * MINUTE < gap.from,
      );
      expect(open.length).toBeGreaterThan(50);
    },
    60_000,
  );
});

import { describe, expect, it } from 'vitest';
import { MADE, madeProvince } from '../../../db/seed/scenarios/made-province.ts';
import { DAY, MINUTE } from '../../core/indicator/window.ts';
import { Envelope, EVENT_DATA } from '../../wire/events.ts';
import { firstPast, firstPlan } from './history.ts';
import { MATTERS } from './matters.ts';
import { LIVE_FEEDS, type SimEvent } from './parts.ts';
import { passesCheckDigit } from './people.ts';
import { Simulator } from './simulator.ts';
import { makeSlot } from './slot.ts';
import { ordinaryCount } from './ticket-plan.ts';

const HOUR = 60 * MINUTE;
/** A Monday without holidays near it. */
const START = Date.parse('2026-03-09T09:00:00+08:00');
const calm = { ...madeProvince, demo: { ...madeProvince.demo, episodes: [] } };
const make = (parts = madeProvince, seed = 7): Simulator => new Simulator({ parts, seed, start: START, past: firstPast(firstPlan(START)) });
const field = (e: SimEvent, name: string): unknown => Reflect.get(e.data, name);
const sum = (events: SimEvent[], name: string): number => events.reduce((s, e) => s + Number(field(e, name) ?? 0), 0);

describe('the simulator', () => {
  it('gives the same events for the same seed and minute, in any order and from a new process', () => {
    const a = make();
    const b = make();
    for (const feed of LIVE_FEEDS) {
      const first = a.events(feed, START, START + 5 * MINUTE);
      const again = [3, 0, 4, 1, 2].map((k) => b.events(feed, START + k * MINUTE, START + (k + 1) * MINUTE));
      const ordered = [1, 3, 4, 0, 2].flatMap((k) => again[k] ?? []);
      expect(ordered).toEqual(first);
      expect(first.length).toBeGreaterThan(10);
    }
    expect(make(madeProvince, 8).events('calls', START, START + MINUTE)).not.toEqual(a.events('calls', START, START + MINUTE));
  });

  it('makes valid events with ids of their own, inside their minute', () => {
    const sim = make();
    const ids = new Set<string>();
    let n = 0;
    for (const feed of LIVE_FEEDS) {
      for (let m = START; m < START + 40 * MINUTE; m += MINUTE) {
        for (const e of sim.minute(feed, m)) {
          Envelope.parse(e);
          EVENT_DATA[e.type].parse(e.data);
          const at = Date.parse(e.time);
          expect(at >= m && at < m + MINUTE).toBe(true);
          ids.add(`${e.source} ${e.id}`);
          n++;
        }
      }
    }
    expect(ids.size).toBe(n);
  });

  it('sums to the published magnitudes over a week', () => {
    const sim = make(calm);
    let tickets = 0;
    const of: Record<string, number> = { offered: 0, closed: 0, reviews: 0, trade: 0 };
    for (let m = START; m < START + 7 * DAY; m += MINUTE) {
      const slot = makeSlot(sim.world, 'm', m);
      of.offered = (of.offered ?? 0) + sum(sim.counted('calls', slot), 'offered');
      of.closed =
        (of.closed ?? 0) +
        sum(
          sim.counted('services', slot).filter((e) => field(e, 'outcome') === 'closed'),
          'count',
        );
      of.reviews =
        (of.reviews ?? 0) +
        sum(
          sim.counted('reviews', slot).filter((e) => field(e, 'isDefault') === false),
          'count',
        );
      of.trade = (of.trade ?? 0) + sum(sim.counted('trade', slot), 'valueCny');
      for (const city of sim.world.cities) tickets += ordinaryCount(sim.world, city, m);
    }
    const near = (value: number | undefined, perDay: number): void => expect(Math.abs((value ?? 0) / (7 * perDay) - 1)).toBeLessThan(0.02);
    near(tickets, 38_000);
    near(of.offered, 38_000 * 3);
    near(of.closed, 362_500);
    near(of.reviews, 447_700);
    near(of.trade, 2_310_000_000);
  }, 60_000);

  it('shows the hour, the weekday and the holiday', () => {
    const { shape } = make().world;
    const day = (iso: string): number => shape.day(Date.parse(`${iso}T12:00:00+08:00`));
    expect(shape.minute(Date.parse('2026-03-10T10:30:00+08:00')) / shape.minute(Date.parse('2026-03-10T03:30:00+08:00'))).toBeGreaterThan(15);
    expect(day('2026-03-09')).toBeGreaterThan(day('2026-03-13'));
    expect(day('2026-03-15')).toBeLessThan(0.85);
    expect(day('2026-05-03')).toBeCloseTo(0.55);
    expect(day('2026-05-06')).toBeCloseTo(1.35);
    expect(day('2026-05-09')).toBeCloseTo(1);
    let minutes = 0;
    let hours = 0;
    for (let m = START; m < START + DAY; m += MINUTE) minutes += shape.minute(m);
    for (let m = START; m < START + DAY; m += HOUR) hours += shape.hour(m);
    expect(minutes).toBeCloseTo(hours, 2);
  });

  it('lets the silent city look dead in every feed, and catches up its steps afterwards', () => {
    const sim = make();
    const from = START + 15 * MINUTE;
    for (const feed of LIVE_FEEDS) {
      const ofCity = (e: SimEvent): boolean => /["-]9904\d\d/.test(JSON.stringify(e));
      expect(sim.events(feed, from, from + 30 * MINUTE).filter(ofCity)).toEqual([]);
      expect(sim.events(feed, from - 10 * MINUTE, from).filter(ofCity).length).toBeGreaterThan(0);
      expect(sim.events(feed, from + 30 * MINUTE, from + 40 * MINUTE).filter(ofCity).length).toBeGreaterThan(0);
    }
  });

  it('plays the episodes: rain, a water cut, a wage dispute at one firm, bad reviews of one item', () => {
    const sim = make();
    const tickets = sim.events('tickets', START, START + 90 * MINUTE).filter((e) => e.type.includes('reported'));
    const about = (region: string, code: string): SimEvent[] =>
      tickets.filter((e) => String(field(e, 'region')).startsWith(region) && field(e, 'category') === code);
    expect(about('9901', '0509').length).toBeGreaterThan(200);
    expect(about('9902', '0502').length).toBeGreaterThan(20);
    expect(about('9903', '0501').length).toBeGreaterThan(50);
    const wage = about('9905', '0101');
    const places = new Map<string, number>();
    for (const e of wage) {
      const address = String(Reflect.get(Object(field(e, 'location')), 'address'));
      places.set(address, (places.get(address) ?? 0) + 1);
    }
    expect(Math.max(...places.values())).toBeGreaterThan(20);
    const bad = sim.events('reviews', START, START + 40 * MINUTE).filter((e) => field(e, 'region') === '990200' && Number(field(e, 'level')) < 3);
    expect(bad.length).toBeGreaterThan(20);
    const items = bad.map((e) => field(e, 'item'));
    expect(items.filter((i) => i === items[5]).length).toBeGreaterThan(bad.length * 0.8);
  });

  it('repeats an episode as configured, and none before the start', () => {
    const { script } = make().world;
    const water = (minutes: number): boolean => script.running('990300', START + minutes * MINUTE).length > 0;
    expect([9, 10, 49, 50, 609, 610, 649, 650].map(water)).toEqual([false, true, true, false, false, true, true, false]);
    expect(script.running('990300', START - DAY)).toEqual([]);
  });

  it('names nobody who could live', () => {
    const events = make().events('tickets', START, START + 3 * HOUR);
    let ids = 0;
    for (const e of events) {
      const reporter = field(e, 'reporter');
      if (typeof reporter !== 'object' || reporter === null) continue;
      const { phone, idNumber, name } = reporter as { phone?: string; idNumber?: string; name?: string };
      if (phone !== undefined) expect(phone).toMatch(/^1990000\d{4}$/);
      if (name !== undefined) expect(name).toMatch(/^(示例|演示|虚构|样本|模拟|假设)/);
      if (idNumber === undefined) continue;
      ids++;
      expect(idNumber).toMatch(/^000000\d{11}[\dX]$/);
      expect(passesCheckDigit(idNumber)).toBe(false);
    }
    expect(ids).toBeGreaterThan(100);
    expect(passesCheckDigit('11010519491231002X')).toBe(true);
    for (const phone of JSON.stringify(events).match(/(?<![\dX])1[3-9]\d{9}(?![\dX])/g) ?? []) expect(phone.startsWith('1990000')).toBe(true);
  });

  it('mixes tickets as published: types, channels, urgency, repeats, places', () => {
    const reported = make(calm)
      .events('tickets', START, START + 6 * HOUR)
      .filter((e) => e.type.includes('reported'));
    const share = (p: (e: SimEvent) => boolean): number => reported.filter(p).length / reported.length;
    expect(share((e) => field(e, 'requestType') === '投诉')).toBeCloseTo(0.4, 1);
    expect(share((e) => field(e, 'channel') === 'phone')).toBeCloseTo(0.62, 1);
    expect(share((e) => field(e, 'urgent') === true)).toBeCloseTo(0.01, 2);
    expect(share((e) => Reflect.get(Object(field(e, 'reporter')), 'confidential') === true)).toBeCloseTo(0.03, 2);
    expect(share((e) => String(field(e, 'body')).startsWith('再次反映'))).toBeCloseTo(0.12, 2);
    expect(share((e) => field(e, 'category') !== undefined)).toBeGreaterThan(0.8);
    const towns = reported.filter((e) => String(field(e, 'region')).length === 9);
    expect(towns.length).toBeGreaterThan(0);
    for (const e of reported) {
      const { lon, lat } = field(e, 'location') as { lon: number; lat: number };
      expect(lon > 99 && lon < 106 && lat > 19 && lat < 26).toBe(true);
    }
    for (const m of MATTERS) expect(m.details.length).toBe(m.titles.length);
    expect(MADE.root).toBe(madeProvince.root);
  });

  it('moves tickets at the published rates, in an order that can be', () => {
    const sim = make(calm);
    const begin = START + 2 * DAY;
    const events = sim.events('tickets', begin, begin + 1.5 * DAY);
    const known = new Map<string, string[]>();
    for (const e of events) {
      if (e.type.includes('reported')) known.set(e.id, []);
      else known.get((field(e, 'ticketRef') as { id: string }).id)?.push(String(field(e, 'step')));
    }
    const step = (name: string): number => events.filter((e) => field(e, 'step') === name).length;
    expect(step('direct_answer') / step('accept')).toBeCloseTo(0.55, 1);
    expect(step('return') / step('dispatch')).toBeCloseTo(0.04, 1);
    const called = events.filter((e) => field(e, 'step') === 'follow_up');
    expect(called.filter((e) => field(e, 'satisfied') === true).length / called.length).toBeCloseTo(0.96, 1);
    for (const steps of known.values()) {
      if (steps.length === 0) continue;
      expect(steps[0]).toBe('accept');
      const sign = steps.indexOf('sign');
      if (sign >= 0) expect(steps.indexOf('dispatch')).toBeLessThan(sign);
      const close = steps.indexOf('close');
      if (close >= 0) expect(['answer', 'direct_answer']).toContain(steps[close - 1]);
    }
  }, 30_000);
});

import { type DerivationIndex, derive, indexDerivations } from '../../core/indicator/derive.ts';
import { MINUTE } from '../../core/indicator/window.ts';
import type { IndicatorObservedData } from '../../wire/events.ts';
import { makeEvent, type SimEvent, type SimIndicator } from './parts.ts';
import { keyOf, Random } from './random.ts';
import { momentIn, type Slot } from './slot.ts';
import { type RecordRef, renderRecord } from './ticket-book.ts';
import { planMinute } from './ticket-plan.ts';
import { CHANNEL_WEIGHTS, CHANNELS } from './ticket-text.ts';
import type { World, WorldCity } from './world.ts';

const HOUR = 60 * MINUTE;
const TICKET = 'cn.tongguan.ticket.';
const REPORTED = 'cn.tongguan.ticket.reported.v1';
const OBSERVED = 'cn.tongguan.indicator.observed.v1';
const STREAM = 71;
/** Of what was done, beside the keys of indicators. */
const WAYS = 1;
const SAMPLE = 20_000;
/** Events between two pauses: some ten milliseconds of work. */
const BREATH = 2000;
/** Hours of a local day that one past count of what was done stands for. Requests themselves are counted by the hour. */
const RUN_HOURS = 6;
/** Requests of an hour that are told by two draws. */
const MANY = 60;
const r = new Random(0);

/** An indicator that tickets make, and what one request adds to it on average. `dims`: dimension → field it can be told by. */
export type TicketRate = { indicator: SimIndicator; key: number; num: number; den: number; dims: [string, DimField][]; hourly: boolean };
/**
 * One way in which events of tickets add to indicators, and how many such events a request has on average. What was done is
 * drawn by ways, so that of one span a rate is what its own counts give.
 */
export type TicketWay = { perRequest: number; adds: readonly { code: string; num: number; den: number }[] };
type DimField = 'category' | 'requestType' | 'channel';
/** What records of their own already say, by `cellKey`: taken off the counts, so that nothing is told twice. */
export type Told = Map<string, { num: number; den: number }>;

export type TicketRates = { rates: TicketRate[]; ways: TicketWay[]; index: DerivationIndex };

/**
 * Rates of every indicator of the profile that ticket events make, from a sample of requests and the profile's rules.
 * `pause` is awaited now and then.
 */
export async function ticketRates(world: World, pause: () => Promise<void>): Promise<TicketRates> {
  const index = ticketRules(world);
  const rates = ticketIndicators(world).map((indicator) => {
    const reported = indicator.from.find((d) => d.event === REPORTED);
    const all = reported !== undefined && reported.when === undefined;
    return {
      indicator,
      key: keyOf(indicator.code),
      num: 0,
      den: 0,
      dims: all ? Object.entries(reported.dims ?? {}).flatMap(([name, field]): [string, DimField][] => (isDimField(field) ? [[name, field]] : [])) : [],
      // Requests themselves keep their shape by the hour.
      hourly: all,
    };
  });
  const byCode = new Map(rates.map((rate) => [rate.indicator.code, rate]));
  const sample = sampleOf(world);
  const ways = new Map<string, { perRequest: number; adds: TicketWay['adds'] }>();
  for (const [k, ref] of sample.refs.entries()) {
    if (k % BREATH === 0) await pause();
    const added = totals(index, renderRecord(world, ref));
    for (const adds of added) {
      const rate = byCode.get(adds.code);
      if (!rate) continue;
      rate.num += adds.num / sample.requests;
      rate.den += adds.den / sample.requests;
    }
    const adds = added.filter(({ code }) => byCode.get(code)?.hourly === false);
    if (adds.length === 0) continue;
    const name = JSON.stringify(adds);
    const way = ways.get(name) ?? { perRequest: 0, adds };
    way.perRequest += 1 / sample.requests;
    ways.set(name, way);
  }
  return { rates: rates.filter((rate) => rate.num > 0 || rate.den > 0), ways: [...ways.values()], index };
}

function ticketIndicators(world: World): SimIndicator[] {
  return world.parts.indicators.filter((i) => ['count', 'sum', 'ratio'].includes(i.kind) && i.from.some((d) => d.event.startsWith(TICKET)));
}

/** The profile's rules of what tickets add to indicators. */
export function ticketRules(world: World): DerivationIndex {
  return indexDerivations(ticketIndicators(world).map((i) => ({ ...i, from: i.from.filter((d) => d.event.startsWith(TICKET)) })));
}

function isDimField(field: string): field is DimField {
  return field === 'category' || field === 'requestType' || field === 'channel';
}

/** What an event adds to the plain series of each indicator, unscaled. */
function totals(index: DerivationIndex, event: SimEvent): { code: string; num: number; den: number }[] {
  const scales = new Map((index.get(event.type) ?? []).map(({ row }) => [row.code, 10 ** row.scale]));
  return derive(index, event.type, { ...event.data })
    .filter((c) => Object.keys(c.dims).length === 0)
    .map((c) => ({ code: c.indicator, num: c.num / (scales.get(c.indicator) ?? 1), den: c.den / (scales.get(c.indicator) ?? 1) }));
}

function sampleOf(world: World): { refs: RecordRef[]; requests: number } {
  const refs: RecordRef[] = [];
  let requests = 0;
  // Backwards from the start: no episode is running there.
  for (let k = 1; k < 7 * 1440 && requests < SAMPLE; k++) {
    const minute = world.start - k * 7 * MINUTE;
    for (const city of world.cities) {
      for (const plan of planMinute(world, city, minute)) {
        requests++;
        for (let n = -1; n < plan.steps.length; n++) refs.push({ at: plan.at, plan, n });
      }
    }
  }
  return { refs, requests: Math.max(1, requests) };
}

export function cellKey(hour: number, adcode: string, code: string): string {
  return `${hour / HOUR}/${adcode}/${code}`;
}

/** Sums what records say in [from, to), by hour, city and indicator. */
export async function toldByRecords(
  world: World,
  index: DerivationIndex,
  refs: RecordRef[],
  from: number,
  to: number,
  pause: () => Promise<void>,
): Promise<Told> {
  const told: Told = new Map();
  let n = 0;
  for (const ref of refs) {
    if (ref.at < from || ref.at >= to) continue;
    if (++n % BREATH === 0) await pause();
    const hour = Math.floor(ref.at / HOUR) * HOUR;
    for (const adds of totals(index, renderRecord(world, ref))) {
      const key = cellKey(hour, ref.plan.city.adcode, adds.code);
      const cell = told.get(key);
      if (cell) {
        cell.num += adds.num;
        cell.den += adds.den;
      } else told.set(key, { num: adds.num, den: adds.den });
    }
  }
  return told;
}

/** Sums of single steps by hour, city and indicator, at the time of the first of them. */
export async function countedStepEvents(
  world: World,
  index: DerivationIndex,
  refs: readonly RecordRef[],
  pause: () => Promise<void>,
): Promise<SimEvent<IndicatorObservedData>[]> {
  const cells = new Map<string, { code: string; city: WorldCity; at: number; hour: number; num: number; den: number }>();
  let n = 0;
  for (const ref of refs) {
    if (++n % BREATH === 0) await pause();
    const { city } = ref.plan;
    const hour = Math.floor(ref.at / HOUR) * HOUR;
    for (const { code, num, den } of totals(index, renderRecord(world, ref))) {
      const key = cellKey(hour, city.adcode, code);
      const cell = cells.get(key);
      if (cell) Object.assign(cell, { at: Math.min(cell.at, ref.at), num: cell.num + num, den: cell.den + den });
      else cells.set(key, { code, city, at: ref.at, hour, num, den });
    }
  }
  const ratios = new Set(world.parts.indicators.filter((i) => i.kind === 'ratio').map((i) => i.code));
  const levels = new Map(world.parts.indicators.map((i) => [i.code, i.reportedAt]));
  return [...cells.values()]
    .filter(({ code, city }) => levels.get(code)?.includes(city.level))
    .map(({ code, city, at, hour, num, den }) =>
      makeEvent('counts', OBSERVED, `d-${(hour / HOUR).toString(36)}-${city.adcode}-${code}`, world.text(at), {
        indicator: code,
        region: city.adcode,
        ...(ratios.has(code) ? { numerator: num, denominator: den } : { value: num }),
      }),
    );
}

/**
 * Counts of the requests of an hour and of what was done to them. `span` bounds the counted time: hours cut by it are
 * counted in part, and its last hour closes the runs of several hours.
 */
export function ticketCountEvents(
  world: World,
  { rates, ways }: TicketRates,
  told: Told,
  slot: Slot,
  span: { from: number; to: number },
): SimEvent<IndicatorObservedData>[] {
  const events: SimEvent<IndicatorObservedData>[] = [];
  // Runs end with the quarters of the local day: no day has a part of another one's.
  const phase = Math.floor((slot.from + world.offset(slot.from)) / HOUR + 1) % RUN_HOURS;
  const ends = phase === 0 || slot.to >= span.to;
  const past = { hour: runOf(world, slot, 1, span.from), run: ends ? runOf(world, slot, phase === 0 ? RUN_HOURS : phase, span.from) : null };
  for (const city of world.cities) {
    const done = past.run && drawWays(world, ways, slot, city, past.run);
    for (const rate of rates) {
      const run = rate.hourly ? past.hour : past.run;
      if (!run || !rate.indicator.reportedAt.includes(city.level)) continue;
      const drawn = rate.hourly ? drawRequests(world, rate, slot, city, run) : done?.get(rate.indicator.code);
      if (drawn) observe(world, rate, drawn, told, slot, city, run, span.from, events);
    }
  }
  return events;
}

/** The hours up to a slot's end that a count stands for, and their share of a day's requests. */
type Run = { hours: number; share: number };

function runOf(world: World, slot: Slot, hours: number, from: number): Run {
  let share = 0;
  for (let k = 0; k < hours; k++) share += shareOf(world, slot.from - k * HOUR, from);
  return { hours, share };
}

const requestsOf = (world: World, slot: Slot, city: WorldCity, { hours, share }: Run): number =>
  world.parts.demo.ticketsPerDay * city.share * share * world.script.alive(city.adcode, slot.to - hours * HOUR, slot.to);

type Drawn = { num: number; den: number };

function drawRequests(world: World, rate: TicketRate, slot: Slot, city: WorldCity, run: Run): Drawn {
  r.reset(world.seed, STREAM, slot.index, city.key, rate.key);
  return { num: r.poisson(requestsOf(world, slot, city, run) * rate.num), den: 0 };
}

/** What was done in a run, by the indicators that it adds to. */
function drawWays(world: World, ways: readonly TicketWay[], slot: Slot, city: WorldCity, run: Run): Map<string, Drawn> {
  const requests = requestsOf(world, slot, city, run);
  r.reset(world.seed, STREAM, slot.index, city.key, WAYS);
  const sums = new Map<string, Drawn>();
  for (const { perRequest, adds } of ways) {
    const n = r.poisson(requests * perRequest);
    for (const { code, num, den } of n === 0 ? [] : adds) {
      const sum = sums.get(code) ?? { num: 0, den: 0 };
      sums.set(code, { num: sum.num + n * num, den: sum.den + n * den });
    }
  }
  return sums;
}

function shareOf(world: World, hour: number, from: number): number {
  if (hour >= from) return world.shape.hour(hour);
  let share = 0;
  for (let m = from; m < hour + HOUR; m += MINUTE) share += world.shape.minute(m);
  return share;
}

function observe(
  world: World,
  rate: TicketRate,
  drawn: Drawn,
  told: Told,
  slot: Slot,
  city: WorldCity,
  { hours }: Run,
  from: number,
  events: SimEvent<IndicatorObservedData>[],
): void {
  const ratio = rate.indicator.kind === 'ratio';
  let { num, den } = drawn;
  for (let k = 0; k < hours; k++) {
    const cell = told.get(cellKey(slot.from - k * HOUR, city.adcode, rate.indicator.code));
    if (!cell) continue;
    num -= cell.num;
    den -= cell.den;
  }
  num = Math.max(0, num);
  den = Math.max(0, den);
  if (num === 0 && den === 0) return;
  const code = rate.indicator.code;
  const at = world.text(Math.max(from, momentIn(slot, city, rate.key % 97)));
  const id = `o-${slot.label}-${city.adcode}-${code}`;
  if (ratio) {
    events.push(makeEvent('counts', OBSERVED, id, at, { indicator: code, region: city.adcode, numerator: num, denominator: den }));
  } else if (rate.dims.length === 0) {
    events.push(makeEvent('counts', OBSERVED, id, at, { indicator: code, region: city.adcode, value: num }));
  } else {
    byDims(world, rate, city.adcode, num, id, at, events);
  }
}

/** The hour's number lies on one draw of class, type and channel by their weights, or on two: right over days, in few events. */
function byDims(world: World, rate: TicketRate, region: string, num: number, id: string, time: string, events: SimEvent<IndicatorObservedData>[]): void {
  const first = num >= MANY ? Math.floor(num * r.between(0.4, 0.6)) : num;
  for (const [part, value] of [first, num - first].entries()) {
    if (value <= 0) continue;
    const drawn: Record<DimField, string | null> = {
      category: world.matterCodes[r.index(world.matterWeights)] ?? null,
      requestType: world.requestTypes[r.index(world.requestWeights)] ?? null,
      channel: CHANNELS[r.index(CHANNEL_WEIGHTS)] ?? null,
    };
    const dims: Record<string, string> = {};
    for (const [name, field] of rate.dims) if (drawn[field]) dims[name] = drawn[field];
    events.push(makeEvent('counts', OBSERVED, `${id}-${part}`, time, { indicator: rate.indicator.code, region, value, dims }));
  }
}

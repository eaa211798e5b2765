import { expect, test } from 'vitest';
import { type RandomNumbers, randomInt, randomOf, seededRandom } from '../../../db/seed/random.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { Model, type ModelEvent, type Query } from '../../../e2e/faults/model.ts';
import type { Grain } from '../../wire/figure.ts';
import { figureCard } from '../indicator/card.ts';
import { figureChildren, figureValues } from '../indicator/figures.ts';
import { pickSeries } from '../indicator/pick-series.ts';
import { packClosed } from './pack.ts';
import { readSlots, slotTimes } from './read-slots.ts';
import { readTotals } from './read-totals.ts';
import { verifyRollups } from './verify.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const STEPS = 40;
const REGIONS = ['990000', '990100', '990101', '990102', '990200', '990300', '990300101', '999900'];
const ASKED: Omit<Query, 'region' | 'span'>[] = [
  { indicator: 't.tickets' },
  { indicator: 't.tickets', dims: { category: '0401' } },
  { indicator: 't.tickets', dims: { category: '-', channel: 'app' } },
  { indicator: 't.trade', scope: 'full_scope', status: 'formal' },
  { indicator: 't.trade', scope: 'full_scope', status: 'preliminary', dims: { mode: '9610' } },
  { indicator: 't.done' },
  { indicator: 'o.count' },
  { indicator: 'o.count', dims: { line: 'a' } },
  { indicator: 'o.count', dims: { line: '-', kind: '-' } },
  { indicator: 'o.share' },
  { indicator: 'o.stock' },
  { indicator: 'o.stock', dims: { depot: 'x' } },
  { indicator: 'o.level' },
  { indicator: 'o.rate' },
  { indicator: 'o.plan' },
];
const LAST = ['o.stock', 'o.level', 'o.rate', 'o.plan'];
const COARSE = ['o.rate', 'o.plan'];
const ALONE = ['o.level', 'o.rate'];

function randomQuery(random: RandomNumbers): Query {
  const from = FLOOR_NOW - randomInt(random, randomOf(random, [6, 36 * 1440])) * MINUTE;
  const span = randomOf(random, [
    { from: FLOOR_NOW - 40 * DAY, to: FLOOR_NOW + 10 * MINUTE },
    { from, to: from + (1 + randomInt(random, 5 * 1440)) * MINUTE },
    { from: FLOOR_NOW - 300 * MINUTE, to: FLOOR_NOW },
  ]);
  return {
    ...randomOf(random, ASKED),
    region: randomOf(random, REGIONS),
    span: { from: Math.floor(span.from / MINUTE) * MINUTE, to: Math.floor(span.to / MINUTE) * MINUTE },
  };
}

class Walk {
  readonly model: Model;
  readonly known: { step: number; at: number }[] = [];
  private readonly sent: { kind: Parameters<Floor['feed']>[0]; raw: object }[] = [];
  step = 0;
  private readonly floor: Floor;
  private readonly random: RandomNumbers;
  constructor(floor: Floor, random: RandomNumbers, timeZone: string) {
    this.floor = floor;
    this.random = random;
    this.model = new Model(timeZone);
  }

  /** One thing that happens; afterwards the clock of the store is read, for views of what was known then. */
  async go(): Promise<string> {
    this.step += 1;
    const dice = this.random();
    const did =
      dice < 0.4 || this.model.events.length < 5
        ? await this.send()
        : dice < 0.55
          ? await this.correct()
          : dice < 0.7
            ? await this.retract()
            : dice < 0.8
              ? await this.resend()
              : await this.pack();
    // Arrivals of one group differ by microseconds; two milliseconds keep the next step apart from all of them.
    await new Promise((done) => setTimeout(done, 3));
    const [clock] = await this.floor.ctx.db.query<{ at: number }>('select (extract(epoch from clock_timestamp()) * 1000)::int8 at');
    this.known.push({ step: this.step, at: clock?.at ?? 0 });
    await new Promise((done) => setTimeout(done, 3));
    return did;
  }

  private async post(kind: Parameters<Floor['feed']>[0], raws: object[], duplicates = 0): Promise<void> {
    const answer = await this.floor.submit(await this.floor.feed(kind), raws, { history: this.random() < 0.3 });
    expect(answer).toEqual({ accepted: raws.length - duplicates, duplicate: duplicates, rejected: [] });
    for (const raw of raws) this.sent.push({ kind, raw });
  }

  private async send(): Promise<string> {
    const again =
      this.random() < 0.2 && this.model.events.length > 0
        ? randomOf(
            this.random,
            this.model.events.filter((e) => e.parts.length > 0),
          )
        : null;
    const first = this.model.make(this.random, FLOOR_NOW, this.step, again?.maker, {}, again?.at);
    const batch = [first];
    this.model.add(first.event, null);
    for (let i = randomInt(this.random, 6); i > 0; i--) {
      const next = this.model.make(this.random, FLOOR_NOW, this.step, first.event.maker, {}, this.random() < 0.5 ? first.event.at : null);
      this.model.add(next.event, null);
      batch.push(next);
    }
    await this.post(
      first.event.kind,
      batch.map((b) => b.sent),
    );
    return `send ${batch.length} ${first.event.maker}`;
  }

  /** Any event, often the newest value of something. */
  private anyEvent(): ModelEvent {
    const newest = this.model.events.filter(
      (e) => e.voided === null && e.parts.length === 1 && LAST.includes(e.parts[0]?.indicator ?? '') && e.at > FLOOR_NOW - 5 * MINUTE,
    );
    return randomOf(this.random, newest.length > 0 && this.random() < 0.5 ? newest.slice(-4) : this.model.events);
  }

  private async correct(): Promise<string> {
    const of = this.anyEvent();
    const next = this.model.make(this.random, FLOOR_NOW, this.step, of.maker, { replaces: of.id });
    this.model.add(next.event, of.id);
    await this.post(of.kind, [next.sent]);
    return `correct ${of.id} by ${next.event.id}`;
  }

  private async retract(): Promise<string> {
    const of = this.anyEvent();
    const { event, sent } = this.model.make(this.random, FLOOR_NOW, this.step, of.maker);
    const { type, ...envelope } = sent as typeof sent & { type: string; data?: object };
    this.model.add({ ...event, region: of.region, parts: [] }, of.id);
    await this.post(of.kind, [{ ...envelope, type, data: undefined, retracts: of.id }]);
    return `retract ${of.id}`;
  }

  private async resend(): Promise<string> {
    const { kind } = randomOf(this.random, this.sent);
    const again = this.sent.filter((s) => s.kind === kind && this.random() < 0.5).slice(0, 50);
    if (again.length > 0) {
      const before = this.sent.length;
      await this.post(
        kind,
        [...new Map(again.map((a) => [(a.raw as { id: string }).id, a.raw])).values()],
        new Set(again.map((a) => (a.raw as { id: string }).id)).size,
      );
      this.sent.length = before;
    }
    return `resend ${again.length}`;
  }

  private async pack(): Promise<string> {
    const before = FLOOR_NOW - randomOf(this.random, [-10, randomInt(this.random, 400), randomInt(this.random, 34 * 1440)]) * MINUTE;
    return `pack ${await packClosed(this.floor.ctx, this.floor.ctx.store, { before })} rows`;
  }

  async check(times: number): Promise<void> {
    const recent = { from: FLOOR_NOW - randomInt(this.random, 6) * MINUTE - 30_000, to: FLOOR_NOW + 30_000 };
    await this.checkFigure({ indicator: 'o.stock', region: '990100', span: recent });
    await this.checkFigure({ indicator: 'o.level', region: '990100', span: recent });
    for (let i = 0; i < times; i++) {
      const q = randomQuery(this.random);
      await this.checkFigure(q);
      await this.checkSeries(q);
    }
  }

  private async checkFigure(q: Query): Promise<void> {
    const { ctx, scope } = this.floor;
    const want = this.model.figure(q);
    const [figure] = await figureValues(ctx, scope, [q]);
    expect({ n: figure?.records, num: figure?.num, den: figure?.den }, JSON.stringify(q)).toEqual(want);
    if (want.den !== 0 && ['t.done', 'o.share'].includes(q.indicator)) expect(figure?.value).toBe((want.num / want.den) * 100);
    const children = await figureChildren(ctx, scope, q);
    const sum = (of: (f: { records: number; num: number; den: number }) => number) => children.reduce((t, f) => t + of(f), 0);
    if (!ALONE.includes(q.indicator))
      expect([sum((f) => f.records), sum((f) => f.num), sum((f) => f.den)], `children of ${JSON.stringify(q)}`).toEqual([want.n, want.num, want.den]);
    const card = await figureCard(ctx, scope, q, async () => []);
    expect([card.fold.equal, card.recordFold?.equal, card.recordFold?.records], `card of ${JSON.stringify(q)}`).toEqual([true, true, want.n]);
    const then = randomOf(this.random, this.known);
    const [past] = await figureValues(ctx, scope, [{ ...q, knownAt: then.at }]);
    expect({ n: past?.records, num: past?.num, den: past?.den }, `after step ${then.step} of ${this.step}: ${JSON.stringify(q)}`).toEqual(
      this.model.figure(q, then.step),
    );
    const pastCard = await figureCard(ctx, scope, { ...q, knownAt: then.at }, async () => []);
    expect([pastCard.fold.equal, pastCard.recordFold?.equal]).toEqual([true, true]);
  }

  private async checkSeries(q: Query): Promise<void> {
    const { catalog, db, store } = this.floor.ctx;
    const { series } = pickSeries(store, catalog, q, q.region);
    const last = LAST.includes(q.indicator);
    const totals = await readTotals(
      db,
      catalog.zone,
      series.map((s) => s.id),
      q.span,
    );
    for (const s of series) {
      const t = totals.get(s.id);
      expect(
        { n: t?.n ?? 0, num: (last ? t?.lastNum : t?.num) ?? 0, den: (last ? t?.lastDen : t?.den) ?? 0 },
        `totals of ${s.region} ${JSON.stringify(q)}`,
      ).toEqual(this.model.own(q, s.region));
    }
    if (COARSE.includes(q.indicator)) return;
    const grain = randomOf<Grain>(this.random, ['minute', 'hour', 'day', 'month', 'year']);
    const times = slotTimes(q.span, grain, catalog.zone);
    if (times.length > 3_000) return;
    const slots = await readSlots(
      db,
      catalog.zone,
      series.map((s) => s.id),
      q.span,
      grain,
      times,
      last,
    );
    for (const s of series) {
      const column = slots.get(s.id);
      for (let i = 0; i < times.length; i++) {
        const part = { ...q, span: { from: times[i] as number, to: times[i + 1] ?? endOf(times, grain, catalog.zone) } };
        const got = {
          n: column?.n[i] ?? 0,
          num: (last ? column?.lastNum?.[i] : column?.num[i]) ?? 0,
          den: (last ? column?.lastDen?.[i] : column?.den[i]) ?? 0,
        };
        if (got.n === 0 && times.length > 200 && !this.model.events.some((e) => e.parts.some((p) => p.slot >= part.span.from && p.slot < part.span.to)))
          continue;
        expect(got, `${grain} ${new Date(times[i] as number).toISOString()} of ${s.region} ${JSON.stringify(q)}`).toEqual(this.model.own(part, s.region));
      }
    }
  }
}

const endOf = (times: number[], grain: Grain, zone: (at: number) => number) =>
  slotTimes({ from: times.at(-1) as number, to: (times.at(-1) as number) + 800 * DAY }, grain === 'minute' ? 'minute' : grain, zone)[1] as number;

test.each([
  [1, 'Asia/Shanghai'],
  [3, 'America/New_York'],
])(
  'whatever comes in whatever order, every figure is that of all events (seed %i, %s)',
  async (seed, timeZone) => {
    const floor = await openFloor({ timeZone });
    const random = seededRandom(seed);
    const walk = new Walk(floor, random, timeZone);
    const done: string[] = [];
    try {
      for (let i = 0; i < STEPS; i++) {
        done.push(await walk.go());
        await walk.check(1);
      }
      await walk.check(25);
      expect((await verifyRollups(floor.ctx)).differences).toEqual([]);
    } catch (error) {
      throw new Error(`seed ${seed}, ${done.length} steps, the last: ${done.slice(-6).join('; ')}`, { cause: error });
    } finally {
      await floor.drop();
    }
  },
  120_000,
);

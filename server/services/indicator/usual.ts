import type { Db } from '../../../db/client.ts';
import { expectedRange } from '../../core/indicator/expected.ts';
import type { FigureQuery, Span } from '../../wire/figure.ts';
import type { Ctx } from '../context.ts';
import type { EventStore } from '../event/event-store.ts';
import { readSlots, slotTimes } from '../rollup/read-slots.ts';
import { pickSeries } from './pick-series.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const FRESH_MS = 10 * 60_000;

type Hours = { first: number; from: number; byRegion: Map<string, Float64Array>; folded: Map<string, Map<number, number>>; readAt: number };

/**
 * The usual hours of an indicator, for expected ranges: hourly totals of the last weeks by region, read once and kept
 * for ten minutes. What is expected of an hour does not change while it runs.
 */
export class UsualHours {
  private readonly kept = new Map<string, Promise<Hours>>();
  private readonly ctx: Ctx;
  private readonly store: EventStore;
  constructor(ctx: Ctx, store: EventStore) {
    this.ctx = ctx;
    this.store = store;
  }

  /** Expected range in display units; null without a declared range or enough history. */
  async range(query: FigureQuery, span: Span): Promise<{ low: number | null; high: number | null } | null> {
    const row = this.ctx.catalog.indicators.get(query.indicator);
    const rule = row?.normalRange;
    if (!row || !rule) return null;
    if (rule.kind === 'fixed') return { low: rule.low, high: rule.high };
    if (row.kind === 'ratio' || query.knownAt !== undefined) return null;
    const hours = await this.hours(query, rule.weeks);
    const unit = row.display.factor / 10 ** row.scale;
    const usual = this.folded(hours, query.region);
    const { tree, reportingLevel } = this.ctx.catalog;
    // Below the level that reports, no record says nothing: history may have come by whole cities.
    if (usual.size === 0 && tree.atLevel(reportingLevel, query.region).length === 0) return null;
    const range = expectedRange(usual, span, { ...rule, counts: row.kind === 'count' }, hours.first);
    return range && { low: range.low * unit, high: range.high * unit };
  }

  forget(): void {
    this.kept.clear();
  }

  private async hours(query: FigureQuery, weeks: number): Promise<Hours> {
    const key = JSON.stringify([query.indicator, weeks, query.dims ?? {}, query.scope ?? '', query.status ?? '']);
    const now = this.ctx.now();
    const known = this.kept.get(key);
    if (known && now - (await known).readAt < FRESH_MS) return known;
    const reading = this.read(query, weeks, now);
    this.kept.set(key, reading);
    reading.catch(() => this.kept.delete(key));
    return reading;
  }

  private async read(query: FigureQuery, weeks: number, now: number): Promise<Hours> {
    const { catalog } = this.ctx;
    const { series } = pickSeries(this.store, catalog, query, catalog.tree.root);
    const span = { from: Math.floor((now - (weeks + 1) * WEEK) / HOUR) * HOUR, to: Math.floor(now / HOUR) * HOUR };
    const times = slotTimes(span, 'hour', catalog.zone);
    const db: Db = this.ctx.db;
    const slots = await readSlots(
      db.lane('background'),
      catalog.zone,
      series.map((s) => s.id),
      span,
      'hour',
      times,
      false,
    );
    const byRegion = new Map<string, Float64Array>();
    let first = Number.POSITIVE_INFINITY;
    for (const s of series) {
      const column = slots.get(s.id);
      if (!column) continue;
      const into = byRegion.get(s.region) ?? new Float64Array(times.length);
      byRegion.set(s.region, into);
      for (let i = 0; i < times.length; i++) {
        into[i] = (into[i] as number) + (column.num[i] as number);
        if (column.n[i] !== 0 && (times[i] as number) < first) first = times[i] as number;
      }
    }
    return { first, from: times[0] ?? now, byRegion, folded: new Map(), readAt: now };
  }

  private folded(hours: Hours, region: string): Map<number, number> {
    const known = hours.folded.get(region);
    if (known) return known;
    const out = new Map<number, number>();
    for (const at of this.ctx.catalog.tree.subtree(region)) {
      hours.byRegion.get(at)?.forEach((v, i) => {
        if (v !== 0) out.set(hours.from + i * HOUR, (out.get(hours.from + i * HOUR) ?? 0) + v);
      });
    }
    hours.folded.set(region, out);
    return out;
  }
}

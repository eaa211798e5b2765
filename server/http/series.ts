import { computedOf } from '../core/expression/compile.ts';
import { localIso } from '../core/indicator/local-iso.ts';
import { nextPeriod, type OffsetAt, periodStart } from '../core/indicator/window.ts';
import { type Scope, tokenScope } from '../services/access/require-scope.ts';
import { MAX_POINTS } from '../services/indicator/series.ts';
import { EVENT_KIND, type EventType } from '../wire/events.ts';
import type { FigureQuery, Grain, Span } from '../wire/figure.ts';
import type { IndicatorRow } from '../wire/profile.ts';
import { bearerOf, unauthorized } from './bearer.ts';
import { type Call, type Door, type DoorPorts, exactly } from './ports.ts';
import { Problem, sendJson } from './problem.ts';
import { parseSeriesQuery, type SeriesQuery } from './series-query.ts';

type Ports = Pick<DoorPorts, 'findFeed' | 'findReader' | 'catalog' | 'series'>;

/** GET /api/v1/series: points of one figure over time, for the feeds of its indicator and for readers. */
export function seriesDoor(ports: Ports): Door {
  const { catalog, series } = ports;
  return {
    name: 'series',
    methods: ['GET', 'HEAD'],
    access: 'token',
    match: exactly('/api/v1/series'),
    async handle(call) {
      const who = await whoAsks(ports, call);
      const asked = parseSeriesQuery(call.query);
      const row = catalog.indicators.get(asked.indicator);
      if (!row) throw new Problem(404, `indicator ${asked.indicator} is not in the dictionary: GET /api/v1/indicators lists it`);
      const scope = admit(ports, who, row);
      const region = catalog.tree.resolve(asked.region);
      if (region === null) throw new Problem(404, `region ${asked.region} is not in the region tree`);
      const query: FigureQuery = { indicator: row.code, region, dims: asked.dims, knownAt: asked.knownAt, ...choose(ports, asked, region) };
      const span = wholePeriods(asked.span, asked.grain, catalog.zone);
      const figure = await series.figure(scope, { ...query, span: asked.span });
      const points = span ? (await series.read(scope, { ...query, span }, asked.grain)).points : [];
      const unit = 10 ** row.scale;
      sendJson(call.res, 200, {
        indicator: row.code,
        region,
        unit: row.unit,
        scope: query.scope || null,
        status: query.status || null,
        grain: asked.grain,
        asOf: figure.asOf === null ? null : localIso(figure.asOf, catalog.zone),
        coverage: figure.coverage && { reporting: figure.coverage.reporting, of: figure.coverage.of },
        points: points.map(([at, n, num, den, value]) => [localIso(at, catalog.zone), n, num / unit, den / unit, value]),
      });
    },
  };
}

type Asker =
  | { kind: 'feed'; id: number; feedKind: string; region: string; department: string | null }
  | { kind: 'reader'; indicators: readonly string[] | null; region: string };

/** @throws Problem 401 */
async function whoAsks(ports: Ports, { req }: Call): Promise<Asker> {
  const token = bearerOf(req);
  const reader = await ports.findReader(token);
  if (reader) return { kind: 'reader', indicators: reader.indicators, region: reader.region };
  const found = await ports.findFeed(token);
  if (!found) throw unauthorized('nobody has this token');
  if (found.state !== 'active') throw unauthorized(`feed ${found.feed.name} is ${found.state === 'ended' ? 'at its end' : 'switched off'}`);
  const { id, kind, region, department } = found.feed;
  return { kind: 'feed', id, feedKind: kind, region, department };
}

/** The region that the asker may read of this indicator; another one is a 403. @throws Problem 401 */
function admit(ports: Ports, who: Asker, row: IndicatorRow): Scope {
  if (who.kind === 'reader') {
    if (who.indicators !== null && !who.indicators.includes(row.code)) throw unauthorized(`this reader may not read ${row.code}`);
    return tokenScope(who.region, null);
  }
  // A computed figure is told by a feed that gives all of its parts.
  const parts = computedOf(row, ports.catalog.indicators)?.leaves ?? [row.code];
  if (!parts.every((code) => gives(ports, who, ports.catalog.indicators.get(code)))) throw unauthorized(`this token's feed does not give ${row.code}`);
  // Of what is told apart by department a department's feed reads its own.
  return tokenScope(who.region, who.department === null ? null : [who.department]);
}

function gives(ports: Ports, who: Extract<Asker, { kind: 'feed' }>, row: IndicatorRow | undefined): boolean {
  if (!row) return false;
  return row.from.some((rule) => EVENT_KIND[rule.event as EventType] === who.feedKind) || ports.series.observedBy(who.id, row.code);
}

/** One scope and one status: values of different ones are never put together. @throws Problem 400 listing them */
function choose(ports: Ports, asked: SeriesQuery, region: string): { scope?: string; status?: string } {
  const choices = ports.series.choices({ indicator: asked.indicator, region, dims: asked.dims });
  const fits = choices.filter((c) => (asked.scope ?? c.scope) === c.scope && (asked.status ?? c.status) === c.status);
  const several = (['scope', 'status'] as const).filter((name) => new Set(fits.map((c) => c[name])).size > 1);
  if (several.length > 0) {
    const listed = several.map((name) => `${name}=${[...new Set(fits.map((c) => c[name]))].join('|')}`).join('&');
    throw new Problem(400, `several series stand side by side: say which by ${listed}`, { extra: { choices: fits } });
  }
  return { scope: asked.scope ?? fits[0]?.scope, status: asked.status ?? fits[0]?.status };
}

/**
 * From the first period that starts at or after `from` to the end of the last that starts before `to`: every point
 * stands for a whole period. Null when none starts there. @throws Problem 400 when they are too many
 */
function wholePeriods(span: Span, grain: Grain, zone: OffsetAt): Span | null {
  const least: Record<Grain, number> = { minute: 60_000, hour: 3_600_000, day: 82_800_000, month: 28 * 86_400_000, year: 365 * 86_400_000 };
  const most = Math.ceil((span.to - span.from) / least[grain]);
  if (most > MAX_POINTS) throw new Problem(400, `about ${most} points are more than ${MAX_POINTS}: take a coarser grain or a shorter span`);
  const containing = periodStart(span.from, grain, zone);
  const from = containing === span.from ? containing : nextPeriod(span.from, grain, zone);
  if (from >= span.to) return null;
  return { from, to: nextPeriod(span.to - 1, grain, zone) };
}

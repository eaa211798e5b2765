import { amountOf, codesOf, figureOf, filterOf, groupCells, NOTHING } from './figures.ts';
import { type Judgement, type RiskFinding, type RiskParams, type RiskSpans, subjectOf } from './terms.ts';

const FLOWS = ['zone', 'mode', 'direction'] as const;
const MARKETS = ['zone', 'direction', 'partner'] as const;
const SIDES = ['zone', 'direction'] as const;

const DAY = 86_400_000;
/** Days of a span that may be missing before it says nothing of growth: a source that was connected in its middle has not grown. */
const MISSING = 0.1;

/** Whether a zone told of nearly all days of each span. */
function isWhole(spans: RiskSpans, zone: string): boolean {
  return spans.every(({ days, told }) => {
    const all = (Date.parse(days.to) - Date.parse(days.from)) / DAY;
    return told === undefined || (told.get(zone) ?? 0) >= Math.floor(all * (1 - MISSING));
  });
}

/** Value that has grown by more than the bound over the span before. From nothing nothing grows: both spans need their sample. */
export function judgeGrowth(params: RiskParams, spans: RiskSpans): Judgement {
  const findings: RiskFinding[] = [];
  const judged = new Set<string>();
  const grouped = spans.map((s) => ({ days: s.days, groups: groupCells(s.cells, FLOWS) }));
  const [now, before] = grouped;
  if (!now || !before) return { findings, judged };
  for (const [name, sums] of now.groups) {
    const old = before.groups.get(name) ?? NOTHING;
    const least = Math.max(1, params.least);
    if (sums.declarations < least || old.declarations < least || old.value <= 0 || sums.value < params.floor * 100) continue;
    const of = codesOf(name, FLOWS);
    if (!isWhole(spans.slice(0, 2), of.zone)) continue;
    judged.add(subjectOf(of));
    const value = sums.value / old.value - 1;
    if (value <= params.bound) continue;
    const figure = (g: (typeof grouped)[number], i: number) =>
      figureOf(g.days, amountOf(g.groups.get(name) ?? NOTHING, 'value'), amountOf(grouped[i + 1]?.groups.get(name) ?? NOTHING, 'value'));
    const grown = { ...figureOf(now.days, sums.value / 100, old.value / 100), value };
    findings.push({
      check: 'growth',
      head: 'market',
      severity: params.severity,
      subject: subjectOf(of),
      of,
      evidence: {
        unit: 'growth',
        scope: params.scope,
        status: params.status,
        num: 'value',
        den: 'value',
        value,
        bound: params.bound,
        side: 'above',
        low: null,
        high: null,
        sample: sums.declarations,
        now: grown,
        before: { ...before.days, num: old.value / 100, den: old.declarations, value: null },
        peers: null,
        series: grouped.map(figure).toReversed(),
        filter: filterOf(of),
        whole: null,
      },
    });
  }
  return { findings, judged };
}

/** A partner's share of what a zone exports or imports that has moved by more than the bound, up or down, where both spans are large. */
export function judgeShift(params: RiskParams, spans: RiskSpans): Judgement {
  const findings: RiskFinding[] = [];
  const judged = new Set<string>();
  const grouped = spans.map((s) => ({ days: s.days, groups: groupCells(s.cells, MARKETS), sides: groupCells(s.cells, SIDES) }));
  const [now, before] = grouped;
  if (!now || !before) return { findings, judged };
  const large = (side: string) =>
    [now, before].every(({ sides }) => {
      const all = sides.get(side);
      return all !== undefined && all.declarations >= Math.max(1, params.least) && all.value > 0 && all.value >= params.floor * 100;
    });
  for (const name of new Set([...now.groups.keys(), ...before.groups.keys()])) {
    const of = codesOf(name, MARKETS);
    const side = `${of.zone}\t${of.direction}`;
    // What names no partner has moved to no market.
    if (of.partner === '' || !large(side) || !isWhole(spans.slice(0, 2), of.zone)) continue;
    judged.add(subjectOf(of));
    const figure = (g: (typeof grouped)[number]) =>
      figureOf(g.days, amountOf(g.groups.get(name) ?? NOTHING, 'value'), amountOf(g.sides.get(side) ?? NOTHING, 'value'));
    const own = figure(now);
    const old = figure(before);
    const value = (own.value ?? 0) - (old.value ?? 0);
    if (Math.abs(value) <= params.bound) continue;
    findings.push({
      check: 'shift',
      head: 'country',
      severity: params.severity,
      subject: subjectOf(of),
      of,
      evidence: {
        unit: 'points',
        scope: params.scope,
        status: params.status,
        num: 'value',
        den: 'value',
        value,
        bound: value < 0 ? -params.bound : params.bound,
        side: value < 0 ? 'below' : 'above',
        low: null,
        high: null,
        sample: now.sides.get(side)?.declarations ?? 0,
        now: own,
        before: old,
        peers: null,
        series: grouped.map(figure).toReversed(),
        filter: filterOf(of),
        whole: filterOf({ zone: of.zone, direction: of.direction ?? '' }),
      },
    });
  }
  return { findings, judged };
}

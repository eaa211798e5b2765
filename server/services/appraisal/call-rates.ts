import { callMeasures } from '../../core/case/calls.ts';
import type { AppraisalQuery, CallRate } from '../../wire/appraisal.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Scope } from '../access/require-scope.ts';
import { type FigureCtx, figureValues } from '../indicator/figures.ts';

const COUNTED = 'cn.tongguan.call.counted.v1';
type Kind = keyof ReturnType<typeof callMeasures>;
/** What each measure of calls divides, by the fields of the event. */
const FIELDS: Record<string, Kind> = {
  'answered/offered': 'connected',
  'answeredIn15s/answered': 'in15s',
  'abandoned/offered': 'abandoned',
  'waitSeconds/answered': 'wait',
  'talkSeconds/answered': 'talk',
};

/**
 * Connection, 15 s, abandonment and mean times of the region's calls, from the figures that the profile derives from
 * counted calls alone. Calls belong to a region's line and to no unit.
 * @param scope of appraisal.read
 */
export async function callRates(ctx: FigureCtx, scope: Scope, { region, from, to }: Pick<AppraisalQuery, 'region' | 'from' | 'to'>): Promise<CallRate[]> {
  const rows = [...ctx.catalog.indicators.values()].flatMap((row) => {
    const kind = kindOf(row);
    return kind ? [{ row, kind }] : [];
  });
  const figures = await figureValues(
    ctx,
    scope,
    rows.map(({ row }) => ({ indicator: row.code, region, span: { from, to: Math.min(to, Math.max(from + 60_000, ctx.now())) } })),
  );
  return rows.flatMap(({ row, kind }, i) => {
    const figure = figures[i];
    if (!figure) return [];
    const { num, den, value, state } = figure;
    const [top = '', bottom = ''] =
      Object.entries(FIELDS)
        .find(([, k]) => k === kind)?.[0]
        .split('/') ?? [];
    const none = { offered: 0, answered: 0, answeredIn15s: 0, abandoned: 0, waitSeconds: 0, talkSeconds: 0 };
    const measure = callMeasures([{ ...none, [bottom]: den, [top]: num }])[kind];
    return [{ code: row.code, name: row.shortName, formula: row.formula, measure, value, unit: row.unit, decimals: row.display.decimals, state }];
  });
}

/** Which measure an indicator is; null when it is made of anything but counted calls. */
function kindOf(row: IndicatorRow): Kind | null {
  const [term, ...more] = row.from;
  if (row.kind !== 'ratio' || !term || more.length > 0 || term.event !== COUNTED || term.when || term.times) return null;
  const field = (of: typeof term.num | undefined) => (typeof of === 'object' && 'field' in of && !of.times ? of.field : '');
  return FIELDS[`${field(term.num)}/${field(term.den)}`] ?? null;
}

/**
 * Q4: the data of a review, of 210 series and of 200 indicators in 21 cities: the first that a process reads, and again while
 * the days that have ended stay as they are.
 */
import { dayOf, fillYears, makeWideCatalog } from '../../db/seed/year-packs.ts';
import { systemScope } from '../../server/services/access/require-scope.ts';
import { reviewPage } from '../../server/services/review/review-page.ts';
import { MonthSums } from '../../server/services/rollup/month-sums.ts';
import { type ReviewPage, readCells } from '../../server/wire/review.ts';
import { median, progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { onEachEngine, type Store } from './store.ts';

const CITIES = 21;
/** The middle of a month, in the zone of the made catalogue: the page is of the month before it. */
const NOW = Date.UTC(2026, 10, 16, 4);
const MONTH = Date.UTC(2026, 9, 10);
/** First day of October in a year of 365, and the day after its last. */
const [FROM, TO] = [273, 304];

for (const [indicators, reads] of [
  [10, size(60, 20)],
  [size(200, 60), size(20, 8)],
] as const) {
  await onEachEngine(
    'Q4',
    'first paint of a review',
    () => NOW,
    (store) => measure(store, indicators, reads),
  );
}

async function measure(store: Store, indicators: number, reads: number): Promise<void> {
  const catalog = makeWideCatalog(indicators, CITIES);
  const ids = await fillYears(store.db, catalog, [2025, 2026]);
  await store.ctx.store.series.refresh(store.db);
  await store.db.query('analyze pack').catch(() => {});
  const ctx = { ...store.ctx, catalog };
  const query = { region: catalog.tree.root, month: MONTH };
  const read = () => reviewPage(ctx, systemScope(catalog.tree), query);
  const readFirst = () => reviewPage({ ...ctx, store: Object.create(ctx.store, { months: { value: new MonthSums() } }) }, systemScope(catalog.tree), query);
  const wrong = faultOf(await read(), ids);
  const cost: Sample[] = [];
  const first: Sample[] = [];
  const row: Sample[] = [];
  const bytes: Sample[] = [];
  for (let run = 0; run < REPETITIONS; run++) {
    const [ours, one, indexed]: [number[], number[], number[]] = [[], [], []];
    let told = 0;
    for (let i = 0; i < reads; i++) {
      ours.push(await timed(async () => (told = JSON.stringify(await read()).length)));
      for (let k = 0; k < 5; k++) {
        one.push(await timed(() => store.db.query('select 1')));
        indexed.push(
          await timed(() => store.db.query(`select rev from pack where grain = 3 and series = $1 and period = '2026-01-01'`, [[...ids.values()][0] ?? 0])),
        );
      }
    }
    const value = median(ours);
    const firsts: number[] = [];
    for (let i = 0; i < 3; i++) firsts.push(await timed(readFirst));
    first.push({ value: median(firsts), against: median(one), ratio: median(firsts) / median(one) });
    cost.push({ value, against: median(one), ratio: value / median(one) });
    row.push({ value, against: median(indexed), ratio: value / median(indexed) });
    bytes.push({ value: told, against: indicators * CITIES * 10, ratio: told / (indicators * CITIES * 10) });
    progress(`${store.engine}: ${indicators} indicators in ${value.toFixed(2)} ms, select 1 ${median(one).toFixed(3)}, ${Math.round(told / 1024)} KiB`);
  }
  const base = { id: 'Q4', unit: 'ms', target: null, wrong };
  const metric = `p50 of a review of ${indicators} indicators in ${CITIES} cities with 13 months each, ${store.engine}`;
  report({ ...base, metric, against: 'select 1', samples: cost });
  report({ ...base, metric: `the same, first read of a process, ${store.engine}`, against: 'select 1', samples: first });
  report({ ...base, metric, against: 'one indexed row', samples: row });
  report({ ...base, metric: `bytes of the same, ${store.engine}`, unit: 'B', against: 'ten bytes a series', samples: bytes });
}

/** Null when every value of the month is the sum of its days, and the whole the sum of its cities. */
function faultOf(page: ReviewPage, ids: ReadonlyMap<string, number>): string | null {
  for (const row of page.rows) {
    let whole = 0;
    for (const cell of readCells(row.cells)) {
      let num = 0;
      for (let day = FROM; day < TO; day++) num += dayOf(ids.get(`${row.code}@${cell.region}`) ?? 0, day).num;
      if (cell.num !== num) return `${row.code} of ${cell.region} is ${cell.num}, its days are ${num}`;
      if (cell.trend.some((v) => v === null)) return `${row.code} of ${cell.region} lacks a month`;
      whole += num;
    }
    if (row.num !== whole) return `${row.code} is ${row.num}, its cities are ${whole}`;
  }
  return page.rows.length === 0 ? 'there is no row' : null;
}

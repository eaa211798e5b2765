/** T1: a page of a city's queue by what is left, over few tickets and over many. */
import { requireScope } from '../../server/services/access/require-scope.ts';
import { deskQueue } from '../../server/services/case/desk-rows.ts';
import { median, progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { dispatcher, fillTickets } from './made-tickets.ts';
import { onEachEngine } from './store.ts';

const FEW = 10_000;
const MANY = size(1_000_000, 100_000);
const READS = 60;
const NOW = Date.now();
const HEAD = async () => ({ asOf: '0', epoch: 'e' });

await onEachEngine(
  'T1',
  'page of a queue',
  () => NOW,
  async (store) => {
    const actor = await dispatcher(store);
    const scope = requireScope(store.ctx, actor, 'ticket.read');
    let wrong: string | null = null;
    const page = async () => {
      const list = await deskQueue(store.ctx, scope, { region: '990100', view: 'dispatch', sort: 'due', limit: 50 }, HEAD);
      const due = list.rows.map((r) => r.clock?.dueAt ?? Number.POSITIVE_INFINITY);
      if (list.rows.length !== 50 || due.some((at, i) => i > 0 && at < (due[i - 1] as number))) wrong ??= 'the page is not fifty rows in order';
    };
    await fillTickets(store, 1, FEW + 1, NOW);
    const few: number[] = [];
    for (let run = 0; run <= REPETITIONS; run++) few.push(await p50(page));
    await fillTickets(store, FEW + 1, MANY + 1, NOW);
    await store.db.query('vacuum analyze cases').catch(() => {});
    const flat: Sample[] = [];
    const cost: Sample[] = [];
    for (let run = 0; run <= REPETITIONS; run++) {
      const many = await p50(page);
      const one = await p50(() => store.db.query('select 1'));
      if (run === 0) continue;
      flat.push({ value: many, against: median(few.slice(1)), ratio: many / median(few.slice(1)) });
      cost.push({ value: many, against: one, ratio: many / one });
      progress(`${store.engine}: ${many.toFixed(2)} ms at ${MANY}, ${median(few.slice(1)).toFixed(2)} at ${FEW}, select 1 ${one.toFixed(2)}`);
    }
    const base = { id: 'T1', metric: `p50 of a page of 50 over ${MANY} tickets, ${store.engine}`, unit: 'ms', wrong };
    report({ ...base, against: `the same over ${FEW}`, target: { op: '<=', ratio: 1.3 }, samples: flat });
    report({ ...base, against: 'select 1', target: { op: '<=', ratio: 6 }, samples: cost });
  },
);

async function p50(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < READS; i++) times.push(await timed(read));
  return median(times);
}

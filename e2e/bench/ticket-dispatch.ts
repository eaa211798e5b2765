/** T2: a dispatch with version check, journal, fact and audit row, against the bare statement that writes as many rows. */
import { randomUUID } from 'node:crypto';
import { requireScope } from '../../server/services/access/require-scope.ts';
import { actOnTicket } from '../../server/services/case/act.ts';
import { median, progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { dispatcher, fillTickets, openIds } from './made-tickets.ts';
import { onEachEngine, type Store } from './store.ts';

const TICKETS = size(1_000_000, 100_000);
const ACTS = 100;
const NOW = Date.now();

await onEachEngine(
  'T2',
  'dispatch',
  () => NOW,
  async (store) => {
    const actor = await dispatcher(store);
    const scope = requireScope(store.ctx, actor, 'ticket.act');
    await fillTickets(store, 1, TICKETS + 1, NOW);
    await store.db.query('create table bare (id bigint primary key, version int, unit text, body jsonb)');
    await store.db.query('create table bare_log (id bigint, at timestamptz, body jsonb)');
    await store.db.query(`insert into bare select n, 1, null, '{}' from generate_series(1, $1::int) n`, [TICKETS]);
    let wrong: string | null = null;
    const samples: Sample[] = [];
    for (let run = 0; run <= REPETITIONS; run++) {
      const times: number[] = [];
      for (const id of await openIds(store, ACTS)) {
        const input = { id, command: 'dispatch', data: { unit: 'd-social', rank: 1 }, expect: 1, key: randomUUID() };
        times.push(
          await timed(async () => {
            if (!(await actOnTicket(store.ctx, actor, scope, input)).ok) wrong ??= 'a dispatch was refused';
          }),
        );
      }
      const bare = await bareP50(store, run);
      if (run === 0) continue;
      const own = median(times);
      samples.push({ value: own, against: bare, ratio: own / bare });
      progress(`${store.engine}: ${own.toFixed(2)} ms, bare ${bare.toFixed(2)} ms`);
    }
    const [rows] = await store.db.query<{ n: number }>(`select count(*) n from case_journal where command = 'dispatch'`);
    if (rows?.n !== ACTS * (REPETITIONS + 1)) wrong ??= `${rows?.n} dispatches stand in the journal`;
    report({
      id: 'T2',
      metric: `p50 of a dispatch among ${TICKETS} tickets, ${store.engine}`,
      unit: 'ms',
      against: 'bare update and insert in one statement',
      target: { op: '<=', ratio: 2 },
      samples,
      wrong,
    });
  },
);

async function bareP50(store: Store, run: number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ACTS; i++) {
    times.push(
      await timed(() =>
        store.db.query(
          `with u as (update bare set version = version + 1, unit = 'd1' where id = $1::int8 and version = $2::int returning id)
           insert into bare_log select id, now(), '{"unit": "d1"}' from u`,
          [1 + i, run + 1],
        ),
      ),
    );
  }
  return median(times);
}

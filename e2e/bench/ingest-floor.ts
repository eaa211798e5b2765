/** I1: the way in, in this process, against COPY of the same events into a bare table of the same database. */
import { progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { BARE_TABLE, copyLines, observations, sumOf } from './made-events.ts';
import { onEachEngine, type Store } from './store.ts';

const EVENTS = size(100_000, 20_000);
const BATCH = 1_000;
/** Batches that senders have under way at once. */
const SENDERS = 4;
const NOW = Date.now();
const TARGET = { PostgreSQL: 0.2, embedded: 0.28 } as const;
const KEPT = { 'o.sum': 1, 'o.count': 3 } as const;

await onEachEngine(
  'I1',
  'ingest rate',
  () => NOW,
  async (store) => {
    await store.db.query(BARE_TABLE);
    const feed = { ...(await store.feed('indicator')), rate: Number.MAX_SAFE_INTEGER };
    for (const indicator of ['o.sum', 'o.count'] as const) {
      const samples: Sample[] = [];
      let wrong: string | null = null;
      for (let run = 0; run <= REPETITIONS; run++) {
        const batches = observations(indicator, EVENTS, BATCH, NOW, `r${run}`);
        const lines = copyLines(batches, NOW);
        const bare = await timed(() => store.copy('bare', lines));
        await store.db.query('truncate bare');
        const ours = await timed(() => sendAll(store, feed, batches));
        wrong ??= await check(store, indicator, run + 1);
        // The first run makes series and partitions, and warms both.
        if (run > 0) samples.push({ value: (EVENTS / ours) * 1000, against: (EVENTS / bare) * 1000, ratio: bare / ours });
        progress(`${store.engine} ${indicator}: ${Math.round((EVENTS / ours) * 1000)} events/s, COPY ${Math.round((EVENTS / bare) * 1000)}`);
      }
      const kept = KEPT[indicator];
      report({
        id: 'I1',
        metric: `ingest rate, ${store.engine}, ${kept} kept series an event`,
        unit: 'events/s',
        against: 'COPY into a bare table',
        target: kept === 1 ? { op: '>=', ratio: TARGET[store.engine] } : null,
        samples,
        wrong,
      });
    }
  },
);

async function sendAll(store: Store, feed: Awaited<ReturnType<Store['feed']>>, batches: readonly object[][]): Promise<void> {
  let next = 0;
  const sender = async () => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) {
      const answer = await store.submit(feed, batch);
      if (answer.accepted !== batch.length) throw new Error(`${batch.length - answer.accepted} events were not taken: ${JSON.stringify(answer.rejected[0])}`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

/** Totals of the whole must be sums of the events. */
async function check(store: Store, indicator: 'o.sum' | 'o.count', runs: number): Promise<string | null> {
  const [row] = await store.db.query<{ n: number; num: number; events: number }>(
    `select coalesce(sum(n), 0)::int8 n, coalesce(sum(num), 0)::int8 num,
       (select count(*) from event e join series s on s.id = e.series where s.indicator = $2) events
     from hot join series s on s.id = hot.series where s.indicator = $1 and s.dims_key = ''`,
    [indicator, `@${indicator}`],
  );
  const scale = indicator === 'o.sum' ? 100 : 1;
  const want = { n: runs * EVENTS, num: runs * sumOf(EVENTS) * scale, events: runs * EVENTS };
  return row && row.n === want.n && row.num === want.num && row.events === want.events ? null : `totals ${JSON.stringify(row)} are not ${JSON.stringify(want)}`;
}

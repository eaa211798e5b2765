/** I3: the same events a second time, against the first; nothing may change. */
import { progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { observations } from './made-events.ts';
import { onEachEngine, type Store } from './store.ts';

const EVENTS = size(100_000, 20_000);
const BATCH = 1_000;
const NOW = Date.now();

await onEachEngine(
  'I3',
  'cost of a resend',
  () => NOW,
  async (store) => {
    const feed = { ...(await store.feed('indicator')), rate: Number.MAX_SAFE_INTEGER };
    const samples: Sample[] = [];
    let wrong: string | null = null;
    for (let run = 0; run <= REPETITIONS; run++) {
      const batches = observations('o.sum', EVENTS, BATCH, NOW, `i3-${run}`);
      const send = async (field: 'accepted' | 'duplicate') => {
        for (const batch of batches) {
          const answer = await store.submit(feed, batch);
          if (answer[field] !== batch.length) wrong ??= `${answer[field]} of ${batch.length} events were ${field}`;
        }
      };
      const first = await timed(() => send('accepted'));
      const before = await checksum(store);
      const second = await timed(() => send('duplicate'));
      if ((await checksum(store)) !== before) wrong ??= 'totals changed by a resend';
      if (run > 0) samples.push({ value: second, against: first, ratio: second / first });
      progress(`${store.engine}: first ${Math.round(first)} ms, again ${Math.round(second)} ms`);
    }
    report({
      id: 'I3',
      metric: `time to take ${EVENTS} events again, ${store.engine}`,
      unit: 'ms',
      against: 'the first time',
      target: { op: '<=', ratio: 0.7 },
      samples,
      wrong,
    });
  },
);

async function checksum(store: Store): Promise<string> {
  const rows = await store.db.query<{ sum: string }>(
    `select md5(string_agg(series || ':' || b || ':' || n || ':' || num || ':' || den || ':' || last_num, ',' order by series, b)) sum from hot`,
  );
  const [events] = await store.db.query<{ n: number }>('select count(*) n from event');
  return `${rows[0]?.sum} ${events?.n}`;
}

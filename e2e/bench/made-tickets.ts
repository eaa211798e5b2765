import type { Actor } from '../../server/services/access/actor.ts';
import { makePerson } from '../../server/services/access/testing.ts';
import { createFeed } from '../../server/services/feed/create-feed.ts';
import type { Store } from './store.ts';

/** One of so many is open: what a province has in work of what it ever had. */
const OPEN_ONE_IN = 50;
const STEP = 50_000;

/**
 * Native tickets numbered [from, to) straight into the table: what queues read of them is what the kernel would have
 * written. One in fifty waits for its dispatch, the others are filed.
 */
export async function fillTickets(store: Store, from: number, to: number, now: number): Promise<void> {
  const source = await benchSource(store);
  for (let a = from; a < to; a += STEP) {
    await store.db.query(
      `insert into cases (no, source, event_id, feed, region, city, located, state, step, moved_at, open, request_type, category, channel, title, body, at, got, desk,
         priority, clock, clock_from, due_at, soon_at, closed_at)
       select 'B' || lpad(n::text, 9, '0'), $3::int, 'b-' || n, $4::int, r.region, left(r.region, 4) || '00', true, case when o.live then 'to_dispatch' else 'archived' end,
         case when o.live then 'accept' else 'archive' end, t.at, o.live, '投诉', '0101', 'phone', '路灯不亮 ' || n, '第 ' || n || ' 件', t.at, t.at, left(r.region, 4) || '00',
         case when n % 40 = 0 then 'urgent' else 'normal' end, case when o.live then 'handling' end, t.at, t.at + interval '10 days', t.at + interval '8 days',
         case when o.live then null else t.at + interval '5 days' end
       from generate_series($1::int8, $2::int8) n, lateral (select (array['990101', '990102', '990201', '990202'])[1 + (n / ${OPEN_ONE_IN}) % 4] region) r,
         lateral (select n % ${OPEN_ONE_IN} = 0 live) o, lateral (select to_timestamp($5::float8 / 1000.0) - (n % 1000000) * interval '37 seconds' as at) t`,
      [a, Math.min(a + STEP, to) - 1, source.id, source.feed, now],
    );
  }
  await store.db.query('analyze cases');
}

async function benchSource(store: Store): Promise<{ id: number; feed: number }> {
  const [known] = await store.db.query<{ id: number; feed: number }>(`select id, feed from source where uri = 'urn:bench:tickets'`);
  if (known) return known;
  const { feed } = await createFeed(store.ctx, { name: 'bench-line', kind: 'ticket' });
  const [made] = await store.db.query<{ id: number; feed: number }>(`insert into source (feed, uri) values ($1::int, 'urn:bench:tickets') returning id, feed`, [
    feed.id,
  ]);
  if (!made) throw new Error('no source was made');
  return made;
}

/** Somebody who may dispatch anywhere. */
export async function dispatcher(store: Store): Promise<Actor> {
  return makePerson(store.ctx, [{ role: 'dispatcher' }]);
}

/** Ids of open tickets, in the order of their numbers. */
export async function openIds(store: Store, count: number): Promise<number[]> {
  const rows = await store.db.query<{ id: number }>(`select id from cases where open and version = 1 order by id limit $1::int`, [count]);
  return rows.map((r) => r.id);
}

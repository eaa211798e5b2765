import { numbersLiteral, type Tx, textsLiteral } from '../../../db/client.ts';

/** One event ready for the store. `series` is that of its type and region; contributions carry their own. */
export type StoredEvent = {
  source: number;
  id: string;
  hash: number;
  series: number;
  at: number;
  data: string;
  /** Added to hot in the statement of the event. */
  parts: readonly StoredPart[];
  /** Minutes that are closed already, which the caller adds to packs in the same transaction. */
  old: readonly StoredPart[];
};
export type StoredPart = { series: number; slot: number; num: number; den: number };

/** Committed totals of a (series, slot) that is hot, to be published after the commit. */
export type HotTotal = { series: number; slot: number; n: number; num: number; den: number; lastNum: number; lastDen: number; rev: number };

export type CommitAnswer = { fates: ('accepted' | 'duplicate' | 'id_reused')[]; totals: HotTotal[] };

/** Identity and raw event of what is new, `a`; the first seven parameters, made by eventParams. */
const EVENT_CTES = `i as materialized (
  select * from unnest($1::text::int[], $2::text::text[], $3::text::int8[], $4::text::int[], $5::text::int8[], $6::text::text[])
    with ordinality u(source, id, hash, series, at, data, ord)),
k as (insert into event_key (source, id, hash, keep_until) select source, id, hash, $7::text::date from i order by source, id
  on conflict (source, id) do nothing returning source, id),
a as materialized (select i.ord, i.source, i.id, i.series, i.at, i.data from i join k using (source, id)),
e as (insert into event (source, id, series, at, got, data)
  select source, id, series, to_timestamp(at / 1000.0), now() + ord * interval '1 microsecond', data::jsonb from a)`;

/**
 * Puts a group of events into the store: identity, raw event and minute totals in one statement, so that an event is
 * counted exactly once whenever the process dies. Rows are written in key order: groups of several processes never
 * deadlock. Within the group no (source, id) may stand twice. Arrival is told apart by microseconds, in the group's order.
 */
const STATEMENT = `
with ${EVENT_CTES},
h as (insert into hot as h (series, b, n, num, den, last_at, last_got, last_num, last_den, rev)
  select c.series, to_timestamp(c.slot / 1000.0), count(*), sum(c.num), sum(c.den), to_timestamp(max(a.at) / 1000.0), now(),
    (max(array[a.at, a.ord, c.num, c.den]))[3], (max(array[a.at, a.ord, c.num, c.den]))[4], 1
  from unnest($8::text::int[], $9::text::int[], $10::text::int8[], $11::text::int8[], $12::text::int8[]) c(ord, series, slot, num, den)
  join a on a.ord = c.ord group by c.series, c.slot order by c.series, c.slot
  on conflict (series, b) do update set n = h.n + excluded.n, num = h.num + excluded.num, den = h.den + excluded.den,
    last_num = case when h.last_at is null or excluded.last_at >= h.last_at then excluded.last_num else h.last_num end,
    last_den = case when h.last_at is null or excluded.last_at >= h.last_at then excluded.last_den else h.last_den end,
    last_at = greatest(h.last_at, excluded.last_at), last_got = excluded.last_got, rev = h.rev + 1
  returning series, b, n, num, den, last_num, last_den, rev)
select
  (select json_agg(json_build_array(series, (extract(epoch from b) * 1000)::int8, n, num, den, last_num, last_den, rev)) from h) totals,
  (select json_agg(ord) from a) accepted,
  (select json_agg(json_build_array(i.ord, x.hash = i.hash)) from i join event_key x using (source, id) where (select count(*) from k) < (select count(*) from i)) known`;

type Answer = { totals: number[][] | null; accepted: number[] | null; known: [number, boolean][] | null };

export async function commitEvents(tx: Tx, events: readonly StoredEvent[], keepUntil: string | null): Promise<CommitAnswer> {
  const [answer] = await tx.query<Answer>(STATEMENT, parameters(events, keepUntil));
  const fates: (CommitAnswer['fates'][number] | undefined)[] = new Array(events.length);
  for (const ord of answer?.accepted ?? []) fates[ord - 1] = 'accepted';
  // The snapshot of `known` is from before the statement: what it just inserted is not in it.
  for (const [ord, same] of answer?.known ?? []) fates[ord - 1] ??= same ? 'duplicate' : 'id_reused';
  await classifyRaced(tx, events, fates);
  const totals = (answer?.totals ?? []).map(
    ([series, slot, n, num, den, lastNum, lastDen, rev]) => ({ series, slot, n, num, den, lastNum, lastDen, rev }) as HotTotal,
  );
  return { fates: fates as CommitAnswer['fates'], totals };
}

function parameters(events: readonly StoredEvent[], keepUntil: string | null): (string | null)[] {
  const part = { ord: [] as number[], series: [] as number[], slot: [] as number[], num: [] as number[], den: [] as number[] };
  for (let i = 0; i < events.length; i++) {
    for (const p of (events[i] as StoredEvent).parts) {
      part.ord.push(i + 1);
      part.series.push(p.series);
      part.slot.push(p.slot);
      part.num.push(p.num);
      part.den.push(p.den);
    }
  }
  return [
    ...eventParams(events, keepUntil),
    numbersLiteral(part.ord),
    numbersLiteral(part.series),
    numbersLiteral(part.slot),
    numbersLiteral(part.num),
    numbersLiteral(part.den),
  ];
}

export function eventParams(events: readonly StoredEvent[], keepUntil: string | null): (string | null)[] {
  return [
    numbersLiteral(events.map((e) => e.source)),
    textsLiteral(events.map((e) => e.id)),
    numbersLiteral(events.map((e) => e.hash)),
    numbersLiteral(events.map((e) => e.series)),
    numbersLiteral(events.map((e) => e.at)),
    jsonsLiteral(events.map((e) => e.data)),
    keepUntil,
  ];
}

/** An event that lost to a transaction which committed during the statement: its key was invisible, but is durable. */
async function classifyRaced(tx: Tx, events: readonly StoredEvent[], fates: (CommitAnswer['fates'][number] | undefined)[]): Promise<void> {
  const raced: number[] = [];
  for (let i = 0; i < events.length; i++) if (fates[i] === undefined) raced.push(i);
  if (raced.length === 0) return;
  const rows = await tx.query<{ i: number; same: boolean }>(
    `select u.i, x.hash = u.hash as same from unnest($1::text::int[], $2::text::int[], $3::text::text[], $4::text::int8[]) u(i, source, id, hash)
     join event_key x using (source, id)`,
    [
      numbersLiteral(raced),
      numbersLiteral(raced.map((i) => (events[i] as StoredEvent).source)),
      textsLiteral(raced.map((i) => (events[i] as StoredEvent).id)),
      numbersLiteral(raced.map((i) => (events[i] as StoredEvent).hash)),
    ],
  );
  for (const row of rows) fates[row.i] = row.same ? 'duplicate' : 'id_reused';
}

/** Texts of JSON hold no control characters, so that their escapes are those of an array literal. */
const jsonsLiteral = (texts: readonly string[]) => `{${JSON.stringify(texts).slice(1, -1)}}`;

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '../../../db/client.ts';
import { makeReview } from '../../../db/seed/events.ts';
import { randomInt, seededRandom } from '../../../db/seed/random.ts';
import { openTestDb, type TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, makeFloor, openFloor } from '../../../e2e/faults/floor.ts';
import { takesPlace } from '../../core/reviews/one-a-matter.ts';
import { expireMatters } from '../event/expire-keys.ts';
import { figureValues } from '../indicator/figures.ts';
import { eraseTicket } from '../person/erase-ticket.ts';
import { openKeys } from '../person/vault.ts';
import { verifyRollups } from '../rollup/verify.ts';

let floor: Floor & TestDb;
let folder: string;
let now = FLOOR_NOW;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-keys-'));
  floor = await openFloor({ now: () => now, keyFile: join(folder, 'keys.json') });
});
afterAll(async () => {
  await floor.drop();
  rmSync(folder, { recursive: true, force: true });
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let n = 0;
type Over = { id?: string; source?: string; replaces?: string; retracts?: string };
/** A review of a matter, some hours ago. */
const review = (serviceRef: string | undefined, hoursAgo: number, data: Record<string, unknown> = {}, over: Over = {}) =>
  makeReview(
    { region: '990101', department: 'd-social', serviceRef, ...data },
    { id: `v${++n}`, source: 'urn:matter', time: new Date(FLOOR_NOW - hoursAgo * HOUR).toISOString(), ...over },
  );
const withdraw = (event: { id: string }, hoursAgo = 0.5) => ({ ...review(undefined, hoursAgo, {}, { retracts: event.id }), data: undefined });
const send = async (...events: object[]) => {
  const answer = await floor.submit(await floor.feed('review'), events);
  return answer.rejected.length > 0 ? answer.rejected.map((r) => r.code) : [answer.accepted, answer.duplicate];
};
/** Ids of what counts of these events, in the store; retractions count nothing. */
async function counting(...events: { id: string }[]): Promise<string[]> {
  const rows = await floor.db.query<{ id: string }>(
    `select e.id from event e where not exists (select 1 from event_void v where v.source = e.source and v.id = e.id) and e.data->>'retraction' is null order by e.at, e.got`,
  );
  return rows.map((r) => r.id).filter((id) => events.some((e) => e.id === id));
}
const casesOf = (event: { id: string }) =>
  floor.db.query<{ state: string; open: boolean; no: string; level: number }>(
    `select state, open, no, (about->>'level')::int "level" from cases where event_id = $1`,
    [event.id],
  );
const total = async (of: Floor = floor) =>
  (await figureValues(of.ctx, of.scope, [{ indicator: 't.reviews', region: '990000', span: { from: FLOOR_NOW - 20 * DAY, to: FLOOR_NOW + 60_000 } }]))[0]
    ?.num ?? 0;
const verified = async () => expect((await verifyRollups(floor.ctx)).differences).toEqual([]);

test('another review of a matter is a version of the first, in a group of its own or in the same', async () => {
  const before = await total();
  const [first, second, third] = [review('A-1', 5, { level: 1 }), review('A-1', 4, { level: 2 }), review('A-1', 3, { level: 5, region: '990202' })] as const;
  expect(await send(first)).toEqual([1, 0]);
  expect(await send(second)).toEqual([1, 0]);
  expect(await casesOf(first)).toMatchObject([{ open: true, level: 2 }]);
  expect(await send(third, review('A-2', 2))).toEqual([2, 0]);
  expect(await counting(first, second, third)).toEqual([third.id]);
  expect(await casesOf(first)).toMatchObject([{ open: false }]);
  expect([await casesOf(second), await casesOf(third)]).toEqual([[], []]);
  const group = [review('A-3', 5), review('A-4', 5), review('A-3', 3, { level: 1 }), review('A-3', 4, { level: 1 }), review('A-4', 6)] as const;
  expect(await send(...group)).toEqual([5, 0]);
  expect(await counting(...group)).toEqual([group[1].id, group[2].id]);
  expect(await casesOf(group[0])).toHaveLength(1);
  expect((await total()) - before).toBe(4);
  expect(await send(first, second, third, ...group)).toEqual([0, 8]);
  expect((await total()) - before).toBe(4);
  await verified();
});

test('an older one that comes late is kept and does not count; a default never takes the place of a review', async () => {
  const before = await total();
  const [newer, late] = [review('B-1', 2, { level: 5 }), review('B-1', 3, { level: 1, reviewer: { name: '示例甲乙', phone: '19900000003' } })];
  expect([await send(newer), await send(late)]).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect(await counting(newer, late)).toEqual([newer.id]);
  expect([await casesOf(newer), await casesOf(late)]).toEqual([[], []]);
  const [filled, own, filledLater] = [review('B-2', 2, { level: 3, isDefault: true }), review('B-2', 3, { level: 4 }), review('B-2', 1, { isDefault: true })];
  await send(filled);
  expect(await counting(filled)).toEqual([filled.id]);
  // The system filled in, and somebody's own review from before that arrives: his counts.
  expect([await send(own), await send(filledLater)]).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect(await counting(filled, own, filledLater)).toEqual([own.id]);
  expect(await send(own, filled, filledLater, late, newer)).toEqual([0, 5]);
  // A source that takes back its default, or the older one, takes nothing from the review that counts.
  expect(await send(withdraw(filled), withdraw(late))).toEqual([2, 0]);
  expect(await counting(newer, own)).toEqual([own.id, newer.id]);
  const corrected = review('B-1', 1, { level: 2 }, { replaces: late.id });
  expect(await send(corrected)).toEqual([1, 0]);
  expect(await counting(newer, late, corrected)).toEqual([corrected.id]);
  expect(await casesOf(newer)).toMatchObject([{ open: true, level: 2 }]);
  expect((await total()) - before).toBe(2);
  await verified();
});

test('to retract the one that counts makes room for a new one, whichever its time', async () => {
  const before = await total();
  const [first, next, last] = [review('C-1', 3, { level: 1 }), review('C-1', 5, { level: 2 }), review('C-1', 6, { level: 1 })];
  await send(first);
  expect(await send(withdraw(first))).toEqual([1, 0]);
  expect(await total()).toBe(before);
  expect(await casesOf(first)).toMatchObject([{ open: false }]);
  expect(await send(next)).toEqual([1, 0]);
  expect(await casesOf(first)).toMatchObject([{ open: true, level: 2 }]);
  expect(await send(withdraw(first))).toEqual([1, 0]);
  expect(await counting(first, next)).toEqual([next.id]);
  expect(await send(withdraw(next), last)).toEqual([2, 0]);
  expect(await counting(first, next, last)).toEqual([last.id]);
  expect((await total()) - before).toBe(1);
  await verified();
});

test('counts, reviews without a reference, with a word for none or a redacted one, and other sources stand for themselves', async () => {
  const before = await total();
  const alone = [undefined, '-', '无', '13800138000'].flatMap((ref) => [review(ref, 2), review(ref, 1)]);
  const counts = [review('D-1', 3, { count: 5 }), review('D-1', 2, { count: 6 }), review('D-1', 1)];
  const elsewhere = review('D-1', 1, {}, { source: 'urn:matter:other' });
  expect(await send(...alone, ...counts, elsewhere)).toEqual([12, 0]);
  expect((await counting(...alone, ...counts, elsewhere)).length).toBe(12);
  expect((await total()) - before).toBe(12);
  await verified();
});

test('a correction may bring a review to another matter, but not to one that has its own', async () => {
  const [first, other] = [review('E-1', 5), review('E-2', 5)];
  await send(first, other);
  expect(await send(review('E-2', 4, {}, { replaces: first.id }))).toEqual(['invalid']);
  const moved = review('E-3', 4, {}, { replaces: first.id });
  expect(await send(moved)).toEqual([1, 0]);
  // The matter that it left is free, the one that it came to is not.
  const [left, come] = [review('E-1', 3), review('E-3', 3)];
  expect(await send(left, come)).toEqual([2, 0]);
  expect(await counting(first, other, moved, left, come)).toEqual([other.id, left.id, come.id]);
  await verified();
});

test('what is erased is erased in every version, those that never counted too', async () => {
  const person = { reviewer: { name: '示例甲乙', phone: '19900000009' } };
  const first = review('F-1', 3, { level: 1, ...person });
  await send(first, review('F-1', 4, { level: 2, ...person }));
  await send(review('F-1', 2, { level: 1, ...person }), review('F-1', 2.5, { level: 5, ...person }));
  const [made] = await casesOf(first);
  const keys = openKeys(join(folder, 'keys.json'), { generate: false });
  expect(await eraseTicket(floor.ctx, keys, made?.no ?? '', '本人要求')).toEqual({ erased: 4 });
});

test('matters are forgotten with the ids of their newest version; what was there before is found by the migration', async () => {
  const [first, second] = [review('G-1', 5), review('G-1', 4)];
  await send(first);
  const kept = () => floor.db.query<{ ref: string; until: string }>(`select ref, keep_until "until" from review_matter where ref like 'G-%' order by ref`);
  const [was] = await kept();
  now = FLOOR_NOW + 9 * DAY;
  await send(second);
  const [is] = await kept();
  expect(Date.parse(is?.until ?? '') - Date.parse(was?.until ?? '')).toBe(9 * DAY);
  now = Date.parse(is?.until ?? '');
  await expireMatters(floor.ctx, { batch: 7 });
  expect(await kept()).toEqual([is]);
  now += DAY;
  expect(await expireMatters(floor.ctx)).toBe(1);
  const sql = readFileSync(new URL('../../../db/migrations/0016_matter.sql', import.meta.url), 'utf8');
  await floor.db.query('delete from review_matter');
  await floor.db.query(sql.slice(sql.indexOf('INSERT INTO')));
  const third = review('G-1', 3);
  await floor.submit(await floor.feed('review'), [third], { history: true });
  expect(await counting(first, second, third)).toEqual([third.id]);
  await verified();
});

/** On PostgreSQL each writer has connections of its own, embedded all share the one that there is. */
test('writers that send the same reviews of the same matters at once: each event once, one review a matter, one case', async () => {
  const opened = await openTestDb();
  const url = opened.databaseUrl;
  const others = await Promise.all(url ? [1, 2].map(() => openDb({ dataDir: '', databaseUrl: url, onFatal: () => {} })) : []);
  try {
    const floors: Floor[] = [];
    for (const db of [opened.db, ...others, opened.db]) floors.push(await makeFloor(db, { keyFile: join(folder, 'keys.json') }));
    const writer = floors[0] as Floor;
    await writer.feed('review');
    const random = seededRandom(11);
    const MATTERS = 40;
    const events = Array.from({ length: 240 }, (_, i) =>
      review(`H-${i < MATTERS ? i : randomInt(random, MATTERS)}`, 1 + i / 10, { level: 1 + randomInt(random, 5), isDefault: random() < 0.3 }),
    );
    const counts = [0, 0, 0];
    await Promise.all(
      floors.map(async (one, seed) => {
        const shuffle = seededRandom(seed + 1);
        const list = [...events].sort(() => shuffle() - 0.5);
        for (let i = 0; i < list.length; i += 30) {
          const answer = await one.submit(await one.feed('review'), list.slice(i, i + 30));
          for (const [at, k] of [answer.accepted, answer.duplicate, answer.rejected.length].entries()) counts[at] = (counts[at] ?? 0) + k;
        }
      }),
    );
    expect(counts).toEqual([events.length, events.length * (floors.length - 1), 0]);
    const best = new Map<string, { id: string; at: number; data: Record<string, unknown> }>();
    for (const e of events) {
      const one = { id: e.id, at: Date.parse(e.time), data: e.data as Record<string, unknown> };
      const ref = String(one.data.serviceRef);
      const known = best.get(ref);
      if (!known || takesPlace(one, known)) best.set(ref, one);
    }
    const stands = await opened.db.query<{ id: string }>(
      'select id from event e where not exists (select 1 from event_void v where v.source = e.source and v.id = e.id)',
    );
    expect(stands.map((s) => s.id).sort()).toEqual([...best.values()].map((b) => b.id).sort());
    expect(await total(await makeFloor(opened.db))).toBe(MATTERS);
    expect((await verifyRollups(writer.ctx)).differences).toEqual([]);
    const bad = [...best.values()].filter((b) => b.data.isDefault === false && (b.data.level as number) <= 2).length;
    const [made] = await opened.db.query<{ open: number; matters: number; all: number }>(
      `select count(*) filter (where open) "open", count(distinct about->>'serviceRef') matters, count(*) "all" from cases`,
    );
    expect([made?.open, made?.matters]).toEqual([bad, made?.all]);
  } finally {
    await Promise.all(others.map((db) => db.close()));
    await opened.drop();
  }
}, 120_000);

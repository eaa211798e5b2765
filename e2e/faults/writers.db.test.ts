import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDb } from '../../db/client.ts';
import { makeObserved, makeProgress, makeTicket } from '../../db/seed/events.ts';
import { randomInt, seededRandom } from '../../db/seed/random.ts';
import { openTestDb } from '../../db/seed/test-db.ts';
import { figureValues } from '../../server/services/indicator/figures.ts';
import { packClosed } from '../../server/services/rollup/pack.ts';
import { verifyRollups } from '../../server/services/rollup/verify.ts';
import { FLOOR_NOW, type Floor, makeFloor } from './floor.ts';

const EVENTS = 3_000;
const BATCH = 100;
const HOUR = 3_600_000;
const REGIONS = ['990101', '990102', '990201', '990202', '990300101'];

/** Several processes' worth of pipelines: on PostgreSQL each over connections of its own, embedded over the one that there is. */
test('writers that send the same events at once, packing beside them: each counts once and no deadlock is seen', async () => {
  const opened = await openTestDb();
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-keys-'));
  const keyFile = join(folder, 'keys.json');
  const url = opened.databaseUrl;
  const others = await Promise.all(url ? [1, 2].map(() => openDb({ dataDir: '', databaseUrl: url, onFatal: () => {} })) : []);
  try {
    const floors: Floor[] = [];
    for (const db of [opened.db, ...others]) floors.push(await makeFloor(db, { keyFile }));
    const first = floors[0] as Floor;
    await first.feed('indicator');
    await first.feed('ticket');
    const random = seededRandom(5);
    const at = () => ({ source: 'urn:many', time: new Date(FLOOR_NOW - randomInt(random, 30) * HOUR).toISOString() });
    const region = () => REGIONS[randomInt(random, REGIONS.length)];
    const events = Array.from({ length: EVENTS }, (_, i) =>
      makeObserved({ indicator: i % 3 === 0 ? 'o.stock' : 'o.sum', region: region(), value: 1 }, { ...at(), id: `e${i}` }),
    );
    const corrections = Array.from({ length: 60 }, (_, i) =>
      makeObserved({ indicator: i % 3 === 0 ? 'o.stock' : 'o.sum', region: region(), value: 2 }, { ...at(), id: `c${i}`, replaces: `e${i % 40}` }),
    );
    const tickets = Array.from({ length: 200 }, (_, i) => makeTicket({ region: region() }, { ...at(), source: 'urn:tickets', id: `t${i}` }));
    const steps = tickets.map((t, i) => makeProgress(t, 'close', {}, { source: 'urn:tickets', id: `s${i}`, time: new Date(FLOOR_NOW).toISOString() }));
    const counts = { accepted: 0, duplicate: 0, rejected: [] as string[] };
    const writer = async (floor: Floor, seed: number) => {
      const shuffle = seededRandom(seed);
      const send = async (kind: 'indicator' | 'ticket', list: readonly object[]) => {
        const batches = Array.from({ length: Math.ceil(list.length / BATCH) }, (_, i) => list.slice(i * BATCH, (i + 1) * BATCH)).sort(() => shuffle() - 0.5);
        for (const batch of batches) {
          const answer = await floor.submit(
            await floor.feed(kind),
            [...batch].sort(() => shuffle() - 0.5),
            { history: shuffle() < 0.3 },
          );
          counts.accepted += answer.accepted;
          counts.duplicate += answer.duplicate;
          counts.rejected.push(...answer.rejected.map((r) => `${r.code} ${r.message}`));
        }
      };
      await Promise.all([send('indicator', events).then(() => send('indicator', corrections)), send('ticket', tickets).then(() => send('ticket', steps))]);
    };
    let writing = true;
    const packer = (async () => {
      while (writing) await packClosed(first.ctx, first.ctx.store, { before: FLOOR_NOW - randomInt(random, 20) * HOUR });
    })();
    const writers = [...floors, first].map((floor, i) => writer(floor, 100 + i));
    await Promise.all(writers).finally(() => (writing = false));
    await packer;
    const all = EVENTS + corrections.length + tickets.length + steps.length;
    expect(counts).toEqual({ accepted: all, duplicate: all * (writers.length - 1), rejected: [] });
    const [rows] = await opened.db.query(
      'select (select count(*) from event) events, (select count(*) from cases) cases, (select count(*) from fact) facts, (select min(version) from cases) version',
    );
    expect(rows).toEqual({ events: all, cases: 200, facts: 400, version: 2 });
    expect((await verifyRollups(first.ctx)).differences).toEqual([]);
    const fresh = await makeFloor(opened.db, { keyFile });
    const span = { from: FLOOR_NOW - 40 * HOUR, to: FLOOR_NOW + 60_000 };
    const [tickets_, closed] = await figureValues(fresh.ctx, fresh.scope, [
      { indicator: 't.tickets', region: '990000', span },
      { indicator: 't.closed', region: '990000', span },
    ]);
    expect([tickets_?.num, closed?.num]).toEqual([200, 200]);
  } finally {
    await Promise.all(others.map((db) => db.close()));
    await opened.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);

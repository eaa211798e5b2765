import { openDb } from '../../db/client.ts';
import { makeService } from '../../db/seed/events.ts';
import { FLOOR_NOW, makeFloor } from './floor.ts';

/**
 * A process that takes events into an embedded folder, batch after batch, and prints each answer once it is given:
 * `ingest-child.ts FOLDER FROM`. The folder holds a migrated database. It ends when it is killed, or with the last batch.
 */
const [dataDir = '', from = '0'] = process.argv.slice(2);
const TOTAL = 20_000;
const BATCH = 500;

const db = await openDb({ dataDir, databaseUrl: null, onFatal: (error) => process.exit(Number(Boolean(error))) });
const floor = await makeFloor(db, { keyFile: `${dataDir}/keys.json` });
const feed = await floor.feed('service');
process.stdout.write('ready\n');
for (let i = Number(from); i < TOTAL / BATCH; i++) {
  const events = Array.from({ length: BATCH }, (_, k) =>
    makeService(
      { region: '990101', count: 1 },
      { id: `e${i * BATCH + k}`, source: 'urn:child', time: new Date(FLOOR_NOW - ((i * BATCH + k) % 600) * 60_000).toISOString() },
    ),
  );
  const { accepted, duplicate, rejected } = await floor.submit(feed, events);
  process.stdout.write(`${JSON.stringify({ batch: i, accepted, duplicate, rejected: rejected.length })}\n`);
}
await db.close();

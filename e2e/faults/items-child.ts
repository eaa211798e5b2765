import { openDb } from '../../db/client.ts';
import { tellItems } from '../../server/services/items/tell-items.ts';
import { importTurn, itemsFloor } from './items-floor.ts';

/**
 * A process that imports one version of an item list after the other, tells the figures of each, prints what was answered,
 * and ends when it is killed: `items-child.ts FOLDER URL TURN SEEN`, where URL is - for the embedded database.
 */
const [dataDir = '', url = '-', first = '0', seen = '0'] = process.argv.slice(2);
const db = await openDb({ dataDir, databaseUrl: url === '-' ? null : url, onFatal: (error) => process.exit(Number(Boolean(error))) });
const floor = await itemsFloor(db);
process.stdout.write('begun\n');
let stands = Number(seen) || null;
for (let turn = Number(first); ; turn++) {
  const { id } = await importTurn(floor, turn, stands);
  process.stdout.write(`kept ${id}\n`);
  await tellItems(floor.ctx, floor.submit);
  process.stdout.write(`told ${id}\n`);
  stands = id;
}

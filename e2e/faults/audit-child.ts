import { openDb } from '../../db/client.ts';
import { SYSTEM } from '../../server/services/access/actor.ts';
import { HeadFile } from '../../server/services/audit/head-file.ts';
import { Sealer } from '../../server/services/audit/sealer.ts';
import { writeAudit } from '../../server/services/audit/write-audit.ts';
import { openKeys } from '../../server/services/person/vault.ts';

/**
 * A process that writes audit rows, a transaction each, prints each number once it is committed, and seals after every
 * tenth: `audit-child.ts FOLDER URL FROM`, where URL is - for the embedded database. It ends when it is killed.
 */
const [dataDir = '', url = '-', from = '0'] = process.argv.slice(2);
const db = await openDb({ dataDir, databaseUrl: url === '-' ? null : url, onFatal: (error) => process.exit(Number(Boolean(error))) });
const ctx = { db, now: Date.now };
const keys = openKeys(`${dataDir}/keys.json`, { generate: true });
const sealer = new Sealer(ctx, new HeadFile(`${dataDir}/audit-heads.ndjson`, keys), { error: (_fields, message) => void process.stderr.write(`${message}\n`) });
await sealer.open();
for (let i = Number(from); ; i++) {
  await db.transaction((tx) => writeAudit(tx, SYSTEM, { action: 'feed.set', result: 'ok', object: { kind: 'feed', id: i } }, Date.now()));
  process.stdout.write(`${i}\n`);
  if (i % 10 === 9) await sealer.run();
}

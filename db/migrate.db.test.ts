import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { migrateDb } from './migrate.ts';
import { openTestDb } from './seed/test-db.ts';

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));
type Journal = { entries: { tag: string }[] };
const readJournal = (folder: string) => JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as Journal;

test('a database of the first version is brought to the newest, whatever it holds, and once', async () => {
  const first = mkdtempSync(join(tmpdir(), 'tongguan-migrations-'));
  const opened = await openTestDb({ migrate: false });
  const applied = async () => (await opened.db.query<{ n: number }>('select count(*) n from drizzle.__drizzle_migrations'))[0]?.n;
  try {
    cpSync(FOLDER, first, { recursive: true });
    const journal = readJournal(first);
    writeFileSync(join(first, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }));
    await migrateDb(opened.db, first);
    await opened.db.query(`insert into meta (key, value) values ('kept', '1'::jsonb)`);
    expect(await applied()).toBe(1);
    await migrateDb(opened.db);
    expect(await applied()).toBe(journal.entries.length);
    await migrateDb(opened.db);
    expect(await applied()).toBe(journal.entries.length);
    expect(await opened.db.query('select value from meta')).toEqual([{ value: 1 }]);
    expect(await opened.db.query('select * from pending_code')).toEqual([]);
  } finally {
    await opened.drop();
    rmSync(first, { recursive: true, force: true });
  }
}, 60_000);

import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDb } from '../client.ts';

test('nobody else reads or writes the database, even in a folder that was there before and is open to all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-modes-'));
  chmodSync(folder, 0o755);
  const db = await openDb({ dataDir: folder, databaseUrl: null, onFatal: () => {} });
  await db.close();
  expect(statSync(join(folder, 'db')).mode & 0o777).toBe(0o700);
  rmSync(folder, { recursive: true, force: true });
});

import { resolve } from 'node:path';
import { readEnv } from '../env.ts';
import { isRight, restoreFrom } from '../restore.ts';
import { faultLine } from './audit.ts';
import type { Command } from './command.ts';

export const restoreCommand: Command = {
  words: 'restore',
  usage: 'FILE',
  summary: 'fills a new DATA_DIR, or the empty database of DATABASE_URL, from a backup and verifies it; KEY_FILE must be the one of the backup',
  least: 1,
  // Without the core: that would make the very database that must not be there yet.
  offline: true,
  async run([file = ''], _values, io) {
    const restored = await restoreFrom(readEnv(), resolve(io.cwd, file), io.err, () => io.signal.aborted);
    for (const fault of restored.audit.faults) io.out(faultLine(fault));
    const { rows, audit, rollups, head } = restored;
    io.out(`restored ${rows} rows of ${head.made}`);
    io.out(`audit ${audit.rows} rows, faults ${audit.faultCount}; figures of ${rollups.periods} days, differences ${rollups.differences}`);
    return isRight(restored) ? 0 : 1;
  },
};

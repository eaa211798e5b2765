import { resolve } from 'node:path';
import { SYSTEM } from '../services/access/actor.ts';
import { type ArchiveHead, readArchive } from '../services/backup/archive.ts';
import { makeBackup } from '../services/backup/make-backup.ts';
import { type Command, type Io, table } from './command.ts';
import type { CoreForCli } from './core-port.ts';

export const backupCommand: Command = {
  words: 'backup',
  usage: 'FILE [--list]',
  summary: 'writes all data but sessions to one file, for either database; --list checks a file and tells what is in it',
  options: { list: { type: 'boolean' } },
  least: 1,
  async run([file = ''], values, io, core) {
    const path = resolve(io.cwd, file);
    if (values.list === true) return list(path, io, core);
    await core.flushCounts();
    const { rows, tables } = await makeBackup(core.ctx, core.keys, SYSTEM, path, {
      onTable: (name, n) => io.err(`${name} ${n}`),
      stop: () => io.signal.aborted,
    });
    io.err('keys are not in it: keep KEY_FILE apart, without it nothing personal can be read and nothing restored');
    io.out(`backup ${path}: ${rows} rows of ${tables} tables`);
    return 0;
  },
};

/** Names and numbers only. */
async function list(path: string, io: Io, core: CoreForCli): Promise<number> {
  const counts: [string, number][] = [];
  const { head, rows } = await readArchive(path, core.keys, { end: (name, n) => void counts.push([name, n]) });
  for (const [name, value] of headLines(head)) io.out(`${name}\t${value}`);
  table(io, ['table', 'rows'], counts);
  io.out(`whole\t${rows} rows, checksums and signature fit`);
  return 0;
}

function headLines(head: ArchiveHead): [string, string][] {
  const { audit } = head;
  return [
    ['made', head.made],
    ['profile', head.profile],
    ['engine', head.engine],
    ['schema', String(head.schema.migrations)],
    ['keys', head.keys.join(', ') || 'none'],
    ['audit', `${audit.floorSeq + 1} to ${audit.seq}, head ${audit.hash.slice(0, 16)} of ${new Date(audit.at).toISOString()}`],
  ];
}

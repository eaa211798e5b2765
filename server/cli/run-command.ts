import { ServiceError } from '../services/errors.ts';
import { auditCommands } from './audit.ts';
import { backupCommand } from './backup.ts';
import { boundaryCommand } from './boundary.ts';
import { type Command, type Io, readArgs, UsageError } from './command.ts';
import type { CoreForCli } from './core-port.ts';
import { displayCommands } from './display.ts';
import { eraseCommand } from './erase.ts';
import { feedCommands } from './feed.ts';
import { importCommand } from './import.ts';
import { keyCommand } from './key.ts';
import { profileCommand } from './profile.ts';
import { profileImportCommand } from './profile-import.ts';
import { quarantineCommands } from './quarantine.ts';
import { readerCommands } from './reader.ts';
import { restoreCommand } from './restore.ts';
import { rollupCommand } from './rollup.ts';
import { userCommands } from './user.ts';

const COMMANDS: readonly Command[] = [
  ...feedCommands,
  ...readerCommands,
  ...userCommands,
  ...displayCommands,
  importCommand,
  ...quarantineCommands,
  rollupCommand,
  ...auditCommands,
  backupCommand,
  restoreCommand,
  eraseCommand,
  keyCommand,
  profileCommand,
  profileImportCommand,
  boundaryCommand,
];

export const HELP: readonly string[] = [
  'Usage: npm run tongguan -- COMMAND',
  '',
  ...COMMANDS.flatMap((c) => [`  ${c.words} ${c.usage}`.trimEnd(), `      ${c.summary}`]),
  '  help',
  '      shows this',
];

export type Found = { command: Command; rest: string[] };

/** @throws UsageError in one line */
export function findCommand(argv: readonly string[]): Found {
  const [first, second] = argv;
  const command = COMMANDS.find((c) => c.words === `${first} ${second}`) ?? COMMANDS.find((c) => c.words === first);
  if (command) return { command, rest: argv.slice(command.words.split(' ').length) };
  const family = COMMANDS.filter((c) => c.words.startsWith(`${first} `)).map((c) => c.words);
  if (first === undefined) throw new UsageError('a command is missing: help lists them');
  throw new UsageError(
    family.length > 0 ? `${first} goes with ${family.map((w) => w.split(' ')[1]).join(', ')}` : `there is no command ${first}: help lists them`,
  );
}

/**
 * Runs a command to its exit code: 0 done, 1 it could not be done or found something wrong, 2 it was written wrongly,
 * 130 it was stopped. Errors are one line on `err`; nothing is thrown.
 * @param open gives the core when the command needs it; it is not closed here
 */
export async function runCommand(argv: readonly string[], io: Io, open: () => Promise<CoreForCli>): Promise<number> {
  try {
    const { command, rest } = findCommand(argv);
    const { args, values } = readArgs(command, rest);
    return command.offline ? await command.run(args, values, io) : await command.run(args, values, io, await open());
  } catch (error) {
    if (io.signal.aborted) {
      io.err('stopped; what was done stays');
      return 130;
    }
    io.err(lineOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

function lineOf(error: unknown): string {
  if (error instanceof ServiceError || error instanceof Error) return error.message.split('\n')[0] ?? 'failed';
  return String(error);
}

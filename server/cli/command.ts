import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { CoreForCli } from './core-port.ts';

/** Where a command speaks: results to `out`, everything else to `err`. */
export type Io = {
  out(line: string): void;
  err(line: string): void;
  /** Folder that relative paths are meant from. */
  cwd: string;
  signal: AbortSignal;
};

/** Options as parsed: what was not given is undefined. */
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

type Shared = { words: string; usage: string; summary: string; options?: NonNullable<ParseArgsConfig['options']>; least?: number; most?: number };
/** `offline` commands look at files only; the others need the database, and are given the core. */
export type Command =
  | (Shared & { offline: true; run(args: string[], values: Values, io: Io): Promise<number> })
  | (Shared & { offline?: false; run(args: string[], values: Values, io: Io, core: CoreForCli): Promise<number> });

/** The command was written wrongly: one line, exit code 2. */
export class UsageError extends Error {}

/** @throws UsageError in one line with the right usage */
export function readArgs(command: Command, argv: string[]): { args: string[]; values: Values } {
  const wrong = (why: string) => new UsageError(`${why}. Usage: tongguan ${command.words} ${command.usage}`.trim());
  let parsed: { positionals: string[]; values: Values };
  try {
    parsed = parseArgs({ args: argv, options: command.options ?? {}, allowPositionals: true, strict: true }) as typeof parsed;
  } catch (error) {
    throw wrong((error as Error).message.split(/[.\n]/)[0] ?? 'wrong options');
  }
  const count = parsed.positionals.length;
  if (count < (command.least ?? 0)) throw wrong('something is missing');
  if (count > (command.most ?? command.least ?? 0)) throw wrong(`"${parsed.positionals.at(-1)}" is too much`);
  return { args: parsed.positionals, values: parsed.values };
}

/** A text option, or undefined. */
export const text = (values: Values, name: string): string | undefined => (typeof values[name] === 'string' ? (values[name] as string) : undefined);

/** Tab-separated lines with a header, for people and pipes alike. */
export function table(io: Io, header: readonly string[], rows: readonly (readonly unknown[])[]): void {
  for (const row of [header, ...rows]) io.out(row.map((cell) => String(cell ?? '').replace(/[\t\r\n]+/g, ' ')).join('\t'));
}

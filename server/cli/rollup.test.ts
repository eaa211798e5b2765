import { expect, test } from 'vitest';
import type { CoreForCli } from './core-port.ts';
import { rollupCommand } from './rollup.ts';

test.each([
  [[], 0, ['checked 7, differences 0']],
  [['hotline.calls 440100 2026-01-01: 5, not 6'], 1, ['hotline.calls 440100 2026-01-01: 5, not 6', 'checked 7, differences 1']],
])('differences are listed and decide the exit code', async (differences, exit, said) => {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => {}, cwd: '/', signal: new AbortController().signal };
  const command = rollupCommand(async () => ({ checked: 7, differences }));
  if (command.offline) throw new Error('it needs the database');
  expect(await command.run([], {}, io, {} as CoreForCli)).toBe(exit);
  expect(out).toEqual(said);
});

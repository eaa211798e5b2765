import type { Command } from './command.ts';
import type { CoreForCli } from './core-port.ts';

/** Recomputes figures from raw events; each difference is one line that names series, period and both values. */
export type VerifyRollups = (core: CoreForCli, report: { onProgress(line: string): void }) => Promise<{ checked: number; differences: string[] }>;

/** `rollup verify` over a check: exit 1 with the differences. */
export const rollupCommand = (verify: VerifyRollups): Command => ({
  words: 'rollup verify',
  usage: '',
  summary: 'recomputes the periods whose raw events are kept, and names every difference',
  async run(_args, _values, io, core) {
    const { checked, differences } = await verify(core, { onProgress: (line) => io.err(line) });
    for (const difference of differences) io.out(difference);
    io.out(`checked ${checked}, differences ${differences.length}`);
    return differences.length === 0 ? 0 : 1;
  },
});

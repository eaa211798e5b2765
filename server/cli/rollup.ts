import type { Difference } from '../services/rollup/compare-day.ts';
import { verifyRollups } from '../services/rollup/verify.ts';
import type { Command } from './command.ts';
import type { CoreForCli } from './core-port.ts';

const PART = ['series of periods', 'minute', 'hour', 'day'];

/** `rollup verify`: recomputes the periods whose raw events are kept; exit 1 with the differences. */
export const rollupCommand: Command = {
  words: 'rollup verify',
  usage: '',
  summary: 'recomputes the periods whose raw events are kept, and names every difference',
  async run(_args, _values, io, core: CoreForCli) {
    const { checked, differences, skipped } = await verifyRollups({ ...core.ctx, store: core.store }, { onProgress: (done, of) => io.err(`${done} of ${of}`) });
    for (const d of differences) io.out(lineOf(d));
    for (const month of skipped) io.out(`raw events of ${month} are archived: only its sums were compared`);
    io.out(`checked ${checked.periods} days, ${checked.series} series, differences ${differences.length}`);
    return differences.length === 0 ? 0 : 1;
  },
};

function lineOf(d: Difference): string {
  const pair = (s: Difference['stored']) => `n ${s.n}, num ${s.num}, den ${s.den}`;
  const dims = d.dims === '' ? '' : ` ${d.dims}`;
  return `${d.indicator} ${d.region}${dims} ${PART[d.grain] ?? 'sealed month'} ${new Date(d.slot).toISOString()}: stored ${pair(d.stored)}; recomputed ${pair(d.recomputed)}`;
}

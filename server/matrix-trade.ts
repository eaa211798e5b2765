import { type Answer, FLOWS, type Held, type Probe, trades } from './matrix-things.ts';
import type { PackedCube } from './wire/trade-codec.ts';
import { unpackCube } from './wire/trade-codec.ts';

/** Reads of flows by place, for server/matrix.db.test.ts alone: a declaration for each thing, in a zone of the thing's word. */
export function tradeProbes<W extends { department: string | null }>({ below, held }: Held<W>): Record<string, Probe<W>> {
  const value = <T>(answer: Answer): T => answer.value as T;
  const events = (sums: { events: number }[]) => sums.reduce((n, s) => n + s.events, 0);
  // Figures are public within a region; records are not, and a declaration names no department.
  const records = (who: W, region: string) => (who.department === null ? trades(held(who, region)) : []);
  return {
    'trade.cube': {
      input: (region) => ({ region, ...FLOWS }),
      right: (a, _, region) => {
        const { closed, live } = unpackCube(value<PackedCube>(a));
        return closed.count === 0 && live?.sums.events.reduce((n, x) => n + x, 0) === below(region).length;
      },
      words: (_, region) => trades(below(region)),
    },
    'trade.sides': {
      input: (region) => ({ region, from: FLOWS.from, to: FLOWS.to }),
      right: (a, _, region) => events(value<{ events: number }[]>(a)) === below(region).length,
    },
    'trade.card': {
      input: (region) => ({ region, ...FLOWS, filter: {} }),
      right: (a, _, region) => events([value<{ sums: { events: number } }>(a).sums]) === below(region).length,
    },
    'trade.records': {
      input: (region) => ({ region, ...FLOWS, filter: {}, limit: 200 }),
      right: (a, who, region) => {
        const { rows, partial, fold } = value<{ rows: unknown[]; partial: boolean; fold: { equal: boolean } | null }>(a);
        return rows.length === records(who, region).length && partial === (who.department !== null) && (partial ? fold === null : fold?.equal === true);
      },
      words: records,
    },
    'trade.export': {
      input: (region) => ({ region, ...FLOWS, filter: {}, locale: 'zh-CN' }),
      right: (a, _, region) => value<{ rows: number }>(a).rows >= below(region).length,
    },
  };
}

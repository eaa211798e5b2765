'use client';
import { memo, useMemo } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import type { FlowSum } from '../../server/core/trade/flow.ts';
import { useNow } from '../live/use-now.ts';
import { FOLDS, type FoldName } from './flow-board.ts';
import { chosenSum } from './flow-rows.ts';
import { useCommerce, useCommerceWords, useTick } from './use-commerce.tsx';

const FOLD_NAMES: readonly FoldName[] = ['headline', 'routes', 'legs', 'paths', 'zone', 'partner', 'mode', 'direction', 'port', 'chapter'];
const SUMS: readonly FlowSum[] = ['value', 'declarations', 'parcels', 'events'];
type Agreed = { taken: number; paused: boolean; rows: { name: FoldName; sums: number[] }[] };

/**
 * What each panel that is shown adds up to, for readers and for tests: all rows are the same. It follows every five seconds,
 * and at once when the picture is paused or something else is chosen.
 */
export function AgreeTable() {
  const { board, state } = useCommerce();
  const tick = useTick();
  const now = useNow(5);
  const ready = state.kind === 'ready';
  const moment = board.paused ? tick : now;
  // biome-ignore lint/correctness/useExhaustiveDependencies: folds are changed in place, and the moment says when
  const agreed = useMemo<Agreed | null>(
    () =>
      ready
        ? {
            taken: board.taken,
            paused: board.paused,
            rows: FOLD_NAMES.filter((name) => board.shows(name)).map((name) => {
              const { own } = FOLDS[name];
              const view = board.view(name);
              return { name, sums: SUMS.map((sum) => (own ? chosenSum(view, board.filter[own], sum) : (view.total[AT[sum]] as number))) };
            }),
          }
        : null,
    [board, moment, board.filter, ready],
  );
  return agreed ? <Agreement agreed={agreed} /> : null;
}

const Agreement = memo(function Agreement({ agreed: { taken, paused, rows } }: { agreed: Agreed }) {
  const words = useCommerceWords();
  return (
    <table className="tg-vh" data-agree data-taken={taken} data-paused={paused}>
      <caption>{words.agree}</caption>
      <tbody>
        {rows.map(({ name, sums }) => (
          <tr key={name} data-fold-sums={name}>
            <th scope="row">{words.foldNames[name]}</th>
            {sums.map((sum, i) => (
              <td key={SUMS[i]} data-sum={SUMS[i]}>
                {sum}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

'use client';
import { useMemo } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import type { FlowSum } from '../../server/core/trade/flow.ts';
import { FOLDS, type FoldName } from './flow-board.ts';
import { chosenSum } from './flow-rows.ts';
import { useCommerce, useCommerceWords, useTick } from './use-commerce.tsx';

const SHOWN: readonly FoldName[] = ['headline', 'routes', 'legs', 'paths', 'zone', 'partner', 'mode', 'direction', 'port', 'chapter'];
const SUMS: readonly FlowSum[] = ['value', 'declarations', 'parcels', 'events'];

/** What each panel adds up to, for readers and for tests: at any pause all rows are the same. */
export function AgreeTable() {
  const { board, state } = useCommerce();
  const words = useCommerceWords();
  const version = useTick();
  // biome-ignore lint/correctness/useExhaustiveDependencies: folds are changed in place, and the version says when
  const rows = useMemo(
    () =>
      SHOWN.map((name) => {
        const { own } = FOLDS[name];
        const view = board.view(name);
        return { name, sums: SUMS.map((sum) => (own ? chosenSum(view, board.filter[own], sum) : (view.total[AT[sum]] as number))) };
      }),
    [board, version, board.filter],
  );
  if (state.kind !== 'ready') return null;
  return (
    <table className="tg-vh" data-agree data-version={version} data-taken={board.taken} data-paused={board.paused}>
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
}

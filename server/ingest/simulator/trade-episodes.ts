import { MINUTE } from '../../core/indicator/window.ts';
import type { DemoFile } from '../../wire/profile.ts';

type Episode = NonNullable<DemoFile['tradeEpisodes']>[number];

/** What an episode changes of a declaration while it runs: factors of 1 and null leave it as it is. */
export type Odd = { value: number; mismatched: number; returned: number; price: number; partner: string | null };
const USUAL: Odd = { value: 1, mismatched: 1, returned: 1, price: 1, partner: null };

/** What is odd in a zone at an instant. `start`: epoch ms at which the demo begins; episodes may begin before it. */
export function oddIn(episodes: readonly Episode[], start: number, zone: string, at: number): Odd {
  let odd = USUAL;
  for (const e of episodes) {
    const from = start + e.afterMinutes * MINUTE;
    if (e.zone !== zone || at < from || at >= from + e.minutes * MINUTE) continue;
    odd = {
      ...odd,
      ...(e.kind === 'surge' ? { value: odd.value * e.factor } : {}),
      ...(e.kind === 'mismatch' ? { mismatched: odd.mismatched * e.factor } : {}),
      ...(e.kind === 'returns' ? { returned: odd.returned * e.factor } : {}),
      ...(e.kind === 'price' ? { price: odd.price * e.factor } : {}),
      ...(e.kind === 'shift' ? { partner: e.partner } : {}),
    };
  }
  return odd;
}

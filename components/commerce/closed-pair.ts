import { type FlowColumns, FlowCube, type FlowFilter, type FlowGroups, without } from '../../server/core/trade/cube.ts';
import { FOLDS, type FoldName } from './flow-board.ts';

type Fold = { groups: FlowGroups; total: Float64Array };

/**
 * Whole days of the span and those before it, which do not change: what a figure is compared with is folded when a filter
 * asks for it, and kept until another does.
 */
export class ClosedPair {
  private now = new FlowCube();
  private before = new FlowCube();
  private kept = new Map<string, { now: Fold; before: Fold }>();

  constructor(now: FlowColumns, before: FlowColumns) {
    this.now.load(now, null);
    this.before.load(before, null);
  }

  /** Whether the days before have anything at all. */
  get known(): boolean {
    return this.before.size > 0;
  }

  fold(name: FoldName, filter: FlowFilter): { now: Fold; before: Fold } {
    const { by, own } = FOLDS[name];
    const asked = own ? without(filter, own) : filter;
    const key = `${name} ${JSON.stringify(asked)}`;
    let found = this.kept.get(key);
    if (!found) {
      const one = (cube: FlowCube): Fold => {
        const view = cube.track(by, asked);
        cube.release(view);
        return { groups: view.groups, total: view.total };
      };
      found = { now: one(this.now), before: one(this.before) };
      if (this.kept.size > 24) this.kept.clear();
      this.kept.set(key, found);
    }
    return found;
  }
}

import { describe, expect, it } from 'vitest';
import type { View } from '../../server/wire/topic.ts';
import { groupTiles, refKey, viewRefs, watchedRefs } from './view-plan.ts';

const tile = (indicator: string, fn: string) => ({ indicator, window: 'today' as const, function: fn });
const view: View = {
  layout: 'wall',
  tiles: [tile('a', 'society'), tile('b', 'service'), tile('c', 'society')],
  left: [{ kind: 'trends', title: 't', indicator: 'a', window: 'today', count: 3 }],
  center: [{ kind: 'map', indicator: 'a', window: 'PT1H', layers: [], analysis: [{ indicator: 'd', window: 'month' }] }],
  right: [{ kind: 'abnormal', title: 'x', limit: 3 }],
  bottom: [],
};

describe('groupTiles', () => {
  it('keeps the order of the view and names what no tile stands for, for lists of any length', () => {
    const { groups, missing } = groupTiles(
      view,
      ['economy', 'society', 'service', 'ecology'].map((id) => ({ id })),
    );
    expect(groups.map((g) => [g.function, g.tiles.map((t) => t.ref.indicator)])).toEqual([
      ['society', ['a', 'c']],
      ['service', ['b']],
    ]);
    expect(missing).toEqual(['economy', 'ecology']);
    expect(groupTiles(view, []).missing).toEqual([]);
  });
});

describe('what a view reads', () => {
  it('asks for each figure once', () => {
    expect(viewRefs(view).map((r) => [r.indicator, r.window])).toEqual([
      ['a', 'today'],
      ['b', 'today'],
      ['c', 'today'],
      ['a', 'PT1H'],
      ['d', 'month'],
    ]);
  });
  it('judges the map and the last hour of trends before the tiles', () => {
    expect(watchedRefs(view).map((r) => [r.indicator, r.window])).toEqual([
      ['a', 'PT1H'],
      ['a', 'today'],
      ['b', 'today'],
      ['c', 'today'],
    ]);
  });
  it('does not care for the order of dimensions', () => {
    expect(refKey({ indicator: 'a', window: 'PT1H', dims: { x: '1', y: '2' } })).toBe(refKey({ indicator: 'a', window: 'PT1H', dims: { y: '2', x: '1' } }));
  });
});

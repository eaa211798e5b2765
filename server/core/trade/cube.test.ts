import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AT, FlowCube, type FlowFilter, rate, toColumns, without } from './cube.ts';
import { FLOW_DIMS, FLOW_SUMS, type FlowDim, type FlowSums, flowOf } from './flow.ts';

type Cell = { key: Record<FlowDim, string>; sums: FlowSums; rev?: number };

const word = fc.constantFrom('a', 'b', 'c');
const someCell = fc.record({
  key: fc.record(Object.fromEntries(FLOW_DIMS.map((d) => [d, word])) as Record<FlowDim, typeof word>),
  sums: fc.record(Object.fromEntries(FLOW_SUMS.map((s) => [s, fc.integer({ min: 0, max: 1e9 })])) as Record<keyof FlowSums, fc.Arbitrary<number>>),
  rev: fc.integer({ min: 1, max: 5 }),
});
const someFilter: fc.Arbitrary<FlowFilter> = fc.record(
  { zone: fc.subarray(['a', 'b', 'c', 'unseen']), partner: fc.subarray(['a', 'b', 'c']), mode: fc.subarray(['a', 'b']) },
  { requiredKeys: [] },
);

function byHand(cells: readonly Cell[], by: readonly FlowDim[], filter: FlowFilter): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const { key, sums } of cells) {
    if (FLOW_DIMS.some((d) => filter[d] && !filter[d].includes(key[d]))) continue;
    const name = by.map((d) => key[d]).join('\t');
    const group = groups.get(name) ?? FLOW_SUMS.map(() => 0);
    FLOW_SUMS.forEach((s, i) => {
      group[i] = (group[i] as number) + sums[s];
    });
    groups.set(name, group);
  }
  return groups;
}

test('a fold that follows equals a fold of the newest cells from nothing', () => {
  fc.assert(
    fc.property(
      fc.array(someCell, { maxLength: 20 }),
      fc.array(someCell, { maxLength: 40 }),
      someFilter,
      fc.subarray([...FLOW_DIMS], { minLength: 0, maxLength: 3 }),
      (closed, changes, filter, by) => {
        const cube = new FlowCube();
        cube.load(toColumns(closed), null);
        const view = cube.track(by, filter);
        const newest = new Map<string, Cell>();
        for (let i = 0; i < changes.length; i += 3) cube.merge(toColumns(changes.slice(i, i + 3)));
        for (const cell of changes) {
          const name = FLOW_DIMS.map((d) => cell.key[d]).join();
          const held = newest.get(name);
          if (!held || (cell.rev as number) > (held.rev as number)) newest.set(name, cell);
        }
        const expected = byHand([...closed, ...newest.values()], by, filter);
        const nonzero = [...view.groups].filter(([, g]) => g.some((x) => x !== 0));
        expect(new Map(nonzero.map(([k, g]) => [k, [...g]]))).toEqual(new Map([...expected].filter(([, g]) => g.some((x) => x !== 0))));
        expect([...view.total]).toEqual(FLOW_SUMS.map((_, i) => [...expected.values()].reduce((a, g) => a + (g[i] as number), 0)));
      },
    ),
  );
});

test('a lower revision changes nothing, and a view that was let go stands still', () => {
  const key = Object.fromEntries(FLOW_DIMS.map((d) => [d, 'x'])) as Record<FlowDim, string>;
  const sums = (value: number) => ({ ...(Object.fromEntries(FLOW_SUMS.map((s) => [s, 0])) as FlowSums), value });
  const cube = new FlowCube();
  cube.load(null, toColumns([{ key, sums: sums(10), rev: 3 }]));
  const view = cube.track(['zone'], {});
  expect(cube.merge(toColumns([{ key, sums: sums(7), rev: 2 }]))).toBe(0);
  expect(view.total[AT.value]).toBe(10);
  expect(cube.merge(toColumns([{ key, sums: sums(12), rev: 4 }]))).toBe(1);
  expect(view.groups.get('x')?.[AT.value]).toBe(12);
  cube.release(view);
  cube.merge(toColumns([{ key, sums: sums(20), rev: 5 }]));
  expect(view.total[AT.value]).toBe(12);
});

test('what an event does not tell is no part of a rate', () => {
  const data = { zone: 'z', scope: 'customs_platform', status: 'formal', mode: '9610', direction: 'export', partner: 'USA' } as const;
  const told = flowOf({ ...data, valueCny: 12.34, parcels: 20, declarations: 10, inspected: 1 }, 'r');
  const untold = flowOf({ ...data, valueCny: 1, parcels: 5, declarations: 90 }, 'r');
  expect(told.sums).toMatchObject({ value: 1234, inspected: 1, inspectedOf: 10, returnedOf: 0, flagsOf: 0 });
  const cube = new FlowCube();
  cube.load(toColumns([told, untold]), null);
  const { total } = cube.track([], {});
  expect(rate(total, 'inspected', 'inspectedOf')).toBe(0.1);
  expect(rate(total, 'returned', 'returnedOf')).toBeNull();
  expect(without({ zone: ['z'], mode: ['9610'] }, 'zone')).toEqual({ mode: ['9610'] });
});

import { describe, expect, it } from 'vitest';
import { canvasTheme } from '../ui/canvas-theme.ts';
import { arcAt, arcPath, dotsAt, FlowArcs, type FlowRoute, widthScale } from './flow-arcs.ts';
import { arcLayer } from './flow-layer.ts';
import { placeLabels } from './place-labels.ts';
import { fitView, project } from './view.ts';

const route = (id: string, to: [number, number] = [200, 40]): FlowRoute => ({ id, from: [113, 23], to, bend: 0.3 });
const make = (id: string) => (id === 'nowhere' ? null : route(id, [180 + id.charCodeAt(0), 40]));
const SIZE = { width: 1000, height: 500 };
const view = fitView([-26, -50, 326, 71], SIZE, { top: 0, right: 0, bottom: 0, left: 0 });
const scale = { unit: 1, label: 15, meta: 15 };

describe('an arc', () => {
  it('begins and ends at its places, and bows to the north', () => {
    const path = arcPath(route('a'));
    expect(path[0]).toBeCloseTo(113, 3);
    expect(path[1]).toBeCloseTo(23, 3);
    expect(path.at(-2)).toBeCloseTo(200, 3);
    expect(path.at(-1)).toBeCloseTo(40, 3);
    expect(Math.max(...path.filter((_, i) => i % 2 === 1))).toBeGreaterThan(42);
    const back = arcPath({ id: 'b', from: [200, 40], to: [113, 23], bend: 0.3 });
    expect(Math.max(...back.filter((_, i) => i % 2 === 1))).toBeGreaterThan(42);
  });
});

describe('arcs of a map', () => {
  it('draw the largest and sum the others, also those without a place', () => {
    const arcs = new FlowArcs();
    arcs.update(
      [
        ['a', 100],
        ['b', 50],
        ['c', 20],
        ['d', 5],
        ['nowhere', 7],
      ],
      2,
      make,
    );
    expect(arcs.total).toBe(182);
    expect(arcs.drawn).toBe(2);
    expect(arcs.rest).toEqual({ count: 3, value: 32 });
    const drawn = arcs.data.map(({ at }) => arcs.values[at] as number);
    expect(drawn).toEqual([100, 50]);
    expect(drawn.reduce((sum, v) => sum + v, 0) + arcs.rest.value).toBe(arcs.total);
  });

  it('draw no more than they may where values are equal, and all of many', () => {
    const arcs = new FlowArcs();
    arcs.update(
      Array.from({ length: 700 }, (_, i) => [`r${i}`, i < 5 ? 90 : 10] as const),
      8,
      (id) => route(id),
    );
    expect(arcs.data.map(({ at }) => arcs.values[at])).toEqual([90, 90, 90, 90, 90, 10, 10, 10]);
    expect(arcs.rest).toEqual({ count: 692, value: 6920 });
    expect(arcs.total).toBe(450 + 6950);
  });

  it('are other data for the layer when another route is among the largest, with the curves that were made', () => {
    const arcs = new FlowArcs();
    const of = (a: number, b: number, c: number) =>
      arcs.update(
        [
          ['a', a],
          ['b', b],
          ['c', c],
        ],
        2,
        make,
      );
    of(100, 50, 20);
    const [first, second] = arcs.data;
    of(100, 50, 52);
    expect(arcs.data.map(({ at }) => at)).toEqual([0, 1]);
    expect(arcs.rest.value).toBe(52);
    of(100, 50, 60);
    expect(arcs.data.map(({ at }) => at)).toEqual([0, 2]);
    of(100, 70, 60);
    expect(arcs.data).toEqual([first, second]);
    expect(arcs.data[1]).toBe(second);
  });

  it('have a width in proportion to the value, at a round scale', () => {
    const arcs = new FlowArcs();
    arcs.update(
      [
        ['a', 100],
        ['b', 50],
      ],
      10,
      make,
    );
    expect((arcs.widths[0] as number) / (arcs.widths[1] as number)).toBeCloseTo(2, 5);
    expect(widthScale(130)).toBe(10);
    expect(widthScale(131)).toBe(15);
    expect(widthScale(0)).toBe(1);
  });

  it('keep their curves and the layer its data while only values move', () => {
    const arcs = new FlowArcs();
    arcs.update(
      [
        ['a', 100],
        ['b', 50],
      ],
      10,
      make,
    );
    const [data, version] = [arcs.data, arcs.version];
    const layer = (): { data: unknown; updateTriggers: unknown } => arcLayer('x', arcs, arcs.version, '#ffffff', 1, canvasTheme('dark'), scale).props as never;
    const before = layer();
    arcs.update(
      [
        ['a', 100],
        ['b', 80],
      ],
      10,
      make,
    );
    expect(arcs.data).toBe(data);
    expect(arcs.version).toBe(version + 1);
    const after = layer();
    expect(after.data).toBe(before.data);
    expect(after.updateTriggers).not.toEqual(before.updateTriggers);
    arcs.update(
      [
        ['a', 100],
        ['b', 80],
      ],
      10,
      make,
    );
    expect(arcs.version).toBe(version + 1);
    arcs.update(
      [
        ['a', 100],
        ['b', 80],
        ['c', 1],
      ],
      10,
      make,
    );
    expect(arcs.data).not.toBe(data);
    expect(arcs.data[0]).toBe(data[0]);
  });

  it('are found under the pointer by their own curve, and not when they are not drawn', () => {
    const arcs = new FlowArcs();
    arcs.update([['a', 100]], 10, () => route('a'));
    const path = arcs.data[0]?.path as Float32Array;
    const [x, y] = project(view, SIZE, path[28] as number, path[29] as number);
    expect(arcAt(arcs, view, SIZE, x, y, 1)?.id).toBe('a');
    expect(arcAt(arcs, view, SIZE, x, y + 60, 1)).toBeNull();
    arcs.update([['a', 0]], 10, () => route('a'));
    expect(arcAt(arcs, view, SIZE, x, y, 1)).toBeNull();
  });

  it('send dots along the drawn arcs', () => {
    const arcs = new FlowArcs();
    arcs.update(
      [
        ['a', 100],
        ['b', 0],
      ],
      10,
      () => route('a'),
    );
    const out = new Float32Array(20);
    expect(dotsAt(arcs, 0, out, 2)).toBe(2);
    expect(out[0]).toBeCloseTo(113, 2);
    expect(out[2]).toBeGreaterThan(120);
  });
});

describe('names beside points', () => {
  const wish = (id: string, x: number, y: number) => ({ id, x, y, width: 60, height: 18, gap: 6 });
  it('stand right of the point, elsewhere where that is taken, and nowhere without room', () => {
    const places = placeLabels([wish('a', 100, 100), wish('b', 130, 100), wish('c', 996, 100), wish('d', 100, 101)], SIZE);
    const by = new Map(places.map((p) => [p.id, p.align]));
    // The second point stands where the first name would.
    expect(by.get('a')).toBe('end');
    expect(by.get('b')).toBe('start');
    expect(by.get('c')).toBe('end');
  });

  it('never cover one another', () => {
    const wishes = Array.from({ length: 40 }, (_, i) => wish(String(i), 200 + (i % 8) * 30, 100 + Math.floor(i / 8) * 14));
    const boxes = placeLabels(wishes, SIZE).map((p) => ({ x: p.align === 'start' ? p.x : p.align === 'end' ? p.x - 60 : p.x - 30, y: p.y - 9 }));
    for (const a of boxes) for (const b of boxes) if (a !== b) expect(Math.abs(a.x - b.x) >= 60 || Math.abs(a.y - b.y) >= 18).toBe(true);
    expect(boxes.length).toBeGreaterThan(3);
  });
});

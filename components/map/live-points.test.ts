import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LivePoints, livePointsLayer } from './live-points.ts';
import type { Rgba } from './region-look.ts';

const GREY: Rgba = [9, 9, 9, 255];

test('whatever was drawn last, rows told as changed bring it to what the points are now', () => {
  const step = fc.oneof(fc.record({ set: fc.nat(19), to: fc.integer({ min: 0, max: 255 }) }), fc.constant('give' as const), fc.constant('frame' as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const points = new LivePoints(new Float32Array(40), GREY, 2);
      const held = [...points.colors];
      let [drawn, given] = [points.draw(), points.draw()];
      const frame = () => {
        const runs = drawn === given ? [] : (points.changedSince(drawn.version) ?? [{ startRow: 0, endRow: 20 }]);
        for (const { startRow, endRow } of runs) for (let i = startRow * 4; i < endRow * 4; i++) held[i] = points.colors[i] as number;
        drawn = given;
      };
      for (const one of steps) {
        if (one === 'give') given = points.draw();
        else if (one === 'frame') frame();
        else points.set(one.set, [one.to, 0, 0, 255]);
      }
      given = points.draw();
      frame();
      expect(held).toEqual([...points.colors]);
    }),
  );
});

test('nothing new is the same data, and neighbours are one run', () => {
  const points = new LivePoints(new Float32Array(20), GREY, 2);
  const first = points.draw();
  expect(points.draw()).toBe(first);
  for (const i of [4, 3, 8]) points.set(i, GREY);
  expect(points.draw()).not.toBe(first);
  expect(points.changedSince(first.version)).toEqual([
    { startRow: 3, endRow: 5 },
    { startRow: 8, endRow: 9 },
  ]);
  expect(livePointsLayer('p', points).props.data).toBe(points.draw());
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LivePoints, livePointsLayer, type PointLook } from './live-points.ts';
import type { Rgba } from './region-look.ts';

const GREY: Rgba = [9, 9, 9, 255];
const look = (red: number): PointLook => ({ fill: [red, 9, 9, 255], line: GREY, radius: 2, lineWidth: 0 });

test('whatever was drawn last, rows told as changed bring it to what the points are now', () => {
  const step = fc.oneof(fc.record({ set: fc.nat(19), to: fc.integer({ min: 0, max: 255 }) }), fc.constant('give' as const), fc.constant('frame' as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const points = new LivePoints(new Float32Array(40), look(9));
      const held = [...points.fills];
      let [drawn, given] = [points.draw(), points.draw()];
      const frame = () => {
        const runs = drawn === given ? [] : (points.changedSince(drawn.version) ?? [{ startRow: 0, endRow: 20 }]);
        for (const { startRow, endRow } of runs) for (let i = startRow * 4; i < endRow * 4; i++) held[i] = points.fills[i] as number;
        drawn = given;
      };
      for (const one of steps) {
        if (one === 'give') given = points.draw();
        else if (one === 'frame') frame();
        else points.set(one.set, look(one.to));
      }
      given = points.draw();
      frame();
      expect(held).toEqual([...points.fills]);
    }),
  );
});

test('nothing new is the same data, and neighbours are one run', () => {
  const points = new LivePoints(new Float32Array(20), look(9));
  const first = points.draw();
  expect(points.draw()).toBe(first);
  points.set(1, look(9));
  expect(points.draw()).toBe(first);
  for (const i of [4, 3, 8]) points.set(i, look(1));
  expect(points.draw()).not.toBe(first);
  expect(points.changedSince(first.version)).toEqual([
    { startRow: 3, endRow: 5 },
    { startRow: 8, endRow: 9 },
  ]);
  expect(livePointsLayer('p', points).props.data).toBe(points.draw());
});

test('what nobody draws is not remembered for ever: then all is drawn', () => {
  const points = new LivePoints(new Float32Array(20), look(9));
  const first = points.draw();
  for (let i = 0; i < 400; i++) {
    points.set(i % 10, look(i % 250));
    points.draw();
  }
  expect(points.changedSince(first.version)).toBeNull();
  expect(points.changedSince(points.draw().version)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { buildTree } from '../core/region/tree.ts';
import { checkBoundaries } from './check-boundaries.ts';

const tree = buildTree(
  [
    { adcode: '990000', parent: '', level: 'province', kind: 'normal' },
    { adcode: '990101', parent: '990000', level: 'county', kind: 'normal' },
    { adcode: '990102', parent: '990000', level: 'county', kind: 'normal' },
  ],
  [{ adcode: '990109', to: '990102' }],
);
const ring = [
  [113, 23],
  [114, 23],
  [114, 24],
  [113, 23],
];
const feature = (properties: object, geometry: object = { type: 'Polygon', coordinates: [ring] }, id?: unknown) => ({
  type: 'Feature',
  id,
  properties,
  geometry,
});
const check = (...features: object[]) => checkBoundaries({ type: 'FeatureCollection', features }, tree, (a) => `区${a}`);

test('codes are found where publishers put them, retired ones resolved, names taken from the profile', () => {
  const { features, problems } = check(feature({ gb: '156990101', name: '旧名' }), feature({}, { type: 'MultiPolygon', coordinates: [[ring]] }, 990109));
  expect(problems).toEqual([]);
  expect(features.map((f) => [f.id, f.properties])).toEqual([
    ['990101', { adcode: '990101', name: '区990101' }],
    ['990102', { adcode: '990102', name: '区990102' }],
  ]);
});

describe('every wrong feature is named', () => {
  test.each([
    [feature({ name: '无' }), /feature 0: no 6-digit adcode/],
    [feature({ adcode: '123456' }), /feature 0: region 123456 is not in the profile/],
    [feature({ adcode: '990101' }, { type: 'Point', coordinates: [113, 23] }), /feature 0 \(990101\)/],
    [
      feature(
        { adcode: '990101' },
        {
          type: 'Polygon',
          coordinates: [
            [
              [113, 23],
              [114, 23],
              [114, 24],
              [115, 23],
            ],
          ],
        },
      ),
      /ends where it began/,
    ],
    [feature({ adcode: '990101' }, { type: 'Polygon', coordinates: [ring.map(([x, y]) => [(x ?? 0) * 1e5, y])] }), /feature 0 \(990101\)/],
  ])('%#', (one, message) => {
    expect(check(one).problems[0]).toMatch(message);
  });
  test('and so is a region that comes twice, and what is no collection', () => {
    expect(check(feature({ code: '990102' }), feature({ code: '990109' })).problems).toEqual(['feature 1: region 990102 came already as feature 0']);
    expect(checkBoundaries([], tree, String).problems[0]).toMatch(/not a GeoJSON FeatureCollection/);
  });
});

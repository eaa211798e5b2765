// Makes public/geo/PROFILE/cities.topo.json and source.json from the province outline that echarts 4.9.0 shipped.
// Usage: node db/profiles/tools/make-geometry.mjs guangdong fujian
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packedFolder, temporaryRequire } from './npm-package.mjs';

const SOURCE = {
  package: 'echarts',
  version: '4.9.0',
  licence: 'Apache-2.0',
  url: 'https://registry.npmjs.org/echarts/-/echarts-4.9.0.tgz',
};
const TOPOJSON = ['topojson-server@3.0.1', 'topojson-simplify@3.0.3', 'topojson-client@3.1.0'];
/** Units a degree in the source's own encoding: its coordinates are exact on this grid. */
const GRID = 1024;
/** Raw size above which the outline is thinned. */
const MAX_BYTES = 150_000;
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Undoes the source's zigzag delta encoding of one ring; returns grid integers, so neighbours stay bit-equal. */
function decodeRing(text, [startX, startY]) {
  const zigzag = (code) => ((code - 64) >> 1) ^ -((code - 64) & 1);
  const ring = [];
  let x = startX;
  let y = startY;
  for (let i = 0; i + 1 < text.length; i += 2) {
    x += zigzag(text.charCodeAt(i));
    y += zigzag(text.charCodeAt(i + 1));
    ring.push([x, y]);
  }
  const [firstX, firstY] = ring[0];
  if (firstX !== x || firstY !== y) ring.push([firstX, firstY]);
  return ring;
}

function decodeGeometry({ type, coordinates, encodeOffsets }) {
  const polygon = (rings, offsets) => rings.map((ring, i) => decodeRing(ring, offsets[i])).filter((ring) => ring.length >= 4);
  if (type === 'Polygon') return { type, coordinates: polygon(coordinates, encodeOffsets) };
  return {
    type,
    coordinates: coordinates.map((rings, i) => polygon(rings, encodeOffsets[i])).filter((rings) => rings.length > 0),
  };
}

/** GeoJSON of one province in grid units. */
function readProvince(folder, name) {
  const file = JSON.parse(readFileSync(join(folder, 'map/json/province', `${name}.json`), 'utf8'));
  if (!file.UTF8Encoding) throw new Error(`${name}: expected the encoded form`);
  return {
    type: 'FeatureCollection',
    features: file.features.map((feature) => ({
      type: 'Feature',
      id: feature.id,
      properties: { name: feature.properties.name, cp: feature.properties.cp },
      geometry: decodeGeometry(feature.geometry),
    })),
  };
}

/** Grid integers to a TopoJSON whose transform gives degrees without rounding. */
function toDegrees(topology, quantize) {
  const [west, south] = topology.bbox;
  const whole = quantize(topology, { scale: [1, 1], translate: [west, south] });
  return {
    ...whole,
    bbox: topology.bbox.map((value) => value / GRID),
    transform: { scale: [1 / GRID, 1 / GRID], translate: [west / GRID, south / GRID] },
  };
}

function makeTopology(collection, tools) {
  const { topology, quantize, presimplify, simplify } = tools;
  let made = toDegrees(topology({ cities: collection }), quantize);
  // Thinning works on arcs, so a border between two cities is thinned once and stays shared.
  for (let weight = 1; JSON.stringify(made).length > MAX_BYTES; weight *= 2) {
    made = toDegrees(simplify(presimplify(topology({ cities: collection })), weight), quantize);
  }
  return made;
}

const names = process.argv.slice(2);
if (names.length === 0) throw new Error('usage: make-geometry.mjs PROFILE…');
const require = temporaryRequire(TOPOJSON);
const tools = { ...require('topojson-server'), ...require('topojson-simplify'), ...require('topojson-client') };
const folder = packedFolder(`${SOURCE.package}@${SOURCE.version}`);
for (const name of names) {
  const collection = readProvince(folder, name);
  const text = JSON.stringify(makeTopology(collection, tools));
  const out = join(root, 'public/geo', name);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'cities.topo.json'), `${text}\n`);
  const note = `map/json/province/${name}.json, ${collection.features.length} cities; the publisher states no datum and no review number; for display only, not a statement of any boundary`;
  const source = { ...SOURCE, datum: 'unstated', madeAt: new Date().toISOString().slice(0, 10), note };
  writeFileSync(join(out, 'source.json'), `${JSON.stringify(source, null, 2)}\n`);
  console.log(`${name}: ${collection.features.length} cities, ${text.length} bytes`);
}

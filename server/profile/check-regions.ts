import type { z } from 'zod';
import type { RegionRow } from '../wire/profile.ts';
import { type Known, type Report, reportDuplicates } from './check-lists.ts';
import type { Draft, Line } from './read.ts';

type RegionLine = Line<z.infer<typeof RegionRow>>;

/** Checks regions.csv and retired.csv: codes, levels, one tree, coordinates, tiles. */
export function checkRegions(draft: Draft, known: Known, report: Report): void {
  reportDuplicates(draft.regions, (row) => row.adcode, 'region', report);
  const byCode = new Map(draft.regions.map((each) => [each.row.adcode, each]));
  const tiles = new Map<string, number>();
  for (const each of draft.regions) {
    checkPlace(each, byCode, known, report);
    checkNumbers(each, report);
    checkTile(each, tiles, report);
  }
  checkRoot(draft, report);
  checkRetired(draft, known, report);
}

/** A parent must be of a higher level: that also rules out cycles. */
function checkPlace({ file, line, row }: RegionLine, byCode: ReadonlyMap<string, RegionLine>, known: Known, report: Report): void {
  const rank = known.rankOf(row.level);
  if (!known.levels.has(row.level)) report(file, line, `level ${row.level} is not a level of profile.json`);
  if (row.parent === '') return;
  const parent = byCode.get(row.parent);
  if (!parent) {
    report(file, line, `parent ${row.parent} is not a region`);
    return;
  }
  const parentRank = known.rankOf(parent.row.level);
  if (rank !== undefined && parentRank !== undefined && parentRank >= rank) {
    report(file, line, `parent ${row.parent} is of level ${parent.row.level}, which is not above ${row.level}`);
  }
}

function checkNumbers({ file, line, row }: RegionLine, report: Report): void {
  if ((row.lon === '') !== (row.lat === '')) report(file, line, 'lon and lat come together or not at all');
  if (row.lon !== '' && !within(row.lon, 180)) report(file, line, `lon ${row.lon} is not a longitude in degrees`);
  if (row.lat !== '' && !within(row.lat, 90)) report(file, line, `lat ${row.lat} is not a latitude in degrees`);
  if (row.population !== '' && !/^\d+$/.test(row.population)) report(file, line, `population ${row.population} is not a whole number`);
}

const within = (text: string, limit: number): boolean => /^-?\d+(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= limit;

function checkTile({ file, line, row }: RegionLine, tiles: Map<string, number>, report: Report): void {
  if (row.tile === '') return;
  if (!/^\d{1,2},\d{1,2}$/.test(row.tile)) {
    report(file, line, `tile ${row.tile} is not "column,row"`);
    return;
  }
  const cell = `${row.parent} ${row.tile}`;
  const taken = tiles.get(cell);
  if (taken !== undefined) report(file, line, `tile ${row.tile} of ${row.parent} is already taken on line ${taken}`);
  tiles.set(cell, line);
}

function checkRoot(draft: Draft, report: Report): void {
  const roots = draft.regions.filter(({ row }) => row.parent === '');
  for (const { file, line, row } of roots.slice(1)) report(file, line, `region ${row.adcode} has no parent, but ${roots[0]?.row.adcode} is the root`);
  if (!draft.profile || draft.regions.length === 0) return;
  const { file, value, lineOf } = draft.profile;
  if (roots[0]?.row.adcode !== value.adcode) report(file, lineOf(['adcode']), `root region ${value.adcode} is not the row without a parent in regions.csv`);
}

function checkRetired(draft: Draft, known: Known, report: Report): void {
  reportDuplicates(draft.retired, (row) => row.adcode, 'retired region', report);
  for (const { file, line, row } of draft.retired) {
    if (known.regions.has(row.adcode)) report(file, line, `region ${row.adcode} is still in regions.csv`);
    if (!known.regions.has(row.to)) report(file, line, `region ${row.to} is not in regions.csv`);
    if (!/^(\d{4}(-\d{2}(-\d{2})?)?)?$/.test(row.since)) report(file, line, `since ${row.since} is not a year, month or day`);
  }
}

// A compact tile cartogram: one cell a county, by relative place; it shows neighbourhood, never a boundary.

/**
 * @param {{adcode: string, lon: number|null, lat: number|null}[]} counties of one city, in code order
 * @returns {Map<string, [number, number]>} column and row by adcode, row 0 in the north
 */
export function tilesOf(counties) {
  const placed = counties.filter((each) => each.lon !== null);
  const columns = Math.ceil(Math.sqrt(counties.length));
  const rows = Math.ceil(counties.length / columns);
  const cells = Array.from({ length: columns * rows }, (_, i) => [i % columns, Math.floor(i / columns)]);
  const wanted = new Map(placed.map((each) => [each.adcode, wantedCell(each, placed, columns, rows)]));
  const order = [...placed, ...counties.filter((each) => each.lon === null)];
  const taken = improve(
    order.map((each) => each.adcode),
    cells,
    wanted,
  );
  return new Map(order.map((each, i) => [each.adcode, taken[i]]));
}

/** Place by rank rather than degrees, so that a crowded centre spreads over the cells. */
function wantedCell(county, all, columns, rows) {
  const last = Math.max(all.length - 1, 1);
  const east = all.filter((other) => other.lon < county.lon).length;
  const south = all.filter((other) => other.lat > county.lat).length;
  return [(east / last) * (columns - 1), (south / last) * (rows - 1)];
}

/** Swaps cells while the summed squared distance falls; small lists, so the plain search is exact enough. */
function improve(adcodes, cells, wanted) {
  const at = [...cells];
  const cost = (i, cell) => {
    const want = i < adcodes.length ? wanted.get(adcodes[i]) : undefined;
    return want ? (want[0] - cell[0]) ** 2 + (want[1] - cell[1]) ** 2 : 0;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < at.length; i += 1) {
      for (let j = i + 1; j < at.length; j += 1) {
        if (cost(i, at[j]) + cost(j, at[i]) >= cost(i, at[i]) + cost(j, at[j]) - 1e-9) continue;
        [at[i], at[j]] = [at[j], at[i]];
        changed = true;
      }
    }
  }
  return at;
}

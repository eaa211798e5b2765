/** Where a line leaves its expected band. Pure geometry on typed arrays; NaN breaks a run. */

/** Interleaved [at, value, at, value, …]; NaN values are gaps. */
export type Points = Float64Array;
/** Interleaved [at, low, high, …], ascending; a side without limit is −Infinity or Infinity. */
export type BandPoints = Float64Array;

export type Excess = {
  /** The parts outside as an interleaved line with NaN between runs. */
  outside: Points;
  /** The area between bound and line: interleaved [at, bound, value] with NaN between runs. */
  area: Float64Array;
};

/** Packs [at, value|null] pairs. */
export function packPoints(points: Iterable<readonly [at: number, value: number | null]>): Points {
  const out: number[] = [];
  for (const [at, value] of points) out.push(at, value ?? Number.NaN);
  return Float64Array.from(out);
}

/** Packs [at, low|null, high|null] rows; null is no limit on that side. */
export function packBand(rows: Iterable<readonly [at: number, low: number | null, high: number | null]>): BandPoints {
  const out: number[] = [];
  for (const [at, low, high] of rows) out.push(at, low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY);
  return Float64Array.from(out);
}

function lerp(a: number, b: number, t: number): number {
  return a === b ? a : a + (b - a) * t;
}

/** Splits a line at its crossings with the band (both linear between their points). Times outside the band's span are inside it. */
export function splitExcess(line: Points, band: BandPoints): Excess {
  const outside: number[] = [];
  const area: number[] = [];
  let open = false;
  const end = () => {
    if (open) {
      outside.push(Number.NaN, Number.NaN);
      area.push(Number.NaN, Number.NaN, Number.NaN);
    }
    open = false;
  };
  const put = (x: number, y: number, bound: number) => {
    outside.push(x, y);
    area.push(x, bound, y);
    open = true;
  };
  const bands = band.length / 3;
  let k = 0;
  for (let i = 0; i + 3 < line.length && bands > 1; i += 2) {
    const x0 = line[i] as number;
    const y0 = line[i + 1] as number;
    const x1 = line[i + 2] as number;
    const y1 = line[i + 3] as number;
    if (Number.isNaN(y0) || Number.isNaN(y1) || x1 <= x0) {
      end();
      continue;
    }
    while (k > 0 && (band[3 * k] as number) > x0) k--;
    while (k + 2 < bands && (band[3 * (k + 1)] as number) <= x0) k++;
    let from = x0;
    for (let b = k; from < x1 && b + 1 < bands; b++) {
      const bx0 = band[3 * b] as number;
      const bx1 = band[3 * b + 3] as number;
      const a = Math.max(from, bx0);
      const z = Math.min(x1, bx1);
      if (z <= a) continue;
      const at = (x: number, side: 1 | 2) => lerp(band[3 * b + side] as number, band[3 * b + 3 + side] as number, (x - bx0) / (bx1 - bx0));
      const value = (x: number) => lerp(y0, y1, (x - x0) / (x1 - x0));
      piece(a, z, value(a), value(z), at(a, 1), at(z, 1), at(a, 2), at(z, 2));
      from = z;
    }
  }
  end();
  return { outside: Float64Array.from(outside), area: Float64Array.from(area) };

  /** One stretch where line and bounds are straight: at most two crossings. */
  function piece(a: number, z: number, ya: number, yz: number, lowA: number, lowZ: number, highA: number, highZ: number) {
    // Most of a day lies inside: straight bounds and both ends inside mean all of it is.
    if (ya <= highA && ya >= lowA && yz <= highZ && yz >= lowZ) {
      end();
      return;
    }
    const cuts = [0, ...[crossing(ya - highA, yz - highZ), crossing(ya - lowA, yz - lowZ)].filter((t) => t !== null), 1].sort((p, q) => p - q);
    for (let c = 0; c + 1 < cuts.length; c++) {
      const s = cuts[c] as number;
      const e = cuts[c + 1] as number;
      if (e <= s) continue;
      const mid = (s + e) / 2;
      const y = lerp(ya, yz, mid);
      const over = y > lerp(highA, highZ, mid);
      if (!over && !(y < lerp(lowA, lowZ, mid))) {
        end();
        continue;
      }
      const [ba, bz] = over ? [highA, highZ] : [lowA, lowZ];
      if (!open) put(lerp(a, z, s), lerp(ya, yz, s), lerp(ba, bz, s));
      put(lerp(a, z, e), lerp(ya, yz, e), lerp(ba, bz, e));
    }
  }
}

/** Where a difference changes its sign between 0 and 1, or null. */
function crossing(d0: number, d1: number): number | null {
  if (!Number.isFinite(d0) || !Number.isFinite(d1) || d0 * d1 >= 0) return null;
  return d0 / (d0 - d1);
}

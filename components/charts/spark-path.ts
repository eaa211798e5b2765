/** SVG paths of a sparkline in a stretched box. Pure. */

export type SparkBox = { from: number; to: number; low: number; high: number; width: number; height: number };

/** Room kept above and below, as a share of the height, so that dots and strokes are not cut. */
const PAD = 0.1;

function px(at: number, box: SparkBox): number {
  return box.to > box.from ? ((at - box.from) / (box.to - box.from)) * box.width : box.width;
}

function py(value: number, box: SparkBox): number {
  const v = Math.max(box.low, Math.min(box.high, value));
  const share = box.high > box.low ? (v - box.low) / (box.high - box.low) : 0.5;
  return box.height * (1 - PAD - share * (1 - 2 * PAD));
}

const n = (x: number) => String(Math.round(x * 10) / 10);

/** Line through interleaved [at, value]; NaN lifts the pen, a lone point is a dot (round cap). */
export function linePath(points: Float64Array, box: SparkBox): string {
  let d = '';
  let down = false;
  for (let i = 0; i < points.length; i += 2) {
    const value = points[i + 1] as number;
    if (Number.isNaN(value)) {
      down = false;
      continue;
    }
    const x = n(px(points[i] as number, box));
    const y = n(py(value, box));
    const alone = !down && (i + 3 >= points.length || Number.isNaN(points[i + 3] as number));
    d += alone ? `M${x} ${y}h0` : `${down ? 'L' : 'M'}${x} ${y}`;
    down = true;
  }
  return d;
}

/** Closed area between the bounds of [at, low, high]; open sides reach the edge of the box. */
export function areaPath(band: Float64Array, box: SparkBox): string {
  let upper = '';
  let lower = '';
  for (let i = 0; i < band.length; i += 3) {
    const x = n(Math.max(0, Math.min(box.width, px(band[i] as number, box))));
    upper += `${upper === '' ? 'M' : 'L'}${x} ${n(py(band[i + 2] as number, box))}`;
    lower = `L${x} ${n(py(band[i + 1] as number, box))}${lower}`;
  }
  return upper === '' ? '' : `${upper}${lower}Z`;
}

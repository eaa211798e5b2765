import { ScatterplotLayer } from '@deck.gl/layers';
import type { Rgba } from './region-look.ts';

type Range = { startRow: number; endRow: number };
/** What the layer is given: a new one for each change, over the same buffers. */
type Drawn = { length: number; attributes: { getPosition: { value: Float32Array; size: 2 } }; points: LivePoints; version: number };

const MOST_VERSIONS = 300;

/** How a point is drawn: radius and width of its line in px; no width is no line. */
export type PointLook = { fill: Rgba; line: Rgba; radius: number; lineWidth: number };

/**
 * Points whose places stay while their looks change. A change costs what has changed, however many points there are: only the
 * rows that were set since the layer was last drawn are computed and sent to the graphics card. What is given to the layer and
 * replaced before a frame comes is not lost: rows are told since the one that was drawn.
 */
export class LivePoints {
  readonly length: number;
  readonly fills: Uint8Array;
  readonly lines: Uint8Array;
  /** Radius and width of the line, interleaved. */
  readonly sizes: Float32Array;
  private readonly attributes: Drawn['attributes'];
  private dirty = new Set<number>();
  /** Rows by the version that they were set in, of versions which may not be drawn yet. */
  private log: { version: number; rows: ReadonlySet<number> }[] = [];
  private last: Drawn;

  /** @param positions longitude and latitude of each point, one after the other */
  constructor(positions: Float32Array, look: PointLook) {
    this.length = positions.length / 2;
    this.attributes = { getPosition: { value: positions, size: 2 } };
    this.fills = new Uint8Array(this.length * 4);
    this.lines = new Uint8Array(this.length * 4);
    this.sizes = new Float32Array(this.length * 2);
    for (let i = 0; i < this.length; i++) this.write(i, look);
    this.last = this.drawn(0);
  }

  /** Look of point `i`; the same look again changes nothing. */
  set(i: number, look: PointLook): void {
    if (this.write(i, look)) this.dirty.add(i);
  }

  /** The points as they are now, for a layer. The same answer while nothing was set. */
  draw(): Drawn {
    if (this.dirty.size === 0) return this.last;
    this.last = this.drawn(this.last.version + 1);
    this.log.push({ version: this.last.version, rows: this.dirty });
    // A page that nobody looks at draws no frames: rather than to remember all, all is drawn again.
    if (this.log.length > MOST_VERSIONS) this.log = this.log.slice(-1);
    this.dirty = new Set();
    return this.last;
  }

  /** Rows that were set after `version`; null when that is not known any more, which means all. */
  changedSince(version: number): Range[] | null {
    // One layer draws the points: what is before what it has drawn is not asked for again.
    this.log = this.log.filter((entry) => entry.version > version);
    const [oldest] = this.log;
    if (oldest && oldest.version !== version + 1) return null;
    return runsOf(new Set(this.log.flatMap((entry) => [...entry.rows])));
  }

  private write(i: number, { fill, line, radius, lineWidth }: PointLook): boolean {
    const put = (into: Uint8Array | Float32Array, at: number, values: readonly number[]) => {
      let changed = false;
      for (let k = 0; k < values.length; k++) {
        const was = into[at + k];
        into[at + k] = values[k] as number;
        changed ||= into[at + k] !== was;
      }
      return changed;
    };
    const [a, b, c] = [put(this.fills, i * 4, fill), put(this.lines, i * 4, line), put(this.sizes, i * 2, [radius, lineWidth])];
    return a || b || c;
  }

  private drawn(version: number): Drawn {
    return { length: this.length, attributes: this.attributes, points: this, version };
  }
}

/** Neighbours that both changed are one run. */
function runsOf(rows: ReadonlySet<number>): Range[] {
  const runs: Range[] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.endRow === row) run.endRow = row + 1;
    else runs.push({ startRow: row, endRow: row + 1 });
  }
  return runs;
}

type At = { index: number; data: unknown; target: number[] };
const pointsOf = (data: unknown) => (data as Drawn).points;

function rgbaAt(from: Uint8Array, { index, target }: At): Rgba {
  for (let c = 0; c < 4; c++) target[c] = from[index * 4 + c] as number;
  return target as unknown as Rgba;
}

/** Circles of `points`, as they are now. */
export function livePointsLayer(id: string, points: LivePoints) {
  return new ScatterplotLayer({
    id,
    data: points.draw() as never,
    getFillColor: ((_: unknown, at: At) => rgbaAt(pointsOf(at.data).fills, at)) as never,
    getLineColor: ((_: unknown, at: At) => rgbaAt(pointsOf(at.data).lines, at)) as never,
    getRadius: ((_: unknown, { index, data }: At) => pointsOf(data).sizes[index * 2]) as never,
    getLineWidth: ((_: unknown, { index, data }: At) => pointsOf(data).sizes[index * 2 + 1]) as never,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    stroked: true,
    pickable: false,
    // Another set of points is another container altogether.
    _dataDiff: ((now: Drawn, was?: Drawn) => (was?.points === now.points ? now.points.changedSince(was.version) : null)) as never,
  });
}

import { ScatterplotLayer } from '@deck.gl/layers';
import type { Rgba } from './region-look.ts';

type Range = { startRow: number; endRow: number };
/** What the layer is given: a new one for each change, over the same buffers. */
type Drawn = { length: number; attributes: { getPosition: { value: Float32Array; size: 2 } }; points: LivePoints; version: number };

/**
 * Points whose places stay while colour and size change. A change costs what has changed, however many points there are:
 * only the rows that were set since the layer was last drawn are computed and sent to the graphics card. What is given to
 * the layer and replaced before a frame comes is not lost: rows are told since the one that was drawn.
 */
export class LivePoints {
  readonly length: number;
  readonly colors: Uint8Array;
  readonly radii: Float32Array;
  private readonly attributes: Drawn['attributes'];
  private dirty = new Set<number>();
  /** Rows by the version that they were set in, of versions which may not be drawn yet. */
  private log: { version: number; rows: ReadonlySet<number> }[] = [];
  private last: Drawn;

  /** @param positions longitude and latitude of each point, one after the other @param radius px */
  constructor(positions: Float32Array, color: Rgba, radius: number) {
    this.length = positions.length / 2;
    this.attributes = { getPosition: { value: positions, size: 2 } };
    this.colors = new Uint8Array(this.length * 4);
    for (let i = 0; i < this.length; i++) this.colors.set(color, i * 4);
    this.radii = new Float32Array(this.length).fill(radius);
    this.last = this.drawn(0);
  }

  /** Colour of point `i`; radius in px where it changes too. */
  set(i: number, color: Rgba, radius?: number): void {
    this.colors.set(color, i * 4);
    if (radius !== undefined) this.radii[i] = radius;
    this.dirty.add(i);
  }

  /** The points as they are now, for a layer. The same answer while nothing was set. */
  draw(): Drawn {
    if (this.dirty.size === 0) return this.last;
    this.last = this.drawn(this.last.version + 1);
    this.log.push({ version: this.last.version, rows: this.dirty });
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

function colorAt(_: unknown, { index, data, target }: At): Rgba {
  const { colors } = (data as Drawn).points;
  for (let c = 0; c < 4; c++) target[c] = colors[index * 4 + c] as number;
  return target as unknown as Rgba;
}

const radiusAt = (_: unknown, { index, data }: At): number => (data as Drawn).points.radii[index] as number;

/** Filled circles of `points`, as they are now. */
export function livePointsLayer(id: string, points: LivePoints) {
  return new ScatterplotLayer({
    id,
    data: points.draw() as never,
    getFillColor: colorAt as never,
    getRadius: radiusAt as never,
    radiusUnits: 'pixels',
    stroked: false,
    pickable: false,
    // Another set of points is another container altogether.
    _dataDiff: ((now: Drawn, was?: Drawn) => (was?.points === now.points ? now.points.changedSince(was.version) : null)) as never,
  });
}

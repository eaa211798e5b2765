/**
 * Signal frames as bytes: a frame's body is segments one after another, a segment is one topic's changed cells as five
 * columns. A column is as wide as its values need after the smallest is taken off, so a usual segment costs three to
 * four bytes a cell and decodes with plain byte reads. The layout is specified in server/realtime/SPEC.md.
 */
export type Columns = {
  count: number;
  region: Int32Array;
  minute: Int32Array;
  n: Float64Array;
  num: Float64Array;
  den: Float64Array;
};

/** One decoded segment. `columns` is reused: it is valid until the visitor returns. */
export type Segment = { topic: number; snapshot: boolean; columns: Columns };

/** Columns with room for `capacity` cells. */
export function makeColumns(capacity: number): Columns {
  return {
    count: 0,
    region: new Int32Array(capacity),
    minute: new Int32Array(capacity),
    n: new Float64Array(capacity),
    num: new Float64Array(capacity),
    den: new Float64Array(capacity),
  };
}

const CONST = 0;
const F64 = 7;
const COPY = 8;
const SNAPSHOT = 1;
const MAX_CELLS = 1 << 20;
/** Largest difference that every width, and the browser's integers, carry exactly. */
const MAX_SPAN = 2 ** 48;

class Writer {
  bytes = new Uint8Array(4096);
  view = new DataView(this.bytes.buffer);
  at = 0;

  room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const next = new Uint8Array(Math.max(this.bytes.length * 2, this.at + more));
    next.set(this.bytes);
    this.bytes = next;
    this.view = new DataView(next.buffer);
  }

  varint(value: number): void {
    this.room(8);
    let v = value;
    while (v >= 128) {
      this.bytes[this.at++] = (v % 128) | 128;
      v = Math.floor(v / 128);
    }
    this.bytes[this.at++] = v;
  }

  column(values: ArrayLike<number>, count: number, copies: boolean): void {
    this.room(9 + count * 8);
    if (copies) {
      this.bytes[this.at++] = COPY;
      return;
    }
    let low = values[0] as number;
    let high = low;
    for (let i = 1; i < count; i++) {
      const v = values[i] as number;
      if (v < low) low = v;
      else if (v > high) high = v;
    }
    const span = high - low;
    const plain = Math.abs(low) <= MAX_SPAN && span <= MAX_SPAN;
    const width = !plain ? F64 : span === 0 ? CONST : span < 256 ? 1 : span < 65_536 ? 2 : span < 16_777_216 ? 3 : span < 4_294_967_296 ? 4 : 6;
    this.bytes[this.at++] = width;
    if (width === F64) {
      for (let i = 0; i < count; i++, this.at += 8) this.view.setFloat64(this.at, values[i] as number, true);
      return;
    }
    this.varint(low < 0 ? -low * 2 - 1 : low * 2);
    this.offsets(values, count, low, width);
  }

  private offsets(values: ArrayLike<number>, count: number, low: number, width: number): void {
    const bytes = this.bytes;
    let at = this.at;
    for (let i = 0; i < count && width > 0; i++) {
      const v = (values[i] as number) - low;
      bytes[at] = v;
      if (width > 1) bytes[at + 1] = v >>> 8;
      if (width > 2) bytes[at + 2] = v >>> 16;
      if (width > 3) bytes[at + 3] = v >>> 24;
      if (width > 4) {
        const high = Math.floor(v / 4_294_967_296);
        bytes[at + 4] = high;
        bytes[at + 5] = high >>> 8;
      }
      at += width;
    }
    this.at = at;
  }
}

const same = (a: ArrayLike<number>, b: ArrayLike<number>, count: number): boolean => {
  for (let i = 0; i < count; i++) if (a[i] !== b[i]) return false;
  return true;
};

const scratch = new Writer();

/**
 * Encodes `cells.count` cells of a topic. Values must be integers that a double holds exactly.
 * `snapshot` tells the client to drop what it holds of the topic first.
 */
export function encodeSegment(topic: number, cells: Columns, snapshot = false): Uint8Array {
  const { count } = cells;
  const w = scratch;
  w.at = 0;
  w.varint(count);
  w.room(1);
  w.bytes[w.at++] = snapshot ? SNAPSHOT : 0;
  if (count > 0) {
    w.column(cells.minute, count, false);
    w.column(cells.region, count, false);
    w.column(cells.n, count, false);
    w.column(cells.num, count, same(cells.num, cells.n, count));
    w.column(cells.den, count, same(cells.den, cells.num, count));
  }
  const body = w.bytes.slice(0, w.at);
  w.at = 0;
  w.varint(topic);
  w.varint(body.length);
  const out = new Uint8Array(w.at + body.length);
  out.set(w.bytes.subarray(0, w.at));
  out.set(body, w.at);
  return out;
}

/** Columns of `count` integers each, one after another: what stands in any of them is laid out as in a segment. */
export function encodeColumns(columns: readonly ArrayLike<number>[], count: number): Uint8Array {
  const w = scratch;
  w.at = 0;
  if (count > 0) for (const column of columns) w.column(column, count, false);
  return w.bytes.slice(0, w.at);
}

/** Reads what encodeColumns made of `columns` columns. @throws RangeError when the bytes are cut. */
export function decodeColumns(bytes: Uint8Array, columns: number, count: number): Float64Array[] {
  const r = new Reader(bytes);
  return Array.from({ length: columns }, () => {
    const into = new Float64Array(count);
    if (count > 0) r.column(into, count, null);
    return into;
  });
}

/** One body of several segments. */
export function joinSegments(segments: readonly Uint8Array[]): Uint8Array {
  if (segments.length === 1) return segments[0] as Uint8Array;
  let size = 0;
  for (const s of segments) size += s.length;
  const out = new Uint8Array(size);
  let at = 0;
  for (const s of segments) {
    out.set(s, at);
    at += s.length;
  }
  return out;
}

class Reader {
  at = 0;
  private readonly view: DataView;
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    const b = this.bytes[this.at++];
    if (b === undefined) throw new RangeError('signal frame ends inside a segment');
    return b;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const b = this.byte();
      value += (b & 127) * scale;
      if (b < 128) return value;
      scale *= 128;
    }
    throw new RangeError('signal frame holds an endless number');
  }

  column(into: Int32Array | Float64Array, count: number, previous: Float64Array | null): void {
    const width = this.byte();
    if (width === COPY && previous) {
      for (let i = 0; i < count; i++) into[i] = previous[i] as number;
      return;
    }
    if (width === F64) {
      this.need(count * 8);
      for (let i = 0; i < count; i++, this.at += 8) into[i] = this.view.getFloat64(this.at, true);
      return;
    }
    if (width > 6 || width === 5) throw new RangeError(`signal frame holds an unknown column kind ${width}`);
    const zig = this.varint();
    const low = zig % 2 === 0 ? zig / 2 : -(zig + 1) / 2;
    this.need(count * width);
    this.offsets(into, count, low, width);
  }

  private offsets(into: Int32Array | Float64Array, count: number, low: number, width: number): void {
    const b = this.bytes;
    let at = this.at;
    if (width === CONST) into.fill(low, 0, count);
    else if (width === 1) for (let i = 0; i < count; i++) into[i] = low + (b[at++] as number);
    else if (width === 2) for (let i = 0; i < count; i++, at += 2) into[i] = low + ((b[at] as number) | ((b[at + 1] as number) << 8));
    else
      for (let i = 0; i < count; i++, at += width) {
        let v = (b[at] as number) | ((b[at + 1] as number) << 8) | ((b[at + 2] as number) << 16);
        if (width > 3) v += (b[at + 3] as number) * 16_777_216;
        if (width > 4) v += ((b[at + 4] as number) | ((b[at + 5] as number) << 8)) * 4_294_967_296;
        into[i] = low + v;
      }
    this.at = at;
  }

  private need(size: number): void {
    if (this.left < size) throw new RangeError('signal frame ends inside a segment');
  }
}

let reused = makeColumns(256);

/**
 * Visits every segment of a frame's body in order.
 * @throws RangeError when the bytes are cut or no signal frame.
 */
export function decodeFrame(body: Uint8Array, visit: (segment: Segment) => void): void {
  const r = new Reader(body);
  while (r.left > 0) {
    const topic = r.varint();
    const length = r.varint();
    const end = r.at + length;
    if (length > body.length) throw new RangeError('signal frame ends inside a segment');
    const count = r.varint();
    if (count > MAX_CELLS) throw new RangeError('signal frame holds too many cells');
    const flags = r.byte();
    if (reused.region.length < count) reused = makeColumns(count * 2);
    const c = reused;
    c.count = count;
    if (count > 0) {
      r.column(c.minute, count, null);
      r.column(c.region, count, null);
      r.column(c.n, count, null);
      r.column(c.num, count, c.n);
      r.column(c.den, count, c.num);
    }
    visit({ topic, snapshot: (flags & SNAPSHOT) !== 0, columns: c });
    // A later version may append columns: what this one does not know is skipped.
    r.at = end;
  }
}

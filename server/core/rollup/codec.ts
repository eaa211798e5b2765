/** Totals of a period's slots, as columns. `lastAt` 0 = none; the last columns exist only for newest-value series. */
export type Slots = {
  length: number;
  n: Float64Array;
  num: Float64Array;
  den: Float64Array;
  lastAt: Float64Array | null;
  lastNum: Float64Array | null;
  lastDen: Float64Array | null;
};

export const CODEC = 1;
const SPARSE = 1;
const N_IS_NUM = 2;
const HAS_DEN = 4;
const HAS_LAST = 8;
/** Header: flags, widths (bit per column, 1 = 32-bit integers), two spare bytes, slots, entries. */
const HEADER = 12;
const COLUMNS = ['n', 'num', 'den', 'lastAt', 'lastNum', 'lastDen'] as const;

export function emptySlots(length: number, last: boolean): Slots {
  const column = () => new Float64Array(length);
  return {
    length,
    n: column(),
    num: column(),
    den: column(),
    lastAt: last ? column() : null,
    lastNum: last ? column() : null,
    lastDen: last ? column() : null,
  };
}

/** The filled slots of a period, in order; columns are as long as any period, of which `count` are in use. */
export type Entries = Record<(typeof COLUMNS)[number], Float64Array> & { count: number; slot: Uint16Array };

/** Minutes of the longest day, which is more than hours of a month or days of a year. */
const MOST = 25 * 60;

export function makeEntries(): Entries {
  const column = () => new Float64Array(MOST);
  return { count: 0, slot: new Uint16Array(MOST), n: column(), num: column(), den: column(), lastAt: column(), lastNum: column(), lastDen: column() };
}

/**
 * Packs slots into bytes: columns of 32-bit integers or doubles, little endian; only the filled slots with their
 * indexes when fewer than a quarter are. Integers up to 2^53 survive exactly.
 */
export function encodeSlots(s: Slots): Uint8Array {
  const e = makeEntries();
  for (let i = 0; i < s.length; i++) {
    if (s.n[i] === 0 && s.num[i] === 0 && s.den[i] === 0 && (s.lastAt?.[i] ?? 0) === 0) continue;
    const k = e.count++;
    e.slot[k] = i;
    for (const name of COLUMNS) e[name][k] = s[name]?.[i] ?? 0;
  }
  return encodeEntries(e, s.length, s.lastAt !== null);
}

/** encodeSlots for a period of `length` slots of which the entries are the filled ones. */
export function encodeEntries(e: Entries, length: number, last: boolean): Uint8Array {
  const { count } = e;
  let same = true;
  let den = false;
  for (let k = 0; k < count; k++) {
    if (e.n[k] !== e.num[k]) same = false;
    if (e.den[k] !== 0) den = true;
  }
  const sparse = count * 4 < length;
  const entries = sparse ? count : length;
  let widths = 0;
  let size = HEADER + (sparse ? entries * 2 : 0);
  for (let bit = 0; bit < COLUMNS.length; bit++) {
    if (!isPresent(bit, same, den, last)) continue;
    const small = fitsInt32(e[COLUMNS[bit] as Column], count);
    if (small) widths |= 1 << bit;
    size += entries * (small ? 4 : 8);
  }
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes[0] = (sparse ? SPARSE : 0) | (same ? N_IS_NUM : 0) | (den ? HAS_DEN : 0) | (last ? HAS_LAST : 0);
  bytes[1] = widths;
  view.setUint32(4, length, true);
  view.setUint32(8, entries, true);
  let at = HEADER;
  if (sparse) for (let k = 0; k < count; k++, at += 2) view.setUint16(at, e.slot[k] as number, true);
  for (let bit = 0; bit < COLUMNS.length; bit++) {
    if (!isPresent(bit, same, den, last)) continue;
    const values = e[COLUMNS[bit] as Column];
    const width = widths & (1 << bit) ? 4 : 8;
    for (let k = 0; k < count; k++) {
      const to = at + (sparse ? k : (e.slot[k] as number)) * width;
      if (width === 4) view.setInt32(to, values[k] as number, true);
      else view.setFloat64(to, values[k] as number, true);
    }
    at += entries * width;
  }
  return bytes;
}

type Column = (typeof COLUMNS)[number];

/** Which columns are written: `n` unless it equals `num`, `den` when there is one, the last three of newest values. */
function isPresent(bit: number, same: boolean, den: boolean, last: boolean): boolean {
  return bit === 0 ? !same : bit === 1 ? true : bit === 2 ? den : last;
}

function fitsInt32(values: Float64Array, count: number): boolean {
  for (let k = 0; k < count; k++) if (((values[k] as number) | 0) !== values[k]) return false;
  return true;
}

/** Whether packed bytes carry newest values. */
export function holdsLast(bytes: Uint8Array): boolean {
  return ((bytes[0] ?? 0) & HAS_LAST) !== 0;
}

/** Inverse of encodeSlots. @throws Error when the bytes are cut or of another codec. */
export function decodeSlots(bytes: Uint8Array): Slots {
  const { view, length, entries, indexes, columns } = layout(bytes);
  const slots = emptySlots(length, holdsLast(bytes));
  for (const { name, at, width } of columns) {
    const column = slots[name] as Float64Array;
    for (let i = 0, p = at; i < entries; i++, p += width) {
      const slot = indexes < 0 ? i : view.getUint16(indexes + 2 * i, true);
      column[slot] = width === 4 ? view.getInt32(p, true) : view.getFloat64(p, true);
    }
  }
  if (((bytes[0] as number) & N_IS_NUM) !== 0) slots.n.set(slots.num);
  return slots;
}

/**
 * Adds packed slots to wider ones without unpacking them: `bucketOf` gives for each slot the one of `into` that it belongs
 * to, -1 for none, ascending. Of newest values the one of the later slot stands, whenever it was told; `newest` is told the
 * index of that slot.
 */
export function addPacked(bytes: Uint8Array, bucketOf: Int16Array, into: Slots, newest: (bucket: number, slot: number) => void): void {
  const { view, entries, indexes, columns } = layout(bytes);
  const same = ((bytes[0] as number) & N_IS_NUM) !== 0;
  const column = (name: Column) => columns.find((c) => c.name === name);
  const read = (c: { at: number; width: 4 | 8 } | undefined, i: number) =>
    c === undefined ? 0 : c.width === 4 ? view.getInt32(c.at + 4 * i, true) : view.getFloat64(c.at + 8 * i, true);
  const [n, num, den] = [column(same ? 'num' : 'n'), column('num'), column('den')];
  const [lastAt, lastNum, lastDen] = [column('lastAt'), column('lastNum'), column('lastDen')];
  const last = lastAt && into.lastAt && into.lastNum && into.lastDen ? { at: into.lastAt, num: into.lastNum, den: into.lastDen } : null;
  for (let i = 0; i < entries; i++) {
    const slot = indexes < 0 ? i : view.getUint16(indexes + 2 * i, true);
    const to = bucketOf[slot] ?? -1;
    if (to < 0) continue;
    into.n[to] = (into.n[to] as number) + read(n, i);
    into.num[to] = (into.num[to] as number) + read(num, i);
    into.den[to] = (into.den[to] as number) + read(den, i);
    if (last === null) continue;
    const at = read(lastAt, i);
    if (at === 0) continue;
    last.at[to] = at;
    last.num[to] = read(lastNum, i);
    last.den[to] = read(lastDen, i);
    newest(to, slot);
  }
}

/** The filled slots of packed bytes, into `e`. @throws Error as decodeSlots does */
export function decodeEntries(bytes: Uint8Array, e: Entries): void {
  const { view, length, entries, indexes, columns } = layout(bytes);
  if (length > MOST) throw new Error('a pack is longer than any period');
  for (const name of COLUMNS) e[name].fill(0, 0, entries);
  for (const { name, at, width } of columns) {
    const column = e[name];
    for (let i = 0, p = at; i < entries; i++, p += width) column[i] = width === 4 ? view.getInt32(p, true) : view.getFloat64(p, true);
  }
  const same = ((bytes[0] as number) & N_IS_NUM) !== 0;
  e.count = 0;
  for (let i = 0; i < entries; i++) {
    if (same) e.n[i] = e.num[i] as number;
    if (e.n[i] === 0 && e.num[i] === 0 && e.den[i] === 0 && e.lastAt[i] === 0) continue;
    const k = e.count++;
    e.slot[k] = indexes < 0 ? i : view.getUint16(indexes + 2 * i, true);
    if (k !== i) for (const name of COLUMNS) e[name][k] = e[name][i] as number;
  }
}

/** Where the parts of packed bytes begin. */
function layout(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER) throw new Error('a pack is cut short');
  const flags = bytes[0] as number;
  const length = view.getUint32(4, true);
  const entries = view.getUint32(8, true);
  const indexes = flags & SPARSE ? HEADER : -1;
  let at = HEADER + (flags & SPARSE ? entries * 2 : 0);
  const columns: { name: Column; at: number; width: 4 | 8 }[] = [];
  for (let bit = 0; bit < COLUMNS.length; bit++) {
    if (!isPresent(bit, (flags & N_IS_NUM) !== 0, (flags & HAS_DEN) !== 0, (flags & HAS_LAST) !== 0)) continue;
    const width = (bytes[1] as number) & (1 << bit) ? 4 : 8;
    columns.push({ name: COLUMNS[bit] as Column, at, width });
    at += entries * width;
  }
  if (at > bytes.length) throw new Error('a pack is cut short');
  return { view, length, entries, indexes, columns };
}

/** Adds a delta to one slot; the newest value wins, ties go to the later call. */
export function addToSlot(
  s: Slots,
  slot: number,
  d: { n: number; num: number; den: number; lastAt: number | null; lastNum: number | null; lastDen: number | null },
): void {
  s.n[slot] = (s.n[slot] as number) + d.n;
  s.num[slot] = (s.num[slot] as number) + d.num;
  s.den[slot] = (s.den[slot] as number) + d.den;
  if (s.lastAt && s.lastNum && s.lastDen && d.lastAt !== null && d.lastAt >= (s.lastAt[slot] as number)) {
    s.lastAt[slot] = d.lastAt;
    s.lastNum[slot] = d.lastNum ?? 0;
    s.lastDen[slot] = d.lastDen ?? 0;
  }
}

/** Empties one slot, whose truth is then elsewhere. */
export function clearSlot(s: Slots, slot: number): void {
  for (const name of COLUMNS) {
    const column = s[name];
    if (column) column[slot] = 0;
  }
}

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
  return { length, n: column(), num: column(), den: column(), lastAt: last ? column() : null, lastNum: last ? column() : null, lastDen: last ? column() : null };
}

/**
 * Packs slots into bytes: columns of 32-bit integers or doubles, little endian; only the filled slots with their
 * indexes when fewer than a quarter are. Integers up to 2^53 survive exactly.
 */
export function encodeSlots(s: Slots): Uint8Array {
  const filled: number[] = [];
  let same = true;
  let den = false;
  for (let i = 0; i < s.length; i++) {
    if (s.n[i] !== 0 || s.num[i] !== 0 || s.den[i] !== 0 || (s.lastAt?.[i] ?? 0) !== 0) filled.push(i);
    if (s.n[i] !== s.num[i]) same = false;
    if (s.den[i] !== 0) den = true;
  }
  const sparse = filled.length * 4 < s.length;
  const flags = (sparse ? SPARSE : 0) | (same ? N_IS_NUM : 0) | (den ? HAS_DEN : 0) | (s.lastAt ? HAS_LAST : 0);
  const entries = sparse ? filled.length : s.length;
  const columns = COLUMNS.filter((name) => (name === 'n' ? !same : name === 'den' ? den : s[name] !== null)).map((name) => {
    const all = s[name] as Float64Array;
    return { name, values: sparse ? Float64Array.from(filled, (i) => all[i] as number) : all };
  });
  let widths = 0;
  let size = HEADER + (sparse ? entries * 2 : 0);
  for (const c of columns) {
    const small = c.values.every((v) => (v | 0) === v);
    if (small) widths |= 1 << COLUMNS.indexOf(c.name);
    size += entries * (small ? 4 : 8);
  }
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes[0] = flags;
  bytes[1] = widths;
  view.setUint32(4, s.length, true);
  view.setUint32(8, entries, true);
  let at = HEADER;
  if (sparse) for (const i of filled) (view.setUint16(at, i, true), (at += 2));
  for (const c of columns) {
    const small = widths & (1 << COLUMNS.indexOf(c.name));
    for (const v of c.values) {
      if (small) view.setInt32(at, v, true);
      else view.setFloat64(at, v, true);
      at += small ? 4 : 8;
    }
  }
  return bytes;
}

/** Inverse of encodeSlots. @throws Error when the bytes are cut or of another codec. */
export function decodeSlots(bytes: Uint8Array): Slots {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER) throw new Error('a pack is cut short');
  const flags = bytes[0] as number;
  const widths = bytes[1] as number;
  const length = view.getUint32(4, true);
  const entries = view.getUint32(8, true);
  const slots = emptySlots(length, (flags & HAS_LAST) !== 0);
  let at = HEADER;
  const indexes = flags & SPARSE ? at : -1;
  if (flags & SPARSE) at += entries * 2;
  COLUMNS.forEach((name, bit) => {
    const present = name === 'n' ? !(flags & N_IS_NUM) : name === 'num' ? true : name === 'den' ? (flags & HAS_DEN) !== 0 : (flags & HAS_LAST) !== 0;
    if (!present) return;
    const column = slots[name] as Float64Array;
    const width = widths & (1 << bit) ? 4 : 8;
    if (at + entries * width > bytes.length) throw new Error('a pack is cut short');
    for (let i = 0; i < entries; i++, at += width) {
      const slot = indexes < 0 ? i : view.getUint16(indexes + 2 * i, true);
      column[slot] = width === 4 ? view.getInt32(at, true) : view.getFloat64(at, true);
    }
  });
  if (flags & N_IS_NUM) slots.n.set(slots.num);
  return slots;
}

/** Adds a delta to one slot; the newest value wins, ties go to the later call. */
export function addToSlot(s: Slots, slot: number, d: { n: number; num: number; den: number; lastAt: number | null; lastNum: number | null; lastDen: number | null }): void {
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

/**
 * Totals of one region by minute, sorted, as parallel arrays: the newest minutes are written most, so looking up starts
 * at the end. Memory follows the minutes that have data; the caller drops what is too old.
 */
export class CellColumn {
  readonly minute: number[] = [];
  readonly n: number[] = [];
  readonly num: number[] = [];
  readonly den: number[] = [];
  /** A number of the owner's: the revision, or the flush that the cell changed in. */
  readonly tag: number[] = [];

  get length(): number {
    return this.minute.length;
  }

  /** Index of the first cell whose minute is `minute` or later; `length` when there is none. */
  lower(minute: number): number {
    const { minute: m } = this;
    const last = m.length - 1;
    if (last < 0 || (m[last] as number) < minute) return m.length;
    if (m[last] === minute) return last;
    let low = 0;
    let high = last;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((m[mid] as number) < minute) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  /** Index of the cell of `minute`, -1 when there is none. */
  find(minute: number): number {
    const i = this.lower(minute);
    return this.minute[i] === minute ? i : -1;
  }

  /** Index of the cell of `minute`, made with zeros and `tag` when there is none. */
  ensure(minute: number, tag: number): number {
    const i = this.lower(minute);
    if (this.minute[i] === minute) return i;
    if (i === this.minute.length) {
      this.minute.push(minute);
      this.n.push(0);
      this.num.push(0);
      this.den.push(0);
      this.tag.push(tag);
    } else {
      this.minute.splice(i, 0, minute);
      this.n.splice(i, 0, 0);
      this.num.splice(i, 0, 0);
      this.den.splice(i, 0, 0);
      this.tag.splice(i, 0, tag);
    }
    return i;
  }

  set(minute: number, n: number, num: number, den: number, tag = 0): void {
    const i = this.ensure(minute, tag);
    this.n[i] = n;
    this.num[i] = num;
    this.den[i] = den;
    this.tag[i] = tag;
  }

  /** Drops the cells before `minute`. */
  dropBefore(minute: number): void {
    const i = this.lower(minute);
    if (i === 0) return;
    for (const list of [this.minute, this.n, this.num, this.den, this.tag]) list.splice(0, i);
  }
}

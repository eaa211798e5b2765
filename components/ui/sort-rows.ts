export type SortOrder = { id: string; descending: boolean };

/** A sorted copy; null stays last in both directions, ties keep their order. */
export function sortRows<Row>(rows: Row[], by: (row: Row) => number | string | null, descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = by(a);
    const y = by(b);
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    return sign * String(x).localeCompare(String(y), 'zh-CN');
  });
}

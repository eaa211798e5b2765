/** What a record, a feed or a figure made of them must be told by: simulated, old and shifted to now, true within a demo. */
export const MARKS = ['demo', 'replay', 'real'] as const;
export type Mark = (typeof MARKS)[number];

/** A stored mark; null for none and for anything else. */
export const markOf = (value: unknown): Mark | null => MARKS.find((mark) => mark === value) ?? null;

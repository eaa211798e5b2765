/** A full mark as its event told it. `at`, `closedAt`: epoch ms. */
export type FullMark = {
  readonly source: number;
  readonly id: string;
  readonly at: number;
  readonly region: string;
  readonly department: string;
  readonly item: string;
  readonly device: string | null;
  readonly closedAt: number | null;
  readonly text: string | null;
};

export type Sign = {
  readonly kind: 'burst' | 'device' | 'seconds' | 'text';
  readonly region: string;
  readonly department: string;
  readonly item: string | null;
  readonly count: number;
  readonly of: number;
  readonly from: number;
  readonly until: number;
  readonly usual: number | null;
  readonly samples: readonly FullMark[];
};

/** What is worth a look. Ours: no document gives numbers. */
export const SIGN_LIMITS = {
  /** Full marks of one device at one department. */
  device: 10,
  /** Seconds between the end of a matter and its review in which nobody reads a form, and how many of them. */
  seconds: 2,
  atOnce: 10,
  /** The same words, of at least so many characters, so many times. */
  textLength: 6,
  text: 10,
  /** Ten minutes with so many, and so many times what its ten minutes usually have. */
  burst: 30,
  times: 5,
} as const;
const SLICE = 600_000;
/** Fewer slices with a review than this tell nothing of what is usual. */
const SLICES = 12;
const SAMPLES = 5;

/**
 * What of full marks looks arranged: bursts, one device, reviews seconds after closing, the same text. Each sign is what was
 * counted and where, with examples; whether there is a good reason for it is for people to find out. The most first.
 */
export function praiseSigns(marks: readonly FullMark[]): Sign[] {
  const signs: Sign[] = [];
  for (const own of groups(marks, (m) => `${m.region} ${m.department}`).values()) {
    const of = own.length;
    for (const same of groups(own, (m) => m.device).values()) if (same.length >= SIGN_LIMITS.device) signs.push(sign('device', same, of));
    for (const same of groups(own, textOf).values()) if (same.length >= SIGN_LIMITS.text) signs.push(sign('text', same, of));
    for (const same of groups(own.filter(atOnce), (m) => m.item).values()) if (same.length >= SIGN_LIMITS.atOnce) signs.push(sign('seconds', same, of));
    signs.push(...bursts(own));
  }
  return signs.sort((a, b) => b.count - a.count || a.from - b.from);
}

function bursts(own: readonly FullMark[]): Sign[] {
  const slices = groups(own, (m) => String(Math.floor(m.at / SLICE)));
  if (slices.size < SLICES) return [];
  const sizes = [...slices.values()].map((s) => s.length).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)] as number;
  return [...slices.values()]
    .filter((s) => s.length >= SIGN_LIMITS.burst && s.length >= SIGN_LIMITS.times * usual)
    .map((s) => sign('burst', s, own.length, usual));
}

function sign(kind: Sign['kind'], shown: readonly FullMark[], of: number, usual: number | null = null): Sign {
  const inOrder = [...shown].sort((a, b) => a.at - b.at);
  const [first] = inOrder as [FullMark, ...FullMark[]];
  const item = inOrder.every((m) => m.item === first.item) ? first.item : null;
  return {
    kind,
    region: first.region,
    department: first.department,
    item,
    count: shown.length,
    of,
    from: first.at,
    until: (inOrder.at(-1) ?? first).at,
    usual: kind === 'seconds' ? SIGN_LIMITS.seconds : usual,
    samples: inOrder.slice(0, SAMPLES),
  };
}

function atOnce({ at, closedAt }: FullMark): boolean {
  return closedAt !== null && at >= closedAt && at - closedAt < SIGN_LIMITS.seconds * 1_000;
}

function textOf({ text }: FullMark): string | null {
  const plain = text?.normalize('NFKC').replaceAll(/\s+/g, '') ?? '';
  return [...plain].length >= SIGN_LIMITS.textLength ? plain : null;
}

/** By key; what has none is in no group. */
function groups(marks: readonly FullMark[], key: (mark: FullMark) => string | null): Map<string, FullMark[]> {
  const found = new Map<string, FullMark[]>();
  for (const mark of marks) {
    const k = key(mark);
    if (k === null) continue;
    const group = found.get(k);
    if (group) group.push(mark);
    else found.set(k, [mark]);
  }
  return found;
}

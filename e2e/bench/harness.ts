import { performance } from 'node:perf_hooks';

/** One comparison as it is printed. Samples are one repetition each; `value` and `ratio` are medians. */
export type Row = {
  id: string;
  metric: string;
  unit: string;
  /** What the product is measured against. */
  against: string;
  /** The limit that `ratio` must keep; null: reported only. */
  target: { op: '<=' | '>='; ratio: number } | null;
  samples: Sample[];
  /** Why the run is void; null when everything it computed was right. */
  wrong: string | null;
};
export type Sample = { value: number; against: number; ratio: number };

export const quick = process.argv.includes('--quick');
/** The size for a full run, and the one for --quick. */
export const size = (full: number, small: number) => (quick ? small : full);
export const REPETITIONS = quick ? 3 : 5;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const mid = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[mid] as number) : ((sorted[mid - 1] as number) + (sorted[mid] as number)) / 2;
}

export const progress = (text: string) => process.stderr.write(`  ${text}\n`);
export const print = (row: object) => process.stdout.write(`${JSON.stringify(row)}\n`);

/** Prints a comparison; what is void or beside its target does not pass, and --quick passes nothing. */
export function report({ id, metric, unit, against, target, samples, wrong }: Row): void {
  const ratio = median(samples.map((s) => s.ratio));
  const good = wrong === null && samples.length > 0 && (target === null || (target.op === '<=' ? ratio <= target.ratio : ratio >= target.ratio));
  print({
    id,
    metric,
    value: round(median(samples.map((s) => s.value))),
    unit,
    against,
    ratio: round(ratio),
    target: target === null ? null : `${target.op} ${round(target.ratio)}`,
    pass: quick || (wrong === null && target === null) ? null : good,
    samples: samples.map((s) => ({ value: round(s.value), against: round(s.against), ratio: round(s.ratio) })),
    quick,
    ...(wrong === null ? {} : { reason: wrong }),
  });
}

/** Prints that a row could not be measured on this machine. */
export function skip(id: string, metric: string, reason: string): void {
  print({ id, metric, value: null, unit: null, against: null, ratio: null, target: null, pass: null, samples: [], quick, reason: `skipped: ${reason}` });
}

const round = (v: number) => (Number.isFinite(v) ? Number(v.toPrecision(5)) : null);

/** Wall-clock milliseconds of a piece of work. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

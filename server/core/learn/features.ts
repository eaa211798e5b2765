import { eachNgram, plainText } from '../text/ngrams.ts';

/** A text as counts of hashed n-grams: ids in [0, dims), rising. */
export type Doc = { readonly ids: Int32Array; readonly counts: Float32Array };

export type FeatureSpec = {
  /** A power of two. */
  readonly dims: number;
  readonly from: number;
  readonly to: number;
};

/** Beyond this a message repeats itself; characters. */
const MOST_TEXT = 2_000;

export function docOf(text: string, { dims, from, to }: FeatureSpec): Doc {
  const found = new Map<number, number>();
  const mask = dims - 1;
  eachNgram(plainText(text.slice(0, MOST_TEXT)), from, to, (hash) => found.set(hash & mask, (found.get(hash & mask) ?? 0) + 1));
  const ids = Int32Array.from(found.keys()).sort();
  return { ids, counts: Float32Array.from(ids, (id) => found.get(id) ?? 0) };
}

/** ln((1 + documents) / (1 + documents with the feature)) + 1, by feature. */
export function inverseFrequency(docs: readonly Doc[], dims: number): Float32Array {
  const seen = new Int32Array(dims);
  for (const { ids } of docs) for (const id of ids) seen[id] = (seen[id] as number) + 1;
  return Float32Array.from(seen, (n) => Math.log((1 + docs.length) / (1 + n)) + 1);
}

/** Damped counts times rarity, of length 1. */
export function weighed({ ids, counts }: Doc, rarity: Float32Array): Doc {
  const values = Float32Array.from(counts, (n, i) => (1 + Math.log(n)) * (rarity[ids[i] as number] as number));
  let square = 0;
  for (const v of values) square += v * v;
  const norm = Math.sqrt(square) || 1;
  return { ids, counts: values.map((v) => v / norm) };
}

import { ALGORITHMS, type Classifier } from './classifier.ts';

/**
 * A classifier as bytes: length of the head (u32), head as JSON padded to four bytes, then bias, what a feature says by
 * itself and rarity as 32-bit floats and the weights as 16-bit steps of one scale, little-endian as every machine that
 * Node runs on: a stored model is used where it lies, without a copy.
 */
const VERSION = 1;
const STEPS = 32_767;

type Head = { version: number; algorithm: Classifier['algorithm']; categories: readonly string[]; rarity: number; weights: number; scale: number };

export function packModel({ algorithm, categories, rarity, linear }: Classifier): Uint8Array {
  let top = 0;
  for (const w of linear.weights) top = Math.max(top, Math.abs(w * linear.scale));
  const scale = top / STEPS || 1;
  const json = JSON.stringify({ version: VERSION, algorithm, categories, rarity: rarity.length, weights: linear.weights.length, scale } satisfies Head);
  const text = new TextEncoder().encode(json);
  const padded = text.length + ((4 - (text.length % 4)) % 4);
  const floats = [linear.bias, linear.perToken, rarity];
  const bytes = new Uint8Array(4 + padded + 4 * floats.reduce((n, f) => n + f.length, 0) + 2 * linear.weights.length);
  new Uint32Array(bytes.buffer, 0, 1)[0] = padded;
  bytes.set(text, 4);
  bytes.fill(0x20, 4 + text.length, 4 + padded);
  let at = 4 + padded;
  for (const table of floats) {
    new Float32Array(bytes.buffer, at, table.length).set(table);
    at += 4 * table.length;
  }
  const steps = new Int16Array(bytes.buffer, at, linear.weights.length);
  for (let i = 0; i < steps.length; i++) steps[i] = Math.round(((linear.weights[i] as number) * linear.scale) / scale);
  return bytes;
}

/** @param bytes used as they are: they may not be changed afterwards. @throws Error when they are of another version or cut short */
export function unpackModel(given: Uint8Array): Classifier {
  // Tables of floats begin at a multiple of four, which a slice of somebody's buffer may not.
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice();
  const { buffer, byteOffset } = bytes;
  const size = new Uint32Array(buffer, byteOffset, 1)[0] as number;
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size))) as Head;
  if (head.version !== VERSION || !ALGORITHMS.includes(head.algorithm)) throw new Error('a model of another version');
  const classes = head.categories.length;
  let at = byteOffset + 4 + size;
  const floats = (n: number) => {
    const table = new Float32Array(buffer, at, n);
    at += 4 * n;
    return table;
  };
  const bias = floats(classes);
  const perToken = floats(classes);
  const rarity = floats(head.rarity);
  const weights = new Int16Array(buffer, at, head.weights);
  return { algorithm: head.algorithm, categories: head.categories, rarity, linear: { classes, bias, perToken, scale: head.scale, weights } };
}

import type { FlowColumns } from '../core/trade/cube.ts';
import { FLOW_DIMS, FLOW_SUMS, type FlowDim, type FlowSum } from '../core/trade/flow.ts';
import { decodeColumns, encodeColumns } from './signal-codec.ts';
import type { Cube } from './trade.ts';

/** Cells for the wire: the columns as bytes (dims, sums, then `rev` where there is one) in base64, a tenth of their JSON. */
export type PackedFlows = { count: number; words: Record<FlowDim, readonly string[]>; rev: boolean; columns: string };
export type PackedCube = Omit<Cube, 'closed' | 'live'> & { closed: PackedFlows; live: PackedFlows | null };

const CHUNK = 8192;

export function packFlows(cells: FlowColumns): PackedFlows {
  const { count, words, dims, sums, rev } = cells;
  const bytes = encodeColumns([...FLOW_DIMS.map((d) => dims[d]), ...FLOW_SUMS.map((s) => sums[s]), ...(rev ? [rev] : [])], count);
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return { count, words, rev: rev !== undefined, columns: btoa(text) };
}

/** @throws RangeError when the bytes are cut. */
export function unpackFlows({ count, words, rev, columns }: PackedFlows): FlowColumns {
  const text = atob(columns);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const lists = decodeColumns(bytes, FLOW_DIMS.length + FLOW_SUMS.length + (rev ? 1 : 0), count).map((column) => Array.from(column));
  const dims = Object.fromEntries(FLOW_DIMS.map((d, i) => [d, lists[i]])) as Record<FlowDim, number[]>;
  const sums = Object.fromEntries(FLOW_SUMS.map((s, i) => [s, lists[FLOW_DIMS.length + i]])) as Record<FlowSum, number[]>;
  return { count, words, dims, sums, ...(rev ? { rev: lists.at(-1) as number[] } : {}) };
}

export const packCube = ({ closed, live, ...rest }: Cube): PackedCube => ({ ...rest, closed: packFlows(closed), live: live && packFlows(live) });
export const unpackCube = ({ closed, live, ...rest }: PackedCube): Cube => ({ ...rest, closed: unpackFlows(closed), live: live && unpackFlows(live) });

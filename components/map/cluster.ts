import type { MapTickets } from './types.ts';
import { latOf, lonOf, worldX, worldY } from './view.ts';

export type Clusters = { length: number; positions: Float32Array; counts: Uint32Array };

/** Tickets over this many are drawn as clusters. */
export const CLUSTER_OVER = 2000;

/** Sums tickets in squares of `cellPx` at a zoom; a cluster stands at the mean of its tickets. */
export function clusterTickets(tickets: MapTickets, zoom: number, cellPx = 22): Clusters {
  const k = 2 ** zoom / cellPx;
  const cells = new Map<number, { x: number; y: number; n: number }>();
  for (let i = 0; i < tickets.lon.length; i++) {
    const x = worldX(tickets.lon[i] as number);
    const y = worldY(tickets.lat[i] as number);
    const key = Math.floor(x * k) * 0x4000000 + Math.floor(y * k);
    const cell = cells.get(key);
    if (cell) {
      cell.x += x;
      cell.y += y;
      cell.n++;
    } else cells.set(key, { x, y, n: 1 });
  }
  const positions = new Float32Array(cells.size * 2);
  const counts = new Uint32Array(cells.size);
  let i = 0;
  for (const { x, y, n } of cells.values()) {
    positions[2 * i] = lonOf(x / n);
    positions[2 * i + 1] = latOf(y / n);
    counts[i] = n;
    i++;
  }
  return { length: cells.size, positions, counts };
}

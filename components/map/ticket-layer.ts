import { ScatterplotLayer } from '@deck.gl/layers';
import { type CanvasTheme, rgba } from '../ui/canvas-theme.ts';
import { CLUSTER_OVER, type Clusters, clusterTickets } from './cluster.ts';
import type { MapScale, MapTickets } from './types.ts';

/** Buffers of one set of tickets, made once for each new set (and again at another zoom when clustered). */
export type TicketBuffers = { length: number; positions: Float32Array; radii: Float32Array | null };

/** Interleaves positions; over 2,000 tickets become clusters whose radius grows with the root of their count. */
export function ticketBuffers(tickets: MapTickets, zoom: number, unit: number): TicketBuffers {
  if (tickets.lon.length > CLUSTER_OVER) return clusterBuffers(clusterTickets(tickets, zoom), unit);
  const n = tickets.lon.length;
  const positions = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    positions[2 * i] = tickets.lon[i] as number;
    positions[2 * i + 1] = tickets.lat[i] as number;
  }
  return { length: n, positions, radii: null };
}

function clusterBuffers(clusters: Clusters, unit: number): TicketBuffers {
  const radii = new Float32Array(clusters.length);
  for (let i = 0; i < clusters.length; i++) radii[i] = Math.min(11, 1.4 + 0.5 * Math.sqrt(clusters.counts[i] as number)) * unit;
  return { length: clusters.length, positions: clusters.positions, radii };
}

/** Ink dots of 1.9 px at 62%, straight from the buffers. */
export function ticketLayer(buffers: TicketBuffers, theme: CanvasTheme, scale: MapScale) {
  const radius = Math.max(1.3, 1.9 * scale.unit);
  return new ScatterplotLayer({
    id: 'tickets',
    data: {
      length: buffers.length,
      attributes: {
        getPosition: { value: buffers.positions, size: 2 },
        ...(buffers.radii ? { getRadius: { value: buffers.radii, size: 1 } } : {}),
      },
    },
    getRadius: radius,
    radiusUnits: 'pixels',
    getFillColor: rgba(theme.t1, buffers.radii ? 0.5 : 0.62),
    stroked: false,
    pickable: false,
    updateTriggers: { getFillColor: theme.name, getRadius: radius },
  });
}

import type { SimCity, SimParts } from './parts.ts';
import { cumulate, keyOf } from './random.ts';

export type SimPort = SimParts['ports'][number];

/** Ports that a zone's goods of one mode go through, the nearest that fit first. */
export type PortChoice = { ports: SimPort[]; weights: number[] };

/** No zone uses more ports than this. */
const MOST = 4;
/** Parcels of single buyers fly or drive; what is sold in bulk goes by sea. */
const FITS: Record<'retail' | 'bulk', Record<SimPort['kind'], number>> = {
  retail: { air: 4, road: 3, bridge: 3, parcel: 2, sea: 1, rail: 0.5 },
  bulk: { air: 0.5, road: 1.5, bridge: 1, parcel: 0.1, sea: 5, rail: 1 },
};

/**
 * The ports of a city by mode: the nearest four, weighted by nearness and by what the mode is carried by. Empty where the
 * profile names no ports or the city has no place.
 */
export function portsOf(ports: readonly SimPort[], city: Pick<SimCity, 'lon' | 'lat' | 'places'> | undefined): Record<'retail' | 'bulk', PortChoice> {
  const at = city && middleOf(city);
  const near = at
    ? ports
        .map((port) => ({ port, far: Math.hypot((port.lon - at[0]) * Math.cos((at[1] * Math.PI) / 180), port.lat - at[1]) }))
        .sort((a, b) => a.far - b.far)
        .slice(0, MOST)
    : [];
  const choice = (fit: 'retail' | 'bulk'): PortChoice => ({
    ports: near.map(({ port }) => port),
    weights: cumulate(near.map(({ port, far }) => FITS[fit][port.kind] / (0.1 + far) ** 2)),
  });
  return { retail: choice('retail'), bulk: choice('bulk') };
}

/** How much longer than usual a port takes, from 0.6 to 1.8: the same in every run. */
export function slownessOf(port: Pick<SimPort, 'id'> | null): number {
  return port ? 0.6 + ((keyOf(port.id) >>> 5) % 1000) / 833 : 1;
}

function middleOf({ lon, lat, places }: Pick<SimCity, 'lon' | 'lat' | 'places'>): [number, number] | null {
  if (lon !== null && lat !== null) return [lon, lat];
  const placed = places.filter((p): p is typeof p & { lon: number; lat: number } => p.lon !== null && p.lat !== null);
  if (placed.length === 0) return null;
  return [placed.reduce((sum, p) => sum + p.lon, 0) / placed.length, placed.reduce((sum, p) => sum + p.lat, 0) / placed.length];
}

type Point = { readonly lon: number | null; readonly lat: number | null };

const EARTH_METRES = 6_371_000;
const RADIANS = Math.PI / 180;

/** Metres between two points in degrees on a sphere; null when either is not known. */
export function metresBetween(a: Point, b: Point): number | null {
  if (a.lon === null || a.lat === null || b.lon === null || b.lat === null) return null;
  const [up, across] = [((b.lat - a.lat) * RADIANS) / 2, ((b.lon - a.lon) * RADIANS) / 2];
  const h = Math.sin(up) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(across) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

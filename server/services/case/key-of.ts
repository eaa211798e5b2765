import { createHash } from 'node:crypto';

/** The key of what follows from the press of a key, the same for each press (a UUID by name). */
export function keyOf(key: string, what: string | number): string {
  const hex = createHash('sha256').update(`${key}:${what}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

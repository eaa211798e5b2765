/**
 * Whether a case is drawn for a call-back, with a share of 0 to 1: always the same answer for one case, and near the
 * share over many. The digits of the id are mixed (FNV-1a), so that neighbours are drawn apart.
 */
export function isSampled(id: number, share: number): boolean {
  let hash = 0x811c9dc5;
  for (const c of String(id)) hash = Math.imul(hash ^ c.charCodeAt(0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return ((hash ^ (hash >>> 12)) >>> 0) / 0x1_0000_0000 < share;
}

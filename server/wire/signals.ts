/**
 * Signals lane: the newest totals of a series per minute slot; newer totals of a slot replace older ones.
 *
 * A topic is one indicator with one set of dimensions, scope and status, seen from one region: it carries the
 * region itself (index 0) and its direct children in tree order. Topic key, canonical:
 *   INDICATOR@REGION[?dim=value&…][#scope][!status]    dims sorted by name, URI-encoded
 */
export type TopicRef = { indicator: string; region: string; dims?: Record<string, string>; scope?: string; status?: string };

/** Canonical key of a topic; equal topics give equal keys. */
export function topicKey(t: TopicRef): string {
  const dims = Object.entries(t.dims ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${k}=${encodeURIComponent(v)}`)
    .join('&');
  return `${t.indicator}@${t.region}${dims ? `?${dims}` : ''}${t.scope ? `#${t.scope}` : ''}${t.status ? `!${t.status}` : ''}`;
}

/** Inverse of topicKey; null when the text is no topic key. */
export function parseTopicKey(key: string): TopicRef | null {
  const m = /^([a-zA-Z0-9._-]{1,64})@(\d{6,12})(?:\?([^#!]*))?(?:#([^!]*))?(?:!(.*))?$/.exec(key);
  if (!m) return null;
  const ref: TopicRef = { indicator: m[1] as string, region: m[2] as string };
  if (m[3]) {
    const dims: Record<string, string> = {};
    for (const pair of m[3].split('&')) {
      const i = pair.indexOf('=');
      if (i < 1) return null;
      try {
        dims[pair.slice(0, i)] = decodeURIComponent(pair.slice(i + 1));
      } catch {
        return null;
      }
    }
    ref.dims = dims;
  }
  if (m[4]) ref.scope = m[4];
  if (m[5]) ref.status = m[5];
  return ref;
}

/** Minutes of totals that the live lane keeps; what is older is history and read over tRPC. */
export const RING_MINUTES = 180;

/**
 * Committed totals of one series' minute, as the ingest statement returns them. `minute` is epoch minutes; `n`, `num`
 * and `den` are the whole minute's totals (never increments); a higher `rev` replaces a lower one.
 */
export type SignalRow = {
  series: number;
  indicator: string;
  /** Region that the series belongs to, at whatever level it reports. */
  region: string;
  dims: Record<string, string>;
  scope?: string;
  status?: string;
  minute: number;
  n: number;
  num: number;
  den: number;
  lastNum: number;
  lastDen: number;
  rev: number;
};

/** What of the page of item lists its address carries beside the region and the figure card. Pure. */
export type ItemsUrl = {
  /** Of this indicator's denominator the items that do not count in its numerator; null: all items. */
  missing: string | null;
  search: string;
  /** From 0. */
  page: number;
  pane: { kind: 'import' } | { kind: 'history'; region: string } | null;
};

const KEYS: readonly string[] = ['i', 'q', 'p', 'pane'];

export function parseItemsUrl(params: URLSearchParams): ItemsUrl {
  const missing = params.get('i');
  const page = Number(params.get('p') ?? 1);
  const pane = params.get('pane') ?? '';
  return {
    missing: missing !== null && /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/.test(missing) ? missing : null,
    search: (params.get('q') ?? '').slice(0, 64),
    page: Number.isSafeInteger(page) && page > 1 && page <= 5_000 ? page - 1 : 0,
    pane: pane === 'import' ? { kind: 'import' } : /^\d{6,12}$/.test(pane) ? { kind: 'history', region: pane } : null,
  };
}

/** The address's parameters with the page's own written over. */
export function writeItemsUrl(params: URLSearchParams, { missing, search, page, pane }: ItemsUrl): URLSearchParams {
  const out = new URLSearchParams([...params].filter(([key]) => !KEYS.includes(key)));
  if (missing) out.set('i', missing);
  if (search) out.set('q', search);
  if (page > 0) out.set('p', String(page + 1));
  if (pane) out.set('pane', pane.kind === 'import' ? 'import' : pane.region);
  return out;
}

import type { DictionaryRow } from '../../server/wire/dictionary.ts';

/** What the page of the dictionary shows, as its address carries it. Pure. */
export type DictionaryUrl = {
  /** Indicator that stands open at the right. */
  code: string | null;
  tab: DictionaryTab;
  search: string;
  /** Id of a function, `-` for none of them, or empty for all. */
  fn: string;
  kind: string;
  show: DictionaryShow;
};

export const DICTIONARY_TABS = ['definition', 'changes', 'versions', 'targets'] as const;
export type DictionaryTab = (typeof DICTIONARY_TABS)[number];

export const DICTIONARY_SHOWS = ['all', 'draft', 'submitted', 'changed', 'plan', 'missing'] as const;
export type DictionaryShow = (typeof DICTIONARY_SHOWS)[number];

export const EMPTY_DICTIONARY: DictionaryUrl = { code: null, tab: 'definition', search: '', fn: '', kind: '', show: 'all' };

export function parseDictionaryUrl(params: URLSearchParams): DictionaryUrl {
  const code = params.get('code') ?? '';
  const word = (name: string) => (params.get(name) ?? '').slice(0, 64);
  return {
    code: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(code) ? code : null,
    tab: DICTIONARY_TABS.find((t) => t === params.get('tab')) ?? 'definition',
    search: word('q'),
    fn: word('fn'),
    kind: word('kind'),
    show: DICTIONARY_SHOWS.find((s) => s === params.get('show')) ?? 'all',
  };
}

/** Query string without `?`. */
export function formatDictionaryUrl(state: DictionaryUrl): string {
  const out = new URLSearchParams();
  if (state.search !== '') out.set('q', state.search);
  if (state.fn !== '') out.set('fn', state.fn);
  if (state.kind !== '') out.set('kind', state.kind);
  if (state.show !== 'all') out.set('show', state.show);
  if (state.code !== null) out.set('code', state.code);
  if (state.tab !== 'definition') out.set('tab', state.tab);
  return out.toString();
}

const SHOWN: Record<DictionaryShow, (row: DictionaryRow) => boolean> = {
  all: () => true,
  draft: (row) => row.drafts > 0,
  submitted: (row) => row.submitted > 0,
  changed: (row) => row.version !== 0 || row.next !== null,
  plan: (row) => row.planNumber !== null,
  missing: (row) => row.missing.length > 0,
};

/** The rows that a search and the filters leave, in the order of the dictionary. */
export function findRows(rows: readonly DictionaryRow[], { search, fn, kind, show }: DictionaryUrl): DictionaryRow[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      words.every((word) => `${row.code} ${row.name} ${row.shortName}`.toLowerCase().includes(word)) &&
      (fn === '' || (row.function ?? '-') === fn) &&
      (kind === '' || row.kind === kind) &&
      SHOWN[show](row),
  );
}

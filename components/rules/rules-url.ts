/** What the page of rules shows, as its address carries it. Pure. */
export type RulesUrl = {
  tab: RulesTab;
  /** Rule that stands open at the right, or a form. */
  pane: RulesPane | null;
  /** What the catalogue is searched for. */
  search: string;
  /** Page of the catalogue, from 0. */
  page: number;
  /** Year of the calendar; null = the present one. */
  year: number | null;
};

export const RULES_TABS = ['rules', 'catalogue', 'calendar'] as const;
export type RulesTab = (typeof RULES_TABS)[number];
export type RulesPane = { kind: 'rule' | 'edit' | 'copy'; id: string } | { kind: 'import' };

export const EMPTY_RULES: RulesUrl = { tab: 'rules', pane: null, search: '', page: 0, year: null };

export function parseRulesUrl(params: URLSearchParams): RulesUrl {
  const page = Number(params.get('page') ?? 1);
  const year = Number(params.get('year') ?? Number.NaN);
  return {
    tab: RULES_TABS.find((t) => t === params.get('tab')) ?? 'rules',
    pane: parsePane(params.get('open')),
    search: (params.get('q') ?? '').slice(0, 64),
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page - 1 : 0,
    year: Number.isInteger(year) && year >= 1990 && year <= 2100 ? year : null,
  };
}

function parsePane(text: string | null): RulesPane | null {
  if (text === 'import') return { kind: 'import' };
  const [, kind, id] = /^(rule|edit|copy):([A-Za-z0-9][A-Za-z0-9._-]{0,63})$/.exec(text ?? '') ?? [];
  return (kind === 'rule' || kind === 'edit' || kind === 'copy') && id !== undefined ? { kind, id } : null;
}

/** Query string without `?`. */
export function formatRulesUrl(state: RulesUrl): string {
  const out = new URLSearchParams();
  if (state.tab !== 'rules') out.set('tab', state.tab);
  if (state.search !== '') out.set('q', state.search);
  if (state.page > 0) out.set('page', String(state.page + 1));
  if (state.year !== null) out.set('year', String(state.year));
  if (state.pane) out.set('open', state.pane.kind === 'import' ? 'import' : `${state.pane.kind}:${state.pane.id}`);
  return out.toString();
}

import type { OffsetAt } from '../../server/core/indicator/window.ts';
import { parseWall, wallText } from '../figure/time-text.ts';

/** What the page of accounts and grants shows, as its address carries it. Pure. */
export type AdminUrl = {
  /** Region looked at; null = where the visitor's own part begins. */
  region: string | null;
  tab: AdminTab;
  /** The instant that is looked at, epoch ms; null = now. */
  at: number | null;
  /** Ended grants are shown as well. */
  ended: boolean;
  search: string;
  state: AccountFilter;
  /** Page of grants, from 0. */
  page: number;
  pane: Pane | null;
};

export const ADMIN_TABS = ['grants', 'accounts', 'displays'] as const;
export type AdminTab = (typeof ADMIN_TABS)[number];
export const ACCOUNT_FILTERS = ['all', 'active', 'must_change', 'disabled', 'no_factor'] as const;
export type AccountFilter = (typeof ACCOUNT_FILTERS)[number];

/** What stands open at the right. */
export type Pane =
  | { kind: 'give'; account: number | null }
  | { kind: 'grant'; grant: number; account: number }
  | { kind: 'account'; account: number }
  | { kind: 'import' }
  | { kind: 'new-account' }
  | { kind: 'new-display' };

export const EMPTY_ADMIN: AdminUrl = { region: null, tab: 'grants', at: null, ended: false, search: '', state: 'all', page: 0, pane: null };

export function parseAdminUrl(params: URLSearchParams, offset: OffsetAt): AdminUrl {
  const region = params.get('r');
  const page = Number(params.get('page') ?? 1);
  return {
    region: region !== null && /^\d{6,12}$/.test(region) ? region : null,
    tab: ADMIN_TABS.find((t) => t === params.get('tab')) ?? 'grants',
    at: parseWall(params.get('at'), offset),
    ended: params.get('ended') === '1',
    search: (params.get('q') ?? '').slice(0, 64),
    state: ACCOUNT_FILTERS.find((s) => s === params.get('state')) ?? 'all',
    page: Number.isInteger(page) && page >= 1 && page <= 1_000 ? page - 1 : 0,
    pane: parsePane(params.get('open')),
  };
}

function parsePane(text: string | null): Pane | null {
  const [kind, first, second] = (text ?? '').split('.');
  const id = (part: string | undefined) => (part !== undefined && /^[1-9]\d{0,9}$/.test(part) ? Number(part) : null);
  const [a, b] = [id(first), id(second)];
  if (kind === 'give') return { kind, account: a };
  if (kind === 'grant' && a !== null && b !== null) return { kind, grant: a, account: b };
  if (kind === 'account' && a !== null) return { kind, account: a };
  return kind === 'new-account' || kind === 'new-display' || kind === 'import' ? { kind } : null;
}

/** Query string without `?`. */
export function formatAdminUrl(state: AdminUrl, offset: OffsetAt): string {
  const out = new URLSearchParams();
  if (state.region) out.set('r', state.region);
  if (state.tab !== 'grants') out.set('tab', state.tab);
  if (state.at !== null) out.set('at', wallText(state.at, offset));
  if (state.ended) out.set('ended', '1');
  if (state.search !== '') out.set('q', state.search);
  if (state.state !== 'all') out.set('state', state.state);
  if (state.page > 0) out.set('page', String(state.page + 1));
  if (state.pane) out.set('open', formatPane(state.pane));
  return out.toString();
}

function formatPane(pane: Pane): string {
  if (pane.kind === 'give') return pane.account === null ? 'give' : `give.${pane.account}`;
  if (pane.kind === 'grant') return `grant.${pane.grant}.${pane.account}`;
  return pane.kind === 'account' ? `account.${pane.account}` : pane.kind;
}

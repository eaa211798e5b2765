import { RISK_CHECKS, RISK_HEADS, type RiskCheck, type RiskHead } from '../../server/core/risk/terms.ts';
import { RISK_VIEWS, type RiskView } from '../../server/wire/risk.ts';

/** The page of risks as its address carries it, beside region and card. Pure. */
export type RiskUrl = {
  view: RiskView;
  head: RiskHead | null;
  check: RiskCheck | null;
  zone: string | null;
  /** The risk that stands open, and which of its clocks is explained. */
  open: number | null;
  ledger: string | null;
};

const KEYS: readonly string[] = ['v', 'head', 'rule', 'zone', 't', 'ledger'];

export function parseRiskUrl(params: URLSearchParams): RiskUrl {
  const open = Number(params.get('t'));
  const ledger = params.get('ledger');
  const zone = params.get('zone');
  return {
    view: RISK_VIEWS.find((v) => v === params.get('v')) ?? 'open',
    head: RISK_HEADS.find((h) => h === params.get('head')) ?? null,
    check: RISK_CHECKS.find((c) => c === params.get('rule')) ?? null,
    zone: zone ? zone.slice(0, 64) : null,
    open: Number.isSafeInteger(open) && open > 0 ? open : null,
    ledger: ledger !== null && /^[a-z_]{3,20}\.\d{1,3}$/.test(ledger) ? ledger : null,
  };
}

/** The address's parameters with the page's own written over. */
export function writeRiskUrl(params: URLSearchParams, { view, head, check, zone, open, ledger }: RiskUrl): string {
  const out = new URLSearchParams([...params].filter(([key]) => !KEYS.includes(key)));
  if (view !== 'open') out.set('v', view);
  if (head) out.set('head', head);
  if (check) out.set('rule', check);
  if (zone) out.set('zone', zone);
  if (open !== null) out.set('t', String(open));
  if (ledger) out.set('ledger', ledger);
  return out.toString();
}

/** Where a risk stands open. */
export const riskHref = (region: string, id: number): string => `/commerce/risks?${new URLSearchParams({ r: region, t: String(id) })}`;

import type { RiskCheck, RiskHead } from '../risk/terms.ts';

/** What risks of cross-border trade are called on pages, in files and in the titles of their cases. */
export type RiskNames = {
  readonly heads: Readonly<Record<RiskHead, string>>;
  readonly checks: Readonly<Record<RiskCheck, string>>;
  readonly directions: Readonly<Record<string, string>>;
  readonly scopes: Readonly<Record<string, string>>;
  readonly statuses: Readonly<Record<string, string>>;
};

const zh: RiskNames = {
  heads: { credit: '信用', market: '市场', country: '国别', compliance: '合规' },
  checks: {
    over_order: '单笔超限',
    over_year: '年度超限',
    many_orders: '一人多单',
    price: '价格偏离',
    growth: '突增',
    returns: '退货率高',
    shift: '市场转移',
    mismatch: '三单不一致',
  },
  directions: { export: '出口', import: '进口' },
  scopes: { customs_platform: '海关平台口径', full_scope: '全口径', platform_gmv: '平台交易额' },
  statuses: { preliminary: '初步', formal: '正式', revised: '修订' },
};

const en: RiskNames = {
  heads: { credit: 'Credit', market: 'Market', country: 'Partner', compliance: 'Compliance' },
  checks: {
    over_order: 'Over order limit',
    over_year: 'Over year limit',
    many_orders: 'Many orders, one identity',
    price: 'Price deviation',
    growth: 'Sudden growth',
    returns: 'Return rate',
    shift: 'Shift of market',
    mismatch: 'Document mismatch',
  },
  directions: { export: 'Export', import: 'Import' },
  scopes: { customs_platform: 'customs platform', full_scope: 'full scope', platform_gmv: 'platform GMV' },
  statuses: { preliminary: 'preliminary', formal: 'formal', revised: 'revised' },
};

export const RISK_NAMES: Readonly<Record<'zh-CN' | 'en', RiskNames>> = { 'zh-CN': zh, en };

/** What a journal's field `rule` says, by its value. */
export const riskRuleNames = (locale: 'zh-CN' | 'en'): Record<string, string> =>
  Object.fromEntries(Object.entries(RISK_NAMES[locale].checks).map(([check, name]) => [`rule.${check}`, name]));

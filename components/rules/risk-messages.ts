import type { RiskParams } from '../../server/core/risk/terms.ts';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import type { Locale } from '../ui/types.ts';

/** Words of the rules of risk of cross-border trade. */
export type RiskRuleWords = {
  risks: string;
  riskSays: (params: RiskParams) => string;
  lawfulSays: (says: string, checks: string) => string;
  riskNames: (typeof RISK_NAMES)[Locale];
  riskFields: Record<'scope' | 'status' | 'days' | 'past' | 'bound' | 'least' | 'floor' | 'times' | 'severity' | 'says' | 'below', string>;
  severities: readonly [string, string, string, string];
};

const percent = (share: number): string => `${Number((share * 100).toFixed(2))}%`;

/** What a check has to pass, in its own unit. */
function boundText({ check, bound }: RiskParams, madWord: string, pointWord: string): string {
  if (check === 'price') return `${bound} ${madWord}`;
  if (check === 'shift') return `${Number((bound * 100).toFixed(2))} ${pointWord}`;
  return check === 'growth' ? `+${percent(bound)}` : percent(bound);
}

const zh: RiskRuleWords = {
  risks: '跨境风险',
  riskNames: RISK_NAMES['zh-CN'],
  riskSays: (p) => {
    const names = RISK_NAMES['zh-CN'];
    const floor = p.floor > 0 ? `、${p.floor.toLocaleString('en-US')} 元` : '';
    const times = p.times === null ? '' : `，或达自身以往 ${p.times} 倍`;
    const past = p.past > 0 ? `，与此前 ${p.past} 期比` : '';
    return `${names.checks[p.check]}：${p.days} 天超过 ${boundText(p, '倍绝对中位差', '个百分点')}${times}${past}；样本不少于 ${p.least.toLocaleString('en-US')}${floor}；${names.scopes[p.scope]}、${names.statuses[p.status]}`;
  },
  lawfulSays: (says, checks) => (checks === '' ? says : `${says}；不作为${checks}的风险`),
  riskFields: {
    scope: '口径',
    status: '数据状态',
    days: '统计期（天）',
    past: '对比期数',
    bound: '界限',
    least: '最少样本',
    floor: '最低金额（元）',
    times: '以往倍数',
    severity: '等级',
    says: '条款内容',
    below: '金额线（美元，不含）',
  },
  severities: ['特别重大', '重大', '较大', '一般'],
};

const en: RiskRuleWords = {
  risks: 'Trade risk',
  riskNames: RISK_NAMES.en,
  riskSays: (p) => {
    const names = RISK_NAMES.en;
    const floor = p.floor > 0 ? `, CNY ${p.floor.toLocaleString('en-US')}` : '';
    const times = p.times === null ? '' : `, or ${p.times} times its own past`;
    const past = p.past > 0 ? `, against ${p.past} spans before` : '';
    return `${names.checks[p.check]}: ${p.days} days over ${boundText(p, 'median absolute deviations', 'points')}${times}${past}; sample of ${p.least.toLocaleString('en-US')}${floor} at least; ${names.scopes[p.scope]}, ${names.statuses[p.status]}`;
  },
  lawfulSays: (says, checks) => (checks === '' ? says : `${says}; no risk of ${checks}`),
  riskFields: {
    scope: 'Scope',
    status: 'Status',
    days: 'Span (days)',
    past: 'Spans compared',
    bound: 'Bound',
    least: 'Least sample',
    floor: 'Least value (CNY)',
    times: 'Times its past',
    severity: 'Grade',
    says: 'What the clause says',
    below: 'Line (USD, not included)',
  },
  severities: ['Grade I', 'Grade II', 'Grade III', 'Grade IV'],
};

export const riskRuleWords: Record<Locale, RiskRuleWords> = { 'zh-CN': zh, en };

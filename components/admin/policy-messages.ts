import type { Policy, PolicyFault, PolicyNumber } from '../../server/core/access/policy.ts';
import type { Locale } from '../ui/types.ts';

/** Words of the policy page. */
export type PolicyWords = {
  title: string;
  note: (version: number) => string;
  readOnly: string;
  fields: Record<keyof Policy, string>;
  hints: Record<keyof Policy, string>;
  units: Record<PolicyNumber, string>;
  bounds: (min: number, max: number) => string;
  alwaysFactor: string;
  faults: Record<PolicyFault['why'], string>;
  on: string;
  off: string;
  effect: string;
  effectNote: string;
  withoutFactor: (n: number) => string;
  sessionsEnded: (n: number, of: number) => string;
  passwords: (n: number) => string;
  auditRows: (n: number) => string;
  noEffect: string;
  decision: string;
  decisionHint: string;
  save: string;
  sure: (fields: string) => string;
  reset: string;
  saved: (version: number) => string;
  history: string;
  versionHead: string;
  when: string;
  author: string;
  changes: string;
  defaults: string;
  first: string;
  lost: (who: string, time: string) => string;
};

const zh: PolicyWords = {
  title: '规则',
  note: (version) => (version === 0 ? '默认值，尚未改过' : `第 ${version} 版`),
  readOnly: '只读；规则归全省的安全管理员',
  fields: {
    idleMinutes: '闲置退出',
    absoluteHours: '会话上限',
    passwordMinLength: '密码最短',
    factorRoles: '须二次验证的角色',
    unmaskMinutes: '解遮时长',
    auditYears: '审计保存',
    comparison: '各市对比',
  },
  hints: {
    idleMinutes: '没有键盘或指针动作即退出；等保三级要求超时自动退出',
    absoluteHours: '到时须重新登录；缩短即作用于已开的会话',
    passwordMinLength: '下次改密时生效；另查常见密码表',
    factorRoles: '未设者下次登录先设置',
    unmaskMinutes: '一次解遮看一张工单诉求人的时长，不超过十分钟',
    auditYears: '到期只随封存的链整段移走；法定不少于六个月',
    comparison: '领导与督办界面是否把各市并列排名',
  },
  units: { idleMinutes: '分', absoluteHours: '小时', passwordMinLength: '位', unmaskMinutes: '分', auditYears: '年' },
  bounds: (min, max) => `${min}–${max}`,
  alwaysFactor: '必选',
  faults: { bounds: '超出允许的范围', administrators: '三管理员必须二次验证', longer_than_absolute: '闲置退出不能长于会话上限' },
  on: '开',
  off: '关',
  effect: '影响预览',
  effectNote: '按此刻的账号与会话计',
  withoutFactor: (n) => `${n} 个启用账号未设二次验证，下次登录须先设置`,
  sessionsEnded: (n, of) => `${of} 个会话中 ${n} 个立即结束`,
  passwords: (n) => `${n} 个账号在下次改密时适用新的最短位数`,
  auditRows: (n) => `${n} 行审计早于保存期，将被移走`,
  noEffect: '对已有账号与会话没有影响',
  decision: '决定',
  decisionHint: '何时何会何文决定，写入历史与审计',
  save: '生效',
  sure: (fields) => `立即生效：${fields}。`,
  reset: '放弃',
  saved: (version) => `第 ${version} 版已生效`,
  history: '历史',
  versionHead: '版本',
  when: '时间',
  author: '作者',
  changes: '改动',
  defaults: '默认值',
  first: '产品默认',
  lost: (who, time) => `${who} 已于 ${time} 先改了规则，现已重读，请核对后再试`,
};

const en: PolicyWords = {
  title: 'Policy',
  note: (version) => (version === 0 ? 'defaults, never changed' : `version ${version}`),
  readOnly: 'Read only; the policy is the whole province’s security administrator’s',
  fields: {
    idleMinutes: 'Idle sign-out',
    absoluteHours: 'Longest session',
    passwordMinLength: 'Shortest password',
    factorRoles: 'Roles with a second factor',
    unmaskMinutes: 'Time of an unmasking',
    auditYears: 'Audit kept',
    comparison: 'Regions compared',
  },
  hints: {
    idleMinutes: 'without a key or the pointer the session ends; level 3 asks for it',
    absoluteHours: 'then one signs in again; shortened, it reaches open sessions',
    passwordMinLength: 'from the next change on; a list of common passwords is checked besides',
    factorRoles: 'who has none sets one at the next sign-in',
    unmaskMinutes: 'how long one ticket’s caller is readable, ten minutes at most',
    auditYears: 'then it goes with its sealed part of the chain; six months at least by law',
    comparison: 'whether leaders and supervisors see regions ranked beside one another',
  },
  units: { idleMinutes: 'min', absoluteHours: 'h', passwordMinLength: 'characters', unmaskMinutes: 'min', auditYears: 'years' },
  bounds: (min, max) => `${min}–${max}`,
  alwaysFactor: 'always',
  faults: { bounds: 'out of bounds', administrators: 'the three administrators always need one', longer_than_absolute: 'longer than the longest session' },
  on: 'on',
  off: 'off',
  effect: 'What it would do',
  effectNote: 'counted over the accounts and sessions of this moment',
  withoutFactor: (n) => `${n} enabled accounts have no second factor and set one at the next sign-in`,
  sessionsEnded: (n, of) => `${n} of ${of} sessions end at once`,
  passwords: (n) => `${n} accounts meet the new least length at their next change`,
  auditRows: (n) => `${n} audit rows are older and would go`,
  noEffect: 'Nothing for accounts and sessions that exist',
  decision: 'Decision',
  decisionHint: 'who decided it and when; kept in the history and the audit',
  save: 'Put in force',
  sure: (fields) => `In force at once: ${fields}.`,
  reset: 'Discard',
  saved: (version) => `Version ${version} is in force`,
  history: 'History',
  versionHead: 'Version',
  when: 'When',
  author: 'Author',
  changes: 'Changes',
  defaults: 'defaults',
  first: 'as shipped',
  lost: (who, time) => `${who} changed the policy first, at ${time}; it was read again, check and retry`,
};

export const policyWords: Record<Locale, PolicyWords> = { 'zh-CN': zh, en };

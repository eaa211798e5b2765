import type { Role } from '../../server/core/access/roles.ts';
import type { Locale } from '../ui/types.ts';

/** Names of the roles, and what each is for in a few words. */
export type RoleWords = Record<Role, { name: string; duty: string }>;

const zh: RoleWords = {
  operator: { name: '操作员', duty: '值守监测' },
  dispatcher: { name: '派单员', duty: '受理派单' },
  unit_handler: { name: '承办人', duty: '签收办理' },
  supervisor: { name: '督办员', duty: '催办督办' },
  leader: { name: '领导', duty: '只看汇总' },
  steward: { name: '数据责任人', duty: '数据源与口径' },
  chief_data_officer: { name: '数据总监', duty: '只读监督，只看汇总' },
  system_admin: { name: '系统管理员', duty: '账号与数据源' },
  security_admin: { name: '安全管理员', duty: '授权与规则' },
  audit_admin: { name: '审计管理员', duty: '只读审计' },
};

const en: RoleWords = {
  operator: { name: 'Operator', duty: 'watches' },
  dispatcher: { name: 'Dispatcher', duty: 'takes in and sends on' },
  unit_handler: { name: 'Unit handler', duty: 'signs and handles' },
  supervisor: { name: 'Supervisor', duty: 'urges and supervises' },
  leader: { name: 'Leader', duty: 'totals only' },
  steward: { name: 'Data steward', duty: 'feeds and definitions' },
  chief_data_officer: { name: 'Chief data officer', duty: 'reads totals, supervises' },
  system_admin: { name: 'System administrator', duty: 'accounts and feeds' },
  security_admin: { name: 'Security administrator', duty: 'grants and policy' },
  audit_admin: { name: 'Audit administrator', duty: 'reads the audit' },
};

export const roleWords: Record<Locale, RoleWords> = { 'zh-CN': zh, en };

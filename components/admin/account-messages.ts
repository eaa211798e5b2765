import type { Locale } from '../ui/types.ts';
import type { AccountFilter } from './admin-url.ts';

/** Words of the lists and panes of accounts and displays. */
export type AccountWords = {
  // accounts
  accounts: string;
  newAccount: string;
  login: string;
  name: string;
  home: string;
  state: string;
  filters: Record<AccountFilter, string>;
  states: Record<'active' | 'must_change' | 'disabled', string>;
  factor: string;
  factorYes: string;
  factorNo: string;
  roles: string;
  noRoles: string;
  sessions: string;
  seen: string;
  never: string;
  noAccounts: string;
  noAccountsWhat: string;
  showMore: string;
  demo: string;
  disable: string;
  enable: string;
  resetPassword: string;
  resetFactor: string;
  endSessions: string;
  sure: Record<'disable' | 'enable' | 'resetPassword' | 'resetFactor' | 'endSessions', string>;
  done: Record<'disable' | 'enable' | 'resetFactor' | 'endSessions', string>;
  guarded: string;
  ownAccount: string;
  demoAccount: string;
  oneTime: string;
  oneTimeNote: string;
  copy: string;
  copied: string;
  created: (login: string) => string;
  create: string;
  loginHint: string;
  // displays
  displays: string;
  displaysNote: string;
  newDisplay: string;
  topic: string;
  topicHint: string;
  inUse: string;
  revokedState: string;
  revoke: string;
  revokeSure: (name: string) => string;
  revokeDone: (name: string) => string;
  noDisplays: string;
  noDisplaysWhat: string;
  token: string;
  link: string;
  tokenNote: string;
};

const zh: AccountWords = {
  accounts: '账号',
  newAccount: '新账号',
  login: '登录名',
  name: '姓名',
  home: '归属',
  state: '状态',
  filters: { all: '全部', active: '启用', must_change: '待改密', disabled: '停用', no_factor: '无二次验证' },
  states: { active: '启用', must_change: '待改密', disabled: '停用' },
  factor: '二次验证',
  factorYes: '已设',
  factorNo: '未设',
  roles: '角色',
  noRoles: '无授权',
  sessions: '会话',
  seen: '最近',
  never: '从未登录',
  noAccounts: '没有符合的账号',
  noAccountsWhat: '换个区域、状态，或清除查找',
  showMore: '再显示',
  demo: '演示',
  disable: '停用',
  enable: '启用',
  resetPassword: '重置密码',
  resetFactor: '重置二次验证',
  endSessions: '结束会话',
  sure: {
    disable: '停用后立即退出所有会话，授权保留但不生效。',
    enable: '启用后可再登录，原有授权照旧生效。',
    resetPassword: '生成一次性密码并退出所有会话；二次验证不变。',
    resetFactor: '清除二次验证与恢复码并退出所有会话；下次登录重新设置。',
    endSessions: '退出此账号的所有会话。',
  },
  done: { disable: '已停用', enable: '已启用', resetFactor: '已重置二次验证', endSessions: '已结束会话' },
  guarded: '安全与审计管理员的账号只在命令行重置',
  ownAccount: '自己的账号在“我的”页修改',
  demoAccount: '演示账号不可改',
  oneTime: '一次性密码',
  oneTimeNote: '只显示这一次；首次登录须改密',
  copy: '复制',
  copied: '已复制',
  created: (login) => `已建账号 ${login}`,
  create: '建立',
  loginHint: '2–64 位小写字母、数字、点、横线或下划线',
  displays: '大屏',
  displaysNote: '各有凭据，只看一个专题的汇总，无个人信息，不限时，可撤销',
  newDisplay: '新大屏',
  topic: '专题',
  topicHint: '只看这一个',
  inUse: '在用',
  revokedState: '已撤销',
  revoke: '撤销',
  revokeSure: (name) => `撤销 ${name}？正在显示的画面 5 秒内断开，名称不再可用。`,
  revokeDone: (name) => `已撤销：${name}`,
  noDisplays: '这个区域还没有大屏',
  noDisplaysWhat: '由系统管理员建立，把链接在大屏上打开一次即可',
  token: '凭据',
  link: '登录链接',
  tokenNote: '只显示这一次；在大屏的浏览器中打开链接，或在登录页粘贴凭据',
};

const en: AccountWords = {
  accounts: 'Accounts',
  newAccount: 'New account',
  login: 'Login',
  name: 'Name',
  home: 'Home',
  state: 'State',
  filters: { all: 'All', active: 'Active', must_change: 'Must change', disabled: 'Disabled', no_factor: 'No second factor' },
  states: { active: 'Active', must_change: 'Must change', disabled: 'Disabled' },
  factor: 'Second factor',
  factorYes: 'Set',
  factorNo: 'None',
  roles: 'Roles',
  noRoles: 'no grant',
  sessions: 'Sessions',
  seen: 'Last seen',
  never: 'never signed in',
  noAccounts: 'No account fits',
  noAccountsWhat: 'Choose another region or state, or clear the search',
  showMore: 'Show more',
  demo: 'Demo',
  disable: 'Disable',
  enable: 'Enable',
  resetPassword: 'Reset password',
  resetFactor: 'Reset second factor',
  endSessions: 'End sessions',
  sure: {
    disable: 'All its sessions end now; its grants stay and do not hold.',
    enable: 'It may sign in again; its grants hold as before.',
    resetPassword: 'Makes a one-time password and ends all sessions; the second factor stays.',
    resetFactor: 'Removes the second factor and its recovery codes and ends all sessions; it is set anew at the next sign-in.',
    endSessions: 'Signs this account out everywhere.',
  },
  done: { disable: 'Disabled', enable: 'Enabled', resetFactor: 'Second factor reset', endSessions: 'Sessions ended' },
  guarded: 'Accounts of the security and the audit administrator are reset on the command line only',
  ownAccount: 'Change your own on your own page',
  demoAccount: 'Accounts of the demo do not change',
  oneTime: 'One-time password',
  oneTimeNote: 'Shown this once; it must be changed at the first sign-in',
  copy: 'Copy',
  copied: 'Copied',
  created: (login) => `Account ${login} was made`,
  create: 'Make',
  loginHint: '2 to 64 of a-z, 0-9, dot, hyphen and underscore',
  displays: 'Displays',
  displaysNote: 'A credential each; the totals of one topic, nobody’s data, no time limit, revocable',
  newDisplay: 'New display',
  topic: 'Topic',
  topicHint: 'the only one it sees',
  inUse: 'In use',
  revokedState: 'Revoked',
  revoke: 'Revoke',
  revokeSure: (name) => `Revoke ${name}? Its picture goes within 5 seconds, and the name is not used again.`,
  revokeDone: (name) => `Revoked: ${name}`,
  noDisplays: 'No display of this region yet',
  noDisplaysWhat: 'The system administrator makes one; open its link once on the wall',
  token: 'Credential',
  link: 'Sign-in link',
  tokenNote: 'Shown this once; open the link on the wall, or paste the credential at sign-in',
};

export const accountWords: Record<Locale, AccountWords> = { 'zh-CN': zh, en };

import type { Sight } from '../../server/core/access/sights.ts';
import type { Locale } from '../ui/types.ts';
import { type AccountWords, accountWords } from './account-messages.ts';
import type { AdminTab } from './admin-url.ts';

/** Words of the pages of accounts, grants and displays. */
export type AccessWords = AccountWords & {
  sections: Record<'feeds' | 'users' | 'indicators' | 'rules' | 'classes' | 'policy' | 'audit', string>;
  sectionsLabel: string;
  tabs: Record<AdminTab, string>;
  tabsLabel: string;
  // the region tree
  regions: string;
  seeing: string;
  findRegion: string;
  noRegion: string;
  noRegionWhat: string;
  without: (level: string) => string;
  more: (n: number) => string;
  seenBy: (name: string, n: number) => string;
  // who can see
  whoCanSee: (name: string) => string;
  now: (time: string) => string;
  atInstant: string;
  backToNow: string;
  people: string;
  displaysUnit: string;
  sights: Record<Sight, string>;
  inherited: (name: string) => string;
  own: (name: string) => string;
  displayNote: string;
  administrators: (n: number) => string;
  lastWeek: string;
  unmasks: (people: number, times: number) => string;
  exports: (people: number, times: number) => string;
  cartogram: (name: string) => string;
  cartogramNote: string;
  nobody: string;
  nobodyWhat: string;
  // grants
  grants: string;
  grantsNote: (active: number, future: number, ended: number) => string;
  showEnded: string;
  readOnly: string;
  give: string;
  newGrant: string;
  who: string;
  role: string;
  region: string;
  department: string;
  allDepartments: string;
  time: (year: number) => string;
  personal: string;
  origin: string;
  level: { above: string; own: string; future: string; ended: string };
  marks: { unmask: string; masked: string; totals: string; none: string };
  open: string;
  until: (day: string) => string;
  left: (span: string) => string;
  from: (day: string) => string;
  ended: (day: string) => string;
  revoked: (day: string) => string;
  noGrants: string;
  noGrantsWhat: string;
  searchPeople: string;
  page: (from: number, to: number, of: number) => string;
  previous: string;
  next: string;
  foot: string;
  // the form
  giveTitle: string;
  pickAccount: string;
  change: string;
  noAccountFound: string;
  regionHint: string;
  unmaskLabel: string;
  unmaskHint: string;
  fromLabel: string;
  fromHint: string;
  untilLabel: string;
  untilHint: string;
  note: string;
  noteHint: string;
  check: string;
  confirm: string;
  back: string;
  cancel: string;
  summary: (name: string, role: string, region: string, department: string, span: string) => string;
  spanFromNow: string;
  faults: Record<'self' | 'disabled' | 'no_right' | 'region' | 'department' | 'span' | 'past' | 'order' | 'unmask' | 'held' | 'choose' | 'day', string>;
  conflictRoles: (first: string, second: string) => string;
  given: (name: string, role: string) => string;
  // a list of grants
  importTitle: string;
  list: string;
  listHint: (most: number) => string;
  listFile: string;
  listFits: string;
  listFaults: Record<'fields' | 'role' | 'region' | 'department' | 'unmask' | 'day', string>;
  importReady: (ready: number, of: number) => string;
  importSure: (n: number) => string;
  imported: (n: number) => string;
  // one grant
  grantTitle: (id: number) => string;
  span: string;
  givenBy: string;
  revokedBy: string;
  unknown: string;
  system: string;
  unified: string;
  unifiedNote: string;
  save: string;
  end: string;
  endSure: (name: string, role: string) => string;
  endDone: (name: string) => string;
  changeDone: (name: string) => string;
  notMine: string;
  seeAccount: string;
  lost: (who: string, time: string) => string;
  failed: (what: string, todo: string) => string;
  denied: string;
  deniedWhat: string;
};

const zh: AccessWords = {
  ...accountWords['zh-CN'],
  sections: { feeds: '数据源', users: '账号授权', indicators: '指标管理', rules: '办理规则', classes: '分类建议', policy: '规则', audit: '审计' },
  sectionsLabel: '管理',
  tabs: { grants: '授权', accounts: '账号', displays: '大屏' },
  tabsLabel: '内容',
  regions: '区域',
  seeing: '可见人数',
  findRegion: '名称或代码',
  noRegion: '可见范围内没有这个区域',
  noRegionWhat: '换个名称，或输代码开头几位',
  without: (level) => `无${level}`,
  more: (n) => `其余 ${n} 个`,
  seenBy: (name, n) => `${name}，${n} 人可见`,
  whoCanSee: (name) => `谁能看 ${name}`,
  now: (time) => `此刻 ${time}`,
  atInstant: '时刻',
  backToNow: '回到此刻',
  people: '人',
  displaysUnit: '屏',
  sights: { unmask: '可解遮', masked: '只见遮后', totals: '只见汇总' },
  inherited: (name) => `${name}，继承`,
  own: (name) => `${name}，本级`,
  displayNote: '屏以自己的凭据登录，无个人信息',
  administrators: (n) => `三管理员分立，${n} 人，均看不到工单`,
  lastWeek: '近 7 日',
  unmasks: (people, times) => `解遮 ${people} 人 ${times} 次`,
  exports: (people, times) => `导出 ${people} 人 ${times} 次`,
  cartogram: (name) => name,
  cartogramNote: '可见人数',
  nobody: '此刻没有人能看这里',
  nobodyWhat: '由安全管理员在本级或上级授权',
  grants: '授权',
  grantsNote: (active, future, ended) => `${active} 条生效，${future} 条未来，${ended} 条已止`,
  showEnded: '显示已止',
  readOnly: '只读；授权归安全管理员',
  give: '授权',
  newGrant: '新授权',
  who: '谁',
  role: '角色',
  region: '区域',
  department: '部门',
  allDepartments: '全部部门',
  time: (year) => `时间，${year}年 1–12月`,
  personal: '个人信息',
  origin: '来自',
  level: { above: '上级', own: '本级', future: '未来', ended: '已止' },
  marks: { unmask: '可解', masked: '遮', totals: '汇总', none: '无' },
  open: '长期',
  until: (day) => `至 ${day}`,
  left: (span) => `剩 ${span}`,
  from: (day) => `${day} 起`,
  ended: (day) => `${day} 到期`,
  revoked: (day) => `${day} 收回`,
  noGrants: '没有可显示的授权',
  noGrantsWhat: '换个区域或清除查找',
  searchPeople: '姓名或登录名',
  page: (from, to, of) => `第 ${from}–${to} 条，共 ${of} 条`,
  previous: '上一页',
  next: '下一页',
  foot: '角色、区域、部门、时间须同时满足；收回 5 秒内作用于已开的连接',
  giveTitle: '授权',
  pickAccount: '给谁',
  change: '改选',
  noAccountFound: '可见范围内没有这个账号',
  regionHint: '在区域树中改选',
  unmaskLabel: '可解遮',
  unmaskHint: '写明理由后看一张工单的诉求人，每次有限时，全程审计',
  fromLabel: '起始日',
  fromHint: '空为即刻',
  untilLabel: '末日',
  untilHint: '含当日，空为长期',
  note: '依据',
  noteHint: '文号或事由，记入审计',
  check: '核对',
  confirm: '确认',
  back: '返回',
  cancel: '取消',
  summary: (name, role, region, department, span) => `${name} 将以${role}身份看 ${region} 的${department}，${span}。`,
  spanFromNow: '即刻起',
  faults: {
    self: '不能改自己的授权',
    disabled: '账号已停用',
    no_right: '你没有授权的权限',
    region: '区域超出你的授权范围',
    department: '部门超出你的授权范围',
    span: '期限超出你自己的期限',
    past: '起始日不能在过去',
    order: '末日须在起始日之后',
    unmask: '这个角色不解遮',
    held: '已有同样或更大的授权',
    choose: '请选定账号与角色',
    day: '日期写作 2026-12-31',
  },
  conflictRoles: (first, second) => `${first}与${second}不得由一人兼任`,
  given: (name, role) => `已授权：${name}，${role}`,
  importTitle: '批量授权',
  list: '名单',
  listHint: (most) => `每行：登录名、角色、区域、部门、可解遮、起始日、末日；后四项可空；逗号或制表符分隔；最多 ${most} 行`,
  listFile: '或选文件',
  listFits: '可授权',
  listFaults: {
    fields: '须有登录名、角色、区域',
    role: '没有这个角色',
    region: '没有这个区域，或有重名，请用代码',
    department: '没有这个部门',
    unmask: '可解遮写是或否',
    day: '日期写作 2026-12-31',
  },
  importReady: (ready, of) => `授权 ${ready} 行，共 ${of} 行`,
  importSure: (n) => `逐行授权 ${n} 条；不可授权的行跳过。`,
  imported: (n) => `已授权 ${n} 条`,
  grantTitle: (id) => `授权 G-${id}`,
  span: '期限',
  givenBy: '授予',
  revokedBy: '收回',
  unknown: '未记录',
  system: '命令行',
  unified: '统一身份',
  unifiedNote: '由统一身份映射给出；收回后下次登录仍会再给，请改映射或停用账号',
  save: '保存',
  end: '收回',
  endSure: (name, role) => `立即收回 ${name} 的${role}授权？已开的连接 5 秒内失效。`,
  endDone: (name) => `已收回：${name}`,
  changeDone: (name) => `已改：${name}`,
  notMine: '在你的授权范围之外，只读',
  seeAccount: '看账号',
  lost: (who, time) => `${who} 已于 ${time} 先改了这个账号，现已重读，请核对后再试`,
  failed: (what, todo) => `${what}，${todo}`,
  denied: '你的角色不含此项',
  deniedWhat: '请安全管理员授权',
};

const en: AccessWords = {
  ...accountWords.en,
  sections: {
    feeds: 'Feeds',
    users: 'Accounts and grants',
    indicators: 'Dictionary',
    rules: 'Handling rules',
    classes: 'Class suggestions',
    policy: 'Policy',
    audit: 'Audit',
  },
  sectionsLabel: 'Administration',
  tabs: { grants: 'Grants', accounts: 'Accounts', displays: 'Displays' },
  tabsLabel: 'Content',
  regions: 'Regions',
  seeing: 'people who see it',
  findRegion: 'Name or code',
  noRegion: 'No such region in your part',
  noRegionWhat: 'Try another name, or the first digits of the code',
  without: (level) => `no ${level}`,
  more: (n) => `${n} more`,
  seenBy: (name, n) => `${name}, seen by ${n}`,
  whoCanSee: (name) => `Who can see ${name}`,
  now: (time) => `Now, ${time}`,
  atInstant: 'At',
  backToNow: 'Back to now',
  people: 'people',
  displaysUnit: 'displays',
  sights: { unmask: 'may unmask', masked: 'masked only', totals: 'totals only' },
  inherited: (name) => `${name}, inherited`,
  own: (name) => `${name}, own`,
  displayNote: 'Displays sign in with a credential of their own and see nobody',
  administrators: (n) => `Three separate administrators, ${n} people, see no ticket`,
  lastWeek: 'Last 7 days',
  unmasks: (people, times) => `unmasked ${times} times by ${people}`,
  exports: (people, times) => `exported ${times} times by ${people}`,
  cartogram: (name) => name,
  cartogramNote: 'people who see it',
  nobody: 'Nobody sees this now',
  nobodyWhat: 'A security administrator gives grants here or above',
  grants: 'Grants',
  grantsNote: (active, future, ended) => `${active} active, ${future} to come, ${ended} ended`,
  showEnded: 'Show ended',
  readOnly: 'Read only; grants are the security administrator’s',
  give: 'Give a grant',
  newGrant: 'New grant',
  who: 'Who',
  role: 'Role',
  region: 'Region',
  department: 'Department',
  allDepartments: 'All departments',
  time: (year) => `Time, ${year}`,
  personal: 'Personal data',
  origin: 'From',
  level: { above: 'above', own: 'own', future: 'future', ended: 'ended' },
  marks: { unmask: 'may unmask', masked: 'masked', totals: 'totals', none: 'none' },
  open: 'no end',
  until: (day) => `until ${day}`,
  left: (span) => `${span} left`,
  from: (day) => `from ${day}`,
  ended: (day) => `ended ${day}`,
  revoked: (day) => `revoked ${day}`,
  noGrants: 'No grant to show',
  noGrantsWhat: 'Choose another region or clear the search',
  searchPeople: 'Name or login',
  page: (from, to, of) => `${from}–${to} of ${of}`,
  previous: 'Previous',
  next: 'Next',
  foot: 'Role, region, department and time must all hold; an end reaches open connections within 5 seconds',
  giveTitle: 'Give a grant',
  pickAccount: 'To',
  change: 'Change',
  noAccountFound: 'No such account in your part',
  regionHint: 'choose it in the tree',
  unmaskLabel: 'May unmask',
  unmaskHint: 'one ticket’s caller at a time, with a reason, for a few minutes, audited',
  fromLabel: 'From',
  fromHint: 'empty: now',
  untilLabel: 'Last day',
  untilHint: 'included; empty: no end',
  note: 'Basis',
  noteHint: 'document or reason, kept in the audit',
  check: 'Check',
  confirm: 'Confirm',
  back: 'Back',
  cancel: 'Cancel',
  summary: (name, role, region, department, span) => `${name} will see ${region}, ${department}, as ${role}, ${span}.`,
  spanFromNow: 'from now',
  faults: {
    self: 'Nobody changes his own grants',
    disabled: 'The account is disabled',
    no_right: 'You may not give grants',
    region: 'The region is beyond your own',
    department: 'The department is beyond your own',
    span: 'The time is beyond your own',
    past: 'It cannot begin in the past',
    order: 'It must end after it begins',
    unmask: 'This role does not unmask',
    held: 'It is held already, or more',
    choose: 'Choose an account and a role',
    day: 'Write days as 2026-12-31',
  },
  conflictRoles: (first, second) => `${first} and ${second} are not held by one person`,
  given: (name, role) => `Given: ${name}, ${role}`,
  importTitle: 'Many grants',
  list: 'List',
  listHint: (most) =>
    `A line each: login, role, region, department, may unmask, first day, last day; the last four may be empty; commas or tabs; ${most} lines at most`,
  listFile: 'Or a file',
  listFits: 'may be given',
  listFaults: {
    fields: 'a login, a role and a region are needed',
    role: 'no such role',
    region: 'no such region, or several: use the code',
    department: 'no such department',
    unmask: 'may unmask is yes or no',
    day: 'write days as 2026-12-31',
  },
  importReady: (ready, of) => `Give ${ready} of ${of}`,
  importSure: (n) => `Gives ${n} grants line by line and leaves out what may not be given.`,
  imported: (n) => `${n} grants were given`,
  grantTitle: (id) => `Grant G-${id}`,
  span: 'Time',
  givenBy: 'Given by',
  revokedBy: 'Ended by',
  unknown: 'not on record',
  system: 'command line',
  unified: 'Unified identity',
  unifiedNote: 'Given by the mapping of the unified identity; ended, it comes back at the next sign-in: change the mapping or disable the account',
  save: 'Save',
  end: 'End',
  endSure: (name, role) => `End ${name}’s grant as ${role} now? Open connections lose it within 5 seconds.`,
  endDone: (name) => `Ended: ${name}`,
  changeDone: (name) => `Changed: ${name}`,
  notMine: 'Beyond your own part: read only',
  seeAccount: 'Account',
  lost: (who, time) => `${who} changed this account first, at ${time}; it was read again, check and retry`,
  failed: (what, todo) => `${what}: ${todo}`,
  denied: 'Not part of your role',
  deniedWhat: 'Ask the security administrator for a grant',
};

export const accessWords: Record<Locale, AccessWords> = { 'zh-CN': zh, en };

import type { Locale } from '../ui/types.ts';

/** Words of the frame around every screen. */
export type ShellWords = {
  demo: string;
  demoTitle: string;
  normalMode: string;
  noCalendar: string;
  noCalendarTitle: string;
  screens: string;
  indicators: string;
  briefs: string;
  tasks: string;
  filling: string;
  risks: string;
  more: string;
  desk: string;
  topics: string;
  feeds: string;
  keys: string;
  keysTitle: string;
  phoneMenu: string;
  lost: (span: string) => string;
  lostPicture: (clock: string) => string;
  lostNoPicture: string;
  reconnecting: string;
  attempt: (n: number) => string;
  back: string;
  reloadNeeded: string;
  refused: string;
  intake: string;
  appraisal: string;
  knowledge: string;
  callers: string;
  unmasks: string;
  dictionary: string;
  rules: string;
  admin: string;
  account: string;
  accountMenu: string;
  signOut: string;
  display: string;
  denied: string;
  deniedWhy: string;
  idle: string;
  idleWhy: string;
  toHome: string;
  keyGroups: { title: string; keys: [keys: string, what: string][] }[];
};

const zh: ShellWords = {
  demo: '演示数据',
  demoTitle: '本机数据为模拟，不是真实记录',
  normalMode: '平时',
  noCalendar: '日历未公布',
  noCalendarTitle: '本年放假调休安排未公布，工作日按周一至周五暂计',
  screens: '屏幕',
  indicators: '指标',
  briefs: '简报',
  tasks: '督办',
  filling: '填报',
  risks: '风险处置',
  more: '更多',
  desk: '工单',
  topics: '专题',
  feeds: '数据源',
  keys: '快捷键',
  keysTitle: '快捷键一览',
  phoneMenu: '屏幕',
  lost: (span) => `连接中断 ${span}`,
  lostPicture: (clock) => `以下为 ${clock} 的画面`,
  lostNoPicture: '尚无画面',
  reconnecting: '正在重连',
  attempt: (n) => `第 ${n} 次重连`,
  back: '连接已恢复',
  reloadNeeded: '服务已更新，请重新载入本页',
  refused: '连接被拒绝，请重新登录',
  intake: '登记工单',
  appraisal: '考核',
  knowledge: '知识库',
  callers: '按号码查工单',
  unmasks: '解遮记录',
  dictionary: '指标管理',
  rules: '办理规则',
  admin: '管理',
  account: '我的账号',
  accountMenu: '账号',
  signOut: '退出登录',
  display: '大屏终端',
  denied: '无权查看这一页',
  deniedWhy: '您的角色不含此项权限，访问已记录；如工作需要，请向安全管理员申请授权',
  idle: '您没有生效的授权',
  idleWhy: '授权尚未开始、已到期或已撤销，请联系安全管理员',
  toHome: '回到我的工作',
  keyGroups: [
    {
      title: '屏幕',
      keys: [
        ['g w', '总览大屏'],
        ['g 1–9', '第几个屏幕'],
        ['g d', '工单台'],
        ['g n', '登记工单'],
        ['g a', '考核'],
        ['g s', '督办'],
        ['g r', '填报'],
        ['g z', '风险处置'],
        ['g i', '指标评审'],
        ['g t', '专题清单'],
        ['g f', '数据源'],
        ['?', '本页'],
        ['j k', '列表的下一项、上一项，简报的下一期、上一期'],
        ['Esc', '关闭，或回上一级'],
      ],
    },
    {
      title: '时间',
      keys: [
        ['l', '离开实时，或回到实时'],
        ['p', '暂停或恢复刷新'],
      ],
    },
    {
      title: '下钻与指标卡',
      keys: [
        ['Enter', '打开所选地区或数字'],
        ['Backspace', '回上一级地区'],
        ['c', '打开所选数字的指标卡'],
        ['方向键 + − 0', '地图平移、缩放、复位'],
      ],
    },
  ],
};

const en: ShellWords = {
  demo: 'Demo data',
  demoTitle: 'Simulated data, not real records',
  normalMode: 'Normal',
  noCalendar: 'No calendar',
  noCalendarTitle: 'The holidays of this year are not published: working days are provisional',
  screens: 'Screens',
  indicators: 'Indicators',
  briefs: 'Briefs',
  tasks: 'Supervision tasks',
  filling: 'Reporting',
  risks: 'Trade risks',
  more: 'More',
  desk: 'Tickets',
  topics: 'Topics',
  feeds: 'Feeds',
  keys: 'Keys',
  keysTitle: 'Keyboard shortcuts',
  phoneMenu: 'Screens',
  lost: (span) => `Connection lost for ${span}`,
  lostPicture: (clock) => `The picture below is of ${clock}`,
  lostNoPicture: 'No picture yet',
  reconnecting: 'reconnecting',
  attempt: (n) => `try ${n}`,
  back: 'Connection restored',
  reloadNeeded: 'The service was updated: reload this page',
  refused: 'Connection refused: sign in again',
  intake: 'New ticket',
  appraisal: 'Appraisal',
  knowledge: 'Knowledge base',
  callers: 'Tickets by number',
  unmasks: 'Unmask review',
  dictionary: 'Dictionary',
  rules: 'Handling rules',
  admin: 'Administration',
  account: 'My account',
  accountMenu: 'Account',
  signOut: 'Sign out',
  display: 'Display',
  denied: 'This page is not yours to see',
  deniedWhy: 'Your roles do not hold this permission, and the attempt was written down. If your work needs it, ask the security administrator.',
  idle: 'None of your grants holds now',
  idleWhy: 'They have not begun, have ended or were revoked: ask the security administrator',
  toHome: 'To my work',
  keyGroups: [
    {
      title: 'Screens',
      keys: [
        ['g w', 'Wall'],
        ['g 1–9', 'Screen by its place'],
        ['g d', 'Tickets'],
        ['g n', 'New ticket'],
        ['g a', 'Appraisal'],
        ['g s', 'Supervision tasks'],
        ['g r', 'Reporting'],
        ['g z', 'Trade risks'],
        ['g i', 'Indicator review'],
        ['g t', 'Topics'],
        ['g f', 'Feeds'],
        ['?', 'This sheet'],
        ['j k', 'Next and previous of a list, next and previous period of briefs'],
        ['Esc', 'Close, or one level up'],
      ],
    },
    {
      title: 'Time',
      keys: [
        ['l', 'Leave live, or return'],
        ['p', 'Pause or resume'],
      ],
    },
    {
      title: 'Drill and figure card',
      keys: [
        ['Enter', 'Open the chosen region or number'],
        ['Backspace', 'One region up'],
        ['c', 'Card of the chosen number'],
        ['Arrows + − 0', 'Pan, zoom, reset the map'],
      ],
    },
  ],
};

export const shellWords: Record<Locale, ShellWords> = { 'zh-CN': zh, en };

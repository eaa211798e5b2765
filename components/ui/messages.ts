import type { Freshness, Locale, Severity } from './types.ts';

export type FaultKind = 'denied' | 'signedOut' | 'missing' | 'asked' | 'conflict' | 'busy' | 'unreachable' | 'failed';

/** Words the primitives themselves say. Pages bring their own dictionaries. */
export type Words = {
  severity: Record<Severity, string>;
  severityNumeral: Record<Severity, string>;
  unacknowledged: string;
  handled: string;
  freshness: Record<Freshness, string>;
  loading: string;
  retry: string;
  readFailed: string;
  /** What failed and what to do. */
  faults: Record<FaultKind, { what: string; todo: string }>;
  panelFailed: string;
  othersFine: string;
  code: (code: string) => string;
  denied: string;
  notConnected: string;
  noData: string;
  close: string;
  sortBy: (column: string) => string;
  sorted: { ascending: string; descending: string };
  asTable: string;
  asChart: string;
  asMap: string;
  asList: string;
  skipToMain: string;
  pause: string;
  resume: string;
  remaining: string;
  overdue: string;
  expected: string;
  expectedRange: string;
  usualRange: string;
  value: string;
  time: string;
  low: string;
  high: string;
  now: string;
  limit: string;
  median: string;
  p90: string;
  name: string;
  state: string;
  region: string;
  ratio: string;
  map: string;
  mapHelp: string;
  mapList: string;
  tickets: string;
  heat: string;
  approvalNumber: (number: string | null) => string;
  equalSquares: string;
  since: (time: string) => string;
  chartOf: (label: string) => string;
  bad: string;
  good: string;
  breadcrumb: string;
};

const zh: Words = {
  severity: { 1: '特别重大', 2: '重大', 3: '较大', 4: '一般' },
  severityNumeral: { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ' },
  unacknowledged: '未确认',
  handled: '已办',
  freshness: { fresh: '按时', late: '过期', stale: '陈旧', dead: '失效', no_data: '无数据', not_connected: '未接入' },
  loading: '读取中',
  retry: '重试',
  readFailed: '读取失败',
  faults: {
    denied: { what: '不在你的可见范围', todo: '换一个地区，或请安全管理员授权' },
    signedOut: { what: '登录已失效', todo: '重新登录后再看' },
    missing: { what: '没有这项内容', todo: '核对地址，或回上一级' },
    asked: { what: '查不了这样的范围', todo: '缩短时段，或换一个地区' },
    conflict: { what: '内容已被他人改动', todo: '重读后再试' },
    busy: { what: '服务正忙', todo: '稍后重试' },
    unreachable: { what: '连不上服务', todo: '检查网络后重试' },
    failed: { what: '读取失败', todo: '重试；仍不成，把编号告诉管理员' },
  },
  panelFailed: '本面板出错',
  othersFine: '其余面板不受影响',
  code: (code) => `编号 ${code}`,
  denied: '不在你的可见范围',
  notConnected: '未接入',
  noData: '无数据',
  close: '关闭',
  sortBy: (column) => `按${column}排序`,
  sorted: { ascending: '升序', descending: '降序' },
  asTable: '表格',
  asChart: '图表',
  asMap: '地图',
  asList: '列表',
  skipToMain: '跳到主要内容',
  pause: '暂停刷新',
  resume: '恢复刷新',
  remaining: '剩余',
  overdue: '超期',
  expected: '预期',
  expectedRange: '预期区间',
  usualRange: '常见范围',
  value: '值',
  time: '时间',
  low: '下限',
  high: '上限',
  now: '现在',
  limit: '上限',
  median: '中位',
  p90: '第 90 百分位',
  name: '名称',
  state: '状态',
  region: '地区',
  ratio: '比预期',
  map: '地图',
  mapHelp: '方向键平移，加减号缩放，0 复位；列表可逐区选择',
  mapList: '地图列表',
  tickets: '工单',
  heat: '热度',
  approvalNumber: (number) => `审图号 ${number ?? '待填'}`,
  equalSquares: '等面积方格，非边界',
  since: (time) => `${time} 起`,
  chartOf: (label) => `图表：${label}`,
  bad: '差',
  good: '好',
  breadcrumb: '位置',
};

const en: Words = {
  severity: { 1: 'Critical', 2: 'Major', 3: 'Moderate', 4: 'Minor' },
  severityNumeral: { 1: 'I', 2: 'II', 3: 'III', 4: 'IV' },
  unacknowledged: 'unacknowledged',
  handled: 'handled',
  freshness: { fresh: 'On time', late: 'Late', stale: 'Stale', dead: 'Dead', no_data: 'No data', not_connected: 'Not connected' },
  loading: 'Loading',
  retry: 'Retry',
  readFailed: 'Could not read',
  faults: {
    denied: { what: 'Outside what you may see', todo: 'choose another region, or ask the security administrator' },
    signedOut: { what: 'Your session has ended', todo: 'sign in again' },
    missing: { what: 'There is no such thing', todo: 'check the address, or go one level up' },
    asked: { what: 'This span cannot be read', todo: 'choose a shorter one, or another region' },
    conflict: { what: 'Somebody else changed it', todo: 'read again and retry' },
    busy: { what: 'The service is busy', todo: 'try again in a moment' },
    unreachable: { what: 'The service cannot be reached', todo: 'check the network and try again' },
    failed: { what: 'Could not read', todo: 'try again, or tell the administrator the code' },
  },
  panelFailed: 'This panel failed',
  othersFine: 'other panels are not affected',
  code: (code) => `code ${code}`,
  denied: 'Outside what you may see',
  notConnected: 'Not connected',
  noData: 'No data',
  close: 'Close',
  sortBy: (column) => `Sort by ${column}`,
  sorted: { ascending: 'ascending', descending: 'descending' },
  asTable: 'Table',
  asChart: 'Chart',
  asMap: 'Map',
  asList: 'List',
  skipToMain: 'Skip to main content',
  pause: 'Pause updates',
  resume: 'Resume updates',
  remaining: 'Remaining',
  overdue: 'Overdue',
  expected: 'Expected',
  expectedRange: 'Expected range',
  usualRange: 'Usual range',
  value: 'Value',
  time: 'Time',
  low: 'Low',
  high: 'High',
  now: 'Now',
  limit: 'Limit',
  median: 'Median',
  p90: '90th percentile',
  name: 'Name',
  state: 'State',
  region: 'Region',
  ratio: 'Against expected',
  map: 'Map',
  mapHelp: 'Arrow keys pan, plus and minus zoom, 0 resets; the list selects regions',
  mapList: 'Map as a list',
  tickets: 'Tickets',
  heat: 'Heat',
  approvalNumber: (number) => `Map approval no. ${number ?? 'pending'}`,
  equalSquares: 'Equal squares, not boundaries',
  since: (time) => `since ${time}`,
  chartOf: (label) => `Chart: ${label}`,
  bad: 'worse',
  good: 'better',
  breadcrumb: 'You are here',
};

/** The primitives' dictionary of a locale. */
export const words: Record<Locale, Words> = { 'zh-CN': zh, en };

import type { ExportLocale } from '../export/words.ts';

export const FLOW_EXPORT_WORDS: Record<
  ExportLocale,
  {
    title: string;
    region: string;
    span: string;
    days: (from: string, last: string) => string;
    filter: string;
    all: string;
    scope: string;
    status: string;
    asOf: string;
    arrived: string;
    none: string;
    data: string;
    demo: string;
    reported: string;
    apart: string;
    cut: (most: number) => string;
    untold: string;
    sheets: Record<'zone' | 'mode' | 'partner' | 'port' | 'chapter' | 'day' | 'month', string>;
    code: string;
    columns: readonly string[];
    dims: Record<string, string>;
  }
> = {
  'zh-CN': {
    title: '跨境电商',
    region: '地区',
    span: '时段',
    days: (from, last) => `${from} 至 ${last}`,
    filter: '筛选',
    all: '全部',
    scope: '口径',
    status: '状态',
    asOf: '截至（最新申报）',
    arrived: '最近到达',
    none: '无',
    data: '数据',
    demo: '演示数据，非真实申报',
    reported: '申报数据汇总',
    apart: '三种口径、三种状态并列，不相加',
    cut: (most) => `只列前 ${most} 行`,
    untold: '未注明',
    sheets: { zone: '综试区', mode: '监管方式', partner: '国家（地区）', port: '口岸', chapter: '货类', day: '日期', month: '月份' },
    code: '代码',
    columns: ['金额（元）', '包裹', '票数', '记录', '查验率', '三单不一致率', '退货率', '1 小时内', '1–6 小时', '6–24 小时', '超 24 小时'],
    dims: { region: '地区', zone: '综试区', mode: '监管方式', direction: '方向', partner: '国家（地区）', chapter: '货类', port: '口岸', district: '关区' },
  },
  en: {
    title: 'Cross-border e-commerce',
    region: 'Region',
    span: 'Span',
    days: (from, last) => `${from} to ${last}`,
    filter: 'Filter',
    all: 'all',
    scope: 'Scope',
    status: 'Status',
    asOf: 'As of (newest declaration)',
    arrived: 'Last arrival',
    none: 'none',
    data: 'Data',
    demo: 'Demonstration data, no real declarations',
    reported: 'Sums of declarations',
    apart: 'Scopes and statuses stand side by side and are never added',
    cut: (most) => `the first ${most} rows only`,
    untold: 'not told',
    sheets: { zone: 'Zone', mode: 'Mode', partner: 'Country or region', port: 'Port', chapter: 'HS chapter', day: 'Day', month: 'Month' },
    code: 'Code',
    columns: ['Value (CNY)', 'Parcels', 'Declarations', 'Records', 'Inspected', 'Mismatched', 'Returned', 'Within 1 h', '1 to 6 h', '6 to 24 h', 'Over 24 h'],
    dims: {
      region: 'Region',
      zone: 'Zone',
      mode: 'Mode',
      direction: 'Direction',
      partner: 'Country or region',
      chapter: 'HS chapter',
      port: 'Port',
      district: 'Customs district',
    },
  },
};

import type { Locale } from '../ui/types.ts';

/** Words of the dimensions that the public event types have. */
export type DimensionWords = { names: Record<string, string>; values: Record<string, Record<string, string>>; untold: string };

const zh: DimensionWords = {
  names: {
    channel: '渠道',
    category: '分类',
    item: '事项',
    department: '部门',
    requestType: '诉求类型',
    level: '评价等级',
    mode: '监管方式',
    direction: '方向',
    partner: '伙伴',
    zone: '综试区',
    outcome: '结果',
    line: '线路',
    entrance: '入口',
    unit: '单位',
    port: '口岸',
    hsChapter: '商品章',
  },
  values: {
    channel: { window: '窗口', online: '网上', mobile: '移动端', kiosk: '自助机', hotline: '热线', phone: '电话', web: '网站', app: '客户端', wechat: '微信' },
    direction: { export: '出口', import: '进口' },
    outcome: { accepted: '受理', closed: '办结', rejected: '不予受理', withdrawn: '撤回' },
    entrance: { grassroots: '基层', petition: '信访', sector: '行业' },
    mode: {
      '9610': '9610 直邮零售',
      '1210': '1210 保税电商',
      '1239': '1239 保税电商A',
      '9710': '9710 B2B 直接出口',
      '9810': '9810 出口海外仓',
      '0110': '0110 一般贸易',
      other: '其他',
    },
  },
  untold: '未注明',
};

const en: DimensionWords = {
  names: {
    channel: 'channel',
    category: 'category',
    item: 'item',
    department: 'department',
    requestType: 'request type',
    level: 'review level',
    mode: 'mode',
    direction: 'direction',
    partner: 'partner',
    zone: 'zone',
    outcome: 'outcome',
    line: 'line',
    entrance: 'entrance',
    unit: 'unit',
    port: 'port',
    hsChapter: 'HS chapter',
  },
  values: {},
  untold: 'not told',
};

export const dimensionWords: Record<Locale, DimensionWords> = { 'zh-CN': zh, en };

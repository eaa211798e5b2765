import type { Catalog } from '../context.ts';

/** Labels of event fields on the card's record list; a field without one is not listed. */
const LABELS: Record<string, string> = {
  title: '标题',
  requestType: '诉求',
  category: '类别',
  channel: '渠道',
  urgent: '紧急',
  step: '环节',
  unit: '单位',
  satisfied: '满意',
  resolved: '解决',
  item: '事项',
  department: '部门',
  outcome: '结果',
  level: '评价',
  isDefault: '默认评价',
  tags: '标签',
  comment: '评语',
  line: '线路',
  offered: '呼入',
  answered: '接听',
  answeredIn15s: '15 秒接听',
  abandoned: '放弃',
  waitSeconds: '等待秒',
  talkSeconds: '通话秒',
  zone: '综试区',
  mode: '监管方式',
  direction: '方向',
  partner: '国家（地区）',
  valueCny: '金额（元）',
  parcels: '包裹',
  declarations: '清单',
  scope: '口径',
  status: '状态',
  port: '口岸',
  count: '计数',
  value: '数值',
  numerator: '分子',
  denominator: '分母',
  period: '期间',
};
const WORDS: Record<string, string> = {
  window: '窗口',
  online: '网上',
  mobile: '移动端',
  kiosk: '自助机',
  hotline: '热线',
  accepted: '受理',
  closed: '办结',
  rejected: '不予',
  withdrawn: '撤回',
  export: '出口',
  import: '进口',
  preliminary: '初步',
  formal: '正式',
  revised: '修订',
  customs_platform: '海关平台',
  full_scope: '全口径',
  platform_gmv: '平台交易额',
};
/** 国家（地区）names that a bare code would leave unsaid. */
const PARTNERS: Record<string, string> = { HKG: '中国香港', MAC: '中国澳门', TWN: '中国台湾' };

/** Fields that people write: their text stands as it is, also where it is a code's. */
const FREE = new Set(['title', 'comment', 'tags', 'unit', 'line', 'period']);

/** What a record says, as label and text; personal fields are not in the data to begin with. */
export function recordFields(catalog: Catalog, data: Record<string, unknown>): [string, string][] {
  const out: [string, string][] = [];
  for (const [field, label] of Object.entries(LABELS)) {
    const value = data[field];
    if (value === undefined || value === null || value === '') continue;
    out.push([label, textOf(catalog, field, value)]);
  }
  return out;
}

function textOf(catalog: Catalog, field: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(String).join('、');
  const text = String(value);
  if (field === 'category') return catalog.categoryName(text) ?? text;
  if (field === 'item') return catalog.itemName(text) ?? `${text}（待登记）`;
  if (field === 'department') return catalog.departmentName(text) ?? `${text}（待登记）`;
  if (field === 'step') return catalog.stepName(text);
  if (FREE.has(field)) return text;
  const words = field === 'partner' ? PARTNERS : WORDS;
  return Object.hasOwn(words, text) ? (words[text] as string) : text;
}

import type { BriefKind } from '../../core/brief/brief-spans.ts';
import type { ExportLocale } from '../export/words.ts';

export type BriefExportWords = {
  kinds: Record<BriefKind, string>;
  made: string;
  byItself: string;
  head: readonly string[];
  regions: string;
  regionHead: readonly string[];
  notReported: string;
  unchanged: string;
  same: string;
};

export const BRIEF_EXPORT_WORDS: Record<ExportLocale, BriefExportWords> = {
  'zh-CN': {
    kinds: { day: '日报', week: '周报', month: '月报' },
    made: '制作',
    byItself: '按时自动制作',
    head: [
      '编码',
      '指标',
      '单位',
      '数值',
      '分子',
      '分母',
      '记录',
      '上期值（可比地区）',
      '上期可比地区数',
      '同期值（可比地区）',
      '同期可比地区数',
      '有数据地区',
      '应有地区',
      '现在值',
    ],
    regions: '分地区',
    regionHead: ['编码', '指标', '单位', '区划', '地区', '数值', '分子', '分母', '记录'],
    notReported: '未报',
    unchanged: '未变',
    same: '现在值截至',
  },
  en: {
    kinds: { day: 'Daily brief', week: 'Weekly brief', month: 'Monthly brief' },
    made: 'Made',
    byItself: 'by itself when due',
    head: [
      ...['Code', 'Indicator', 'Unit', 'Value', 'Numerator', 'Denominator', 'Records', 'Period before (comparable)', 'Regions compared'],
      ...['Like period (comparable)', 'Regions compared', 'Regions reporting', 'Regions expected', 'Now'],
    ],
    regions: 'By region',
    regionHead: ['Code', 'Indicator', 'Unit', 'Region code', 'Region', 'Value', 'Numerator', 'Denominator', 'Records'],
    notReported: 'not reported',
    unchanged: 'unchanged',
    same: 'Now as of',
  },
};

import type { IndicatorRow } from '../../wire/profile.ts';
import type { ExportLocale } from '../export/words.ts';

type Words = {
  title: string;
  targets: string;
  given: string;
  all: string;
  unpublished: string;
  pattern: (weeks: number, tolerance: number) => string;
  kinds: Record<IndicatorRow['kind'], string>;
  directions: Record<IndicatorRow['direction'], string>;
  head: readonly string[];
  targetHead: readonly string[];
};

/** Words of the dictionary's workbook. */
export const DICTIONARY_EXPORT_WORDS: Record<ExportLocale, Words> = {
  'zh-CN': {
    title: '指标字典',
    targets: '目标',
    given: '随省份配置',
    all: '各地区（未另定的）',
    unpublished: '未公布',
    pattern: (weeks, tolerance) => `近 ${weeks} 周同时段 ±${tolerance}`,
    kinds: { count: '计数', sum: '合计', ratio: '比率', gauge: '现值', manual: '填报' },
    directions: { up: '越高越好', down: '越低越好', none: '不分好坏' },
    head: [
      ...[
        '编码',
        '名称',
        '简称',
        '版本',
        '生效',
        '起草',
        '核准',
        '类型',
        '单位',
        '职能',
        '规划序号',
        '定义',
        '口径',
        '范围',
        '公式',
        '公式说明',
        '分子',
        '分母',
      ],
      ...['方向', '正常范围', '频度', '责任单位', '另一口径', '基期值', '基期', '基期出处', '基期位置', '来源', '位置'],
    ],
    targetHead: ['编码', '名称', '地区', '地区代码', '期限', '路径', '比较', '目标值', '单位', '版本', '来源', '位置'],
  },
  en: {
    title: 'Dictionary',
    targets: 'Targets',
    given: 'profile',
    all: 'regions without their own',
    unpublished: 'not published',
    pattern: (weeks, tolerance) => `same hours of ${weeks} weeks ±${tolerance}`,
    kinds: { count: 'count', sum: 'sum', ratio: 'ratio', gauge: 'level', manual: 'reported' },
    directions: { up: 'higher is better', down: 'lower is better', none: 'neither' },
    head: [
      ...['code', 'name', 'short name', 'version', 'since', 'drafted by', 'approved by', 'kind', 'unit', 'function', 'plan number', 'definition', 'scope'],
      ...['population', 'formula', 'formula note', 'numerator', 'denominator', 'direction', 'normal range', 'cadence', 'responsible', 'other scope'],
      ...['baseline', 'baseline of', 'baseline source', 'baseline place', 'source', 'place'],
    ],
    targetHead: ['code', 'name', 'region', 'region code', 'period', 'path', 'comparator', 'value', 'unit', 'version', 'source', 'place'],
  },
};

import type { MeasureName } from '../../core/case/measures.ts';
import type { AppraisalBy } from '../../wire/appraisal.ts';
import type { ExportLocale } from '../export/words.ts';

export type AppraisalExportWords = {
  title: string;
  by: Record<AppraisalBy, string>;
  measures: Record<MeasureName, string>;
  rate: string;
  num: string;
  den: string;
  left: string;
  composite: string;
  closed: string;
  medianDays: string;
  p90Days: string;
  medianWorkdays: string;
  unpublished: string;
  total: string;
  desk: string;
  noClass: string;
  calls: string;
  weights: (response: string, resolution: string, satisfaction: string) => string;
  small: (n: number) => string;
  code: string;
  name: string;
  span: string;
  counted: string;
  region: string;
};

export const APPRAISAL_EXPORT_WORDS: Record<ExportLocale, AppraisalExportWords> = {
  'zh-CN': {
    title: '考核',
    by: { unit: '按单位', region: '按地区', category: '按分类' },
    measures: {
      direct: '直接办结率',
      on_time_sign: '按时签收率',
      on_time_close: '按时办结率',
      closed: '办结率',
      returned: '退单率',
      dispatch_right: '派单准确率',
      response: '响应率',
      resolution: '解决率',
      satisfaction: '满意率',
      redone: '重办率',
      followed_up: '回访率',
      follow_up_reached: '有效回访率',
    },
    rate: '比率',
    num: '分子',
    den: '分母',
    left: '不计',
    composite: '三率综合',
    closed: '办结件数',
    medianDays: '办理时长中位数（自然日）',
    p90Days: '办理时长 P90（自然日）',
    medianWorkdays: '办理时长中位数（工作日）',
    unpublished: '日历未公布',
    total: '合计',
    desk: '未派单位',
    noClass: '未分类',
    calls: '话务',
    weights: (response, resolution, satisfaction) => `响应率 ${response}、解决率 ${resolution}、满意率 ${satisfaction}`,
    small: (n) => `分母少于 ${n} 的样本偏少，不比较`,
    code: '编码',
    name: '名称',
    span: '时段',
    counted: '统计于',
    region: '地区',
  },
  en: {
    title: 'Appraisal',
    by: { unit: 'by unit', region: 'by region', category: 'by class' },
    measures: {
      direct: 'Answered directly',
      on_time_sign: 'Signed on time',
      on_time_close: 'Closed on time',
      closed: 'Closed',
      returned: 'Returned',
      dispatch_right: 'Dispatched right',
      response: 'Response',
      resolution: 'Resolution',
      satisfaction: 'Satisfaction',
      redone: 'Redone',
      followed_up: 'Followed up',
      follow_up_reached: 'Reached',
    },
    rate: 'rate',
    num: 'numerator',
    den: 'denominator',
    left: 'left out',
    composite: 'Composite of three rates',
    closed: 'Closed tickets',
    medianDays: 'Handling time, median (natural days)',
    p90Days: 'Handling time, P90 (natural days)',
    medianWorkdays: 'Handling time, median (working days)',
    unpublished: 'calendar not published',
    total: 'Total',
    desk: 'no unit',
    noClass: 'no class',
    calls: 'Calls',
    weights: (response, resolution, satisfaction) => `response ${response}, resolution ${resolution}, satisfaction ${satisfaction}`,
    small: (n) => `Denominators below ${n} are small samples and are not compared`,
    code: 'Code',
    name: 'Name',
    span: 'Span',
    counted: 'Counted at',
    region: 'Region',
  },
};

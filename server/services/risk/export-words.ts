import type { RiskEvidence } from '../../core/risk/terms.ts';
import type { RiskView } from '../../wire/risk.ts';
import type { ExportLocale } from '../export/words.ts';

type RiskExportWords = {
  title: string;
  views: Record<RiskView, string>;
  region: string;
  asOf: string;
  never: string;
  cut: (most: number) => string;
  columns: readonly string[];
  severities: readonly string[];
  units: Record<RiskEvidence['unit'], string>;
  sides: Record<RiskEvidence['side'], string>;
  holds: string;
  states: Readonly<Record<string, string>>;
  results: Readonly<Record<string, string>>;
};

/** What a workbook of risks says besides its data. */
export const RISK_EXPORT_WORDS: Record<ExportLocale, RiskExportWords> = {
  'zh-CN': {
    title: '跨境风险',
    views: { raised: '待交办', working: '核查中', check: '待审', late: '超期', open: '全部在办', closed: '已结' },
    region: '地区',
    asOf: '截至',
    never: '每行数字各按所列口径与数据状态统计，不同口径不相加；为生成时的数字',
    cut: (most) => `风险过多，只列前 ${most} 条`,
    columns: [
      ...[
        '编号',
        '类别',
        '规则',
        '等级',
        '综试区所在地',
        '监管方式',
        '进出口',
        '国家（地区）',
        'HS 章',
        '数值',
        '单位',
        '高于或低于界限',
        '界限',
        '分子',
        '分母',
        '样本',
      ],
      ...['统计期起', '统计期止（不含）', '口径', '数据状态', '发现时间', '消退时间', '状态', '承办部门', '结果'],
    ],
    severities: ['特别重大', '重大', '较大', '一般'],
    units: { share: '比率', price: '元', growth: '增幅', points: '占比变化' },
    sides: { above: '高于', below: '低于' },
    holds: '仍存在',
    states: { raised: '待交办', assigned: '待签收', examining: '核查中', answered: '待审', filed: '已归档', dropped: '不采纳' },
    results: { confirmed: '属实', cleared: '排除', handled: '已处置', no_finding: '无发现' },
  },
  en: {
    title: 'Trade risks',
    views: { raised: 'To assign', working: 'Under examination', check: 'Answered', late: 'Late', open: 'Open', closed: 'Closed' },
    region: 'Region',
    asOf: 'As of',
    never: 'Each figure is of the scope and status in its row; scopes are never added. Figures are as they were when raised',
    cut: (most) => `Too many risks: the first ${most} are listed`,
    columns: [
      ...[
        'No.',
        'Head',
        'Rule',
        'Grade',
        'Zone of',
        'Mode',
        'Direction',
        'Country or region',
        'HS chapter',
        'Value',
        'Unit',
        'Side',
        'Bound',
        'Numerator',
        'Denominator',
      ],
      ...['Sample', 'From', 'To (not included)', 'Scope', 'Status', 'Raised', 'Ended', 'State', 'Department', 'Result'],
    ],
    severities: ['Grade I', 'Grade II', 'Grade III', 'Grade IV'],
    units: { share: 'share', price: 'CNY', growth: 'growth', points: 'change of share' },
    sides: { above: 'above', below: 'below' },
    holds: 'still holds',
    states: { raised: 'To assign', assigned: 'To sign', examining: 'Examining', answered: 'Answered', filed: 'Filed', dropped: 'Dropped' },
    results: { confirmed: 'Confirmed', cleared: 'Cleared', handled: 'Handled', no_finding: 'No finding' },
  },
};

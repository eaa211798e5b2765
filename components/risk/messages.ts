import type { RiskView } from '../../server/wire/risk.ts';
import type { Locale } from '../ui/types.ts';
import { riskWordsEn } from './messages-en.ts';

type Scaled = { from: number; says: (n: string) => string };

/** Words of the page and the panel of risks. */
export type RiskWords = {
  title: string;
  panel: string;
  panelNote: (rules: string, finding: string) => string;
  handled: (n: string) => string;
  toAll: string;
  nothing: string;
  nothingWhat: string;
  judgedAt: (time: string) => string;
  notJudged: string;
  held: (n: string) => string;
  heldShort: (n: string) => string;
  region: string;
  list: string;
  viewsLabel: string;
  views: Record<RiskView, string>;
  emptyOf: Record<RiskView, string>;
  emptyWhat: string;
  loaded: (shown: string, all: string) => string;
  more: string;
  filters: Record<'head' | 'check' | 'zone', string>;
  all: Record<'head' | 'check' | 'zone', string>;
  export: string;
  exported: (rows: string) => string;
  exportFailed: string;
  theRisk: string;
  back: string;
  position: (at: number, of: string) => string;
  left: string;
  noRisk: string;
  noRiskWhat: string;
  nothingToDo: string;
  /** Who may go on with it instead: a unit's own, or whose grant holds the region of its desk. */
  unitMay: (unit: string, roles: string, command: string) => string;
  deskMay: (desk: string, roles: string, command: string) => string;
  assignedBy: string;
  notAssigned: string;
  chapter: (code: string) => string;
  money: { hundredMillion: Scaled; tenThousand: Scaled; yuan: (n: string) => string };
  none: string;
  points: (n: string) => string;
  ofWhole: (part: string, whole: string) => string;
  counts: (n: string, unit: string) => string;
  units: Record<string, string>;
  sides: Record<'above' | 'below', string>;
  line: (parts: string, against: string) => string;
  price: Record<'parcels' | 'declarations', (n: string) => string>;
  againstLimit: (limit: string) => string;
  againstPast: (limit: string, past: string) => string;
  againstPeers: (median: string, count: string, side: string, limit: string) => string;
  againstBefore: (before: string, limit: string) => string;
  againstShare: (before: string, limit: string) => string;
  what: string;
  head: string;
  zone: string;
  subject: string;
  unit: string;
  raisedAt: string;
  holds: string;
  endedAt: (time: string) => string;
  result: string;
  droppedBy: string;
  evidence: string;
  then: string;
  nowKnown: string;
  thenAndNow: string;
  latest: string;
  bound: string;
  interval: string;
  sample: string;
  sampleFew: (n: string, least: string) => string;
  peers: string;
  peersOf: (count: string, median: string, low: string, high: string) => string;
  days: string;
  scope: string;
  openCard: string;
  series: string;
  seriesHead: { days: string; figure: string; parts: string };
  rule: string;
  ruleOf: (name: string, version: number) => string;
  ruleSource: string;
  ruleNow: (version: number) => string;
  ruleSame: string;
  ruleGone: string;
  params: Record<'days' | 'past' | 'bound' | 'least' | 'floor' | 'times', string>;
  mads: (n: string) => string;
  times: (n: string) => string;
  spans: (n: string) => string;
  dayCount: (n: string) => string;
  episodes: string;
  episodeCount: (n: number) => string;
  began: string;
  seen: string;
  ended: string;
  denied: string;
  deniedWhat: string;
};

const zh: RiskWords = {
  title: '风险处置',
  panel: '风险',
  panelNote: (rules, finding) => `${rules} 项规则触发 ${finding} 条`,
  handled: (n) => `今日已处置 ${n}`,
  toAll: '全部风险',
  nothing: '规则没有发现待办的风险',
  nothingWhat: '每 10 分钟按规则判定一次',
  judgedAt: (time) => `上次判定 ${time}`,
  notJudged: '规则尚未判定',
  held: (n) => `另有 ${n} 项待下次提出`,
  heldShort: (n) => `另 ${n}`,
  region: '地区',
  list: '风险清单',
  viewsLabel: '清单',
  views: { raised: '待交办', working: '核查中', check: '待审', late: '超期', open: '全部在办', closed: '已结' },
  emptyOf: {
    raised: '没有待交办的风险',
    working: '没有核查中的风险',
    check: '没有待审的风险',
    late: '没有超期的风险',
    open: '没有在办的风险',
    closed: '还没有归档或不采纳的风险',
  },
  emptyWhat: '规则发现的风险列在这里；可换一个清单或放宽筛选',
  loaded: (shown, all) => `已列 ${shown} / ${all}`,
  more: '再列一些',
  filters: { head: '类别', check: '规则', zone: '综试区' },
  all: { head: '全部类别', check: '全部规则', zone: '全部综试区' },
  export: '导出',
  exported: (rows) => `已导出 ${rows} 条`,
  exportFailed: '没有导出成，可再试',
  theRisk: '风险',
  back: '返回清单',
  position: (at, of) => `${at} / ${of}`,
  left: '已不在当前清单',
  noRisk: '没有打开风险',
  noRiskWhat: '从左侧清单选一项，或按 j、k',
  nothingToDo: '此刻没有需要您办的',
  unitMay: (unit, roles, command) => `此刻没有需要您办的；只有${unit}的${roles}可${command}`,
  deskMay: (desk, roles, command) => `此刻没有需要您办的；只有授权含${desk}的${roles}可${command}`,
  assignedBy: '交办地区',
  notAssigned: '未交办',
  chapter: (code) => `第 ${code} 章`,
  money: {
    hundredMillion: { from: 1e8, says: (n) => `${n} 亿元` },
    tenThousand: { from: 1e4, says: (n) => `${n} 万元` },
    yuan: (n) => `${n} 元`,
  },
  none: '未报',
  points: (n) => `${n} 个百分点`,
  ofWhole: (part, whole) => `${part} / ${whole}`,
  counts: (n, unit) => `${n} ${unit}`,
  units: {
    declarations: '票',
    flagsOf: '票',
    mismatchedOf: '票',
    parcels: '件',
    returnedOf: '件',
  },
  sides: { above: '高于', below: '低于' },
  line: (parts, against) => `${parts}；${against}`,
  price: { parcels: (n) => `件均价 ${n}`, declarations: (n) => `票均价 ${n}` },
  againstLimit: (limit) => `上限 ${limit}`,
  againstPast: (limit, past) => `上限 ${limit}，以往 ${past}`,
  againstPeers: (median, count, side, limit) => `同章同方式 ${count} 个均价的中位 ${median}，${side}界限 ${limit}`,
  againstBefore: (before, limit) => `上期 ${before}，上限 ${limit}`,
  againstShare: (before, limit) => `上期占比 ${before}，界限 ${limit}`,
  what: '发现',
  head: '类别',
  zone: '综试区',
  subject: '对象',
  unit: '承办部门',
  raisedAt: '发现',
  holds: '仍存在',
  endedAt: (time) => `已消退 ${time}`,
  result: '结果',
  droppedBy: '合法依据',
  evidence: '证据',
  then: '发现时',
  nowKnown: '现在所知',
  thenAndNow: '发现时，现在所知相同',
  latest: '最近判定',
  bound: '界限',
  interval: '95% 区间',
  sample: '样本',
  sampleFew: (n, least) => `${n}，只略多于规则最少的 ${least}`,
  peers: '对照',
  peersOf: (count, median, low, high) => `同章同方式各地各期均价 ${count} 个，中位 ${median}，界内 ${low} – ${high}`,
  days: '统计期',
  scope: '口径',
  openCard: '打开指标卡',
  series: '各期数字',
  seriesHead: { days: '统计期', figure: '数值', parts: '分子 / 分母' },
  rule: '规则',
  ruleOf: (name, version) => `${name} 第 ${version} 版`,
  ruleSource: '来源',
  ruleNow: (version) => `现行第 ${version} 版`,
  ruleSame: '现行',
  ruleGone: '已停用',
  params: { days: '统计期', past: '对比', bound: '界限', least: '最少样本', floor: '最低金额', times: '以往倍数' },
  mads: (n) => `${n} 倍绝对中位差`,
  times: (n) => `${n} 倍`,
  spans: (n) => `此前 ${n} 期`,
  dayCount: (n) => `${n} 天`,
  episodes: '出现经过',
  episodeCount: (n) => `${n} 次`,
  began: '出现',
  seen: '最近',
  ended: '消退',
  denied: '您的授权不含跨境风险',
  deniedWhat: '需要时请联系安全管理员',
};

export const riskWords: Record<Locale, RiskWords> = { 'zh-CN': zh, en: riskWordsEn };

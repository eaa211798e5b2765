import type { PraiseSign, ReviewView } from '../../server/wire/reviews.ts';
import type { Locale } from '../ui/types.ts';
import { reviewsWordsEn } from './messages-en.ts';
import type { ReviewsBy, ReviewsTab } from './reviews-url.ts';

/** Words of the page of reviews. */
export type ReviewsWords = {
  title: string;
  screen: string;
  tab: string;
  tabs: Record<ReviewsTab, string>;
  region: string;
  month: string;
  monthName: (year: number, month: number) => string;
  soFar: (month: string) => string;
  ownSpan: string;
  from: string;
  to: string;
  headline: string;
  headlineNote: string;
  open: (name: string, value: string) => string;
  parts: (num: string, den: string) => string;
  small: string;
  smallTitle: (least: string) => string;
  notReported: string;
  levels: string;
  levelsNote: string;
  level: string;
  levelNames: Readonly<Record<number, string>>;
  points: string;
  count: string;
  share: string;
  subtotal: string;
  total: string;
  division: (points: string, count: string, exact: string, shown: string) => string;
  levelsDiffer: (sum: string, count: string, gap: string) => string;
  defaulted: string;
  published: string;
  publishedNote: string;
  figure: string;
  computed: string;
  publishedValue: string;
  difference: string;
  unpublished: string;
  none: string;
  reviewsCount: string;
  score: string;
  countGap: (gap: string) => string;
  countGapBelow: (gap: string) => string;
  scoreGap: string;
  same: string;
  orders: string;
  ordersGap: string;
  by: string;
  bys: Record<ReviewsBy, string>;
  dimension: string;
  dimensionNote: string;
  rows: Record<ReviewsBy, string>;
  columns: Record<'score' | 'good' | 'active' | 'ontime' | 'bad', string>;
  ownRow: string;
  noRows: string;
  noRowsWhat: string;
  onTimeNote: string;
  attention: string;
  attentionNote: string;
  item: string;
  department: string;
  badCount: string;
  openCount: string;
  lateCount: string;
  openItem: (item: string) => string;
  nothing: string;
  nothingWhat: string;
  tags: string;
  tagsNote: (total: string) => string;
  noTags: string;
  shared: string;
  sharedNote: string;
  noShared: string;
  partialWords: (total: string) => string;
  longSpan: string;
  longSpanWhat: string;
  denied: string;
  deniedWhat: string;
  views: Record<ReviewView, string>;
  viewsLabel: string;
  list: string;
  emptyOf: Record<ReviewView, string>;
  emptyWhat: string;
  ofItem: (item: string) => string;
  allItems: string;
  more: string;
  loaded: (shown: string, all: string) => string;
  position: (at: number, of: string) => string;
  left: string;
  back: string;
  noCase: string;
  noCaseWhat: string;
  theReview: string;
  noComment: string;
  place: string;
  channel: string;
  matter: string;
  noMatter: string;
  closedAt: string;
  reviewedAt: string;
  chosenTags: string;
  unit: string;
  verdict: string;
  verdicts: Readonly<Record<string, string>>;
  secondReviews: string;
  secondReview: (level: number | null, reached: boolean) => string;
  nothingToDo: string;
  praiseTitle: string;
  praiseNote: string;
  signs: Record<PraiseSign['kind'], string>;
  evidence: (sign: PraiseSign) => string;
  sampleCount: (n: number) => string;
  sampleId: string;
  sampleAt: string;
  looked: (n: string) => string;
  lookedPartial: (n: string) => string;
  lookedFor: (limits: { device: number; seconds: number; atOnce: number; text: number; textLength: number; burst: number; times: number }) => string;
  noSigns: string;
  noSignsWhat: (n: string) => string;
};

const LEVELS: Readonly<Record<number, string>> = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' };

const zh: ReviewsWords = {
  title: '好差评',
  screen: '实时大屏',
  tab: '好差评的部分',
  tabs: { figures: '概况', work: '整改', praise: '刷好评迹象' },
  region: '区划',
  month: '月份',
  monthName: (year, month) => `${year}年${month}月`,
  soFar: (month) => `${month}（未完）`,
  ownSpan: '自选日期',
  from: '自',
  to: '至',
  headline: '总的情况',
  headlineNote: '不含默认评价；点开看定义、来源和记录',
  open: (name, value) => `${name} ${value}，打开指标卡`,
  parts: (num, den) => `${num} ÷ ${den}`,
  small: '样本少',
  smallTitle: (least) => `不足 ${least} 条，比率不稳`,
  notReported: '本级未报',
  levels: '五个等级',
  levelsNote: '条数 × 分值，合计后相除',
  level: '等级',
  levelNames: LEVELS,
  points: '分值',
  count: '条数',
  share: '占比',
  subtotal: '小计',
  total: '合计',
  division: (points, count, exact, shown) => `${points} ÷ ${count} ＝ ${exact} → ${shown}`,
  levelsDiffer: (sum, count, gap) => `各等级合计 ${sum} 条，评价量 ${count} 条，差 ${gap} 条没有分等级的记录`,
  defaulted: '默认评价（另计，不入得分）',
  published: '公开发布值',
  publishedNote: '与算得值并列，不相加、不替换',
  figure: '项目',
  computed: '按条数算得',
  publishedValue: '公开发布',
  difference: '差',
  unpublished: '未填报',
  none: '—',
  reviewsCount: '评价条数',
  score: '平均得分',
  countGap: (gap) => `${gap} 条没有等级，不入得分`,
  countGapBelow: (gap) => `发布少 ${gap} 条，口径待核`,
  scoreGap: '发布值的取位方法未公布',
  same: '一致',
  orders: '差评与整改工单',
  ordersGap: '差评按条、工单按件，是两个数',
  by: '分组',
  bys: { region: '区划', department: '部门', item: '事项', channel: '渠道' },
  dimension: '分组情况',
  dimensionNote: '差评多的在前；比率是分子合计除以分母合计，不取平均',
  rows: { region: '区划', department: '部门', item: '事项', channel: '渠道' },
  columns: { score: '得分', good: '好评率', active: '主动评价率', ontime: '按时整改率', bad: '差评' },
  ownRow: '本级及未定位',
  noRows: '这段时间没有评价',
  noRowsWhat: '换一个月份或区划',
  onTimeNote: '按时整改率由主管部门按区划填报，不分部门、事项和渠道',
  attention: '需要关注的事项',
  attentionNote: '几乎全是满分，故按超期整改和差评条数排，不按均分',
  item: '事项',
  department: '部门',
  badCount: '差评',
  openCount: '在办',
  lateCount: '超期',
  openItem: (item) => `${item}的整改`,
  nothing: '这段时间没有单条差评',
  nothingWhat: '汇总条数见上，只有单条评价才有标签和文字',
  tags: '差评标签',
  tagsNote: (total) => `${total} 条单条差评，一条可有几个`,
  noTags: '没有人选过标签',
  shared: '常见说法',
  sharedNote: '三条以上评价共有的词句',
  noShared: '没有三条以上共有的词句',
  partialWords: (total) => `只统计了最近 ${total} 条`,
  longSpan: '时间过长',
  longSpanWhat: '最多 400 天，请缩短',
  denied: '没有查看单条差评的权限',
  deniedWhat: '需要差评整改的查看权限，请联系管理员',
  views: { judge: '待研判', work: '整改中', check: '待审核', asked: '待批延期', late: '已超期', open: '全部在办', filed: '已归档' },
  viewsLabel: '整改清单',
  list: '差评整改',
  emptyOf: {
    judge: '没有待研判的差评',
    work: '没有在整改的差评',
    check: '没有待审核、待二次评价的整改',
    asked: '没有待批的延期申请',
    late: '没有超期的整改',
    open: '没有在办的整改',
    filed: '没有归档的整改',
  },
  emptyWhat: '新的单条差评到达后自动列出',
  ofItem: (item) => `只看 ${item}`,
  allItems: '看全部事项',
  more: '再显示一些',
  loaded: (shown, all) => `已显示 ${shown}，共 ${all}`,
  position: (at, of) => `${at} / ${of}`,
  left: '已不在这份清单里',
  back: '返回清单',
  noCase: '没有打开的整改',
  noCaseWhat: '在左边选一条，或按 j',
  theReview: '原评价',
  noComment: '没有留言',
  place: '地点',
  channel: '渠道',
  matter: '办件',
  noMatter: '评价没有办件编号',
  closedAt: '办结',
  reviewedAt: '评价',
  chosenTags: '标签',
  unit: '承办',
  verdict: '认定',
  verdicts: { mistaken: '误评', malicious: '恶意', not_ours: '非本单位事项', no_longer_bad: '评价已改为好评', retracted: '评价已撤回' },
  secondReviews: '二次评价',
  secondReview: (level, reached) => (level === null ? (reached ? '联系上，未评' : '未联系上') : (LEVELS[level] ?? String(level))),
  nothingToDo: '此时没有你可以做的',
  praiseTitle: '刷好评迹象',
  praiseNote: '只列现象和数目；是否有正当原因，由人核实后再定',
  signs: { burst: '短时集中', device: '同一设备', seconds: '办结即评', text: '文字相同' },
  evidence: ({ kind, count, of, usual }) =>
    ({
      burst: `10 分钟内 ${count} 条满分，平常 ${usual ?? 0} 条；该处共 ${of} 条`,
      device: `同一设备 ${count} 条满分；该处共 ${of} 条`,
      seconds: `办结后 ${usual ?? 0} 秒内评出 ${count} 条满分；该处共 ${of} 条`,
      text: `文字相同的满分 ${count} 条；该处共 ${of} 条`,
    })[kind],
  sampleCount: (n) => `举 ${n} 条`,
  sampleId: '评价编号',
  sampleAt: '时间',
  looked: (n) => `看过 ${n} 条单条满分评价`,
  lookedPartial: (n) => `只看过最近 ${n} 条单条满分评价，更早的没有看`,
  lookedFor: (l) =>
    `看的是：同一部门同一设备 ${l.device} 条以上；办结 ${l.seconds} 秒内 ${l.atOnce} 条以上；${l.textLength} 字以上相同文字 ${l.text} 条以上；10 分钟 ${l.burst} 条以上且为平常 ${l.times} 倍。门槛是本平台定的。`,
  noSigns: '没有发现迹象',
  noSignsWhat: (n) => `看过 ${n} 条单条满分评价，都在门槛以下`,
};

export const reviewsWords: Record<Locale, ReviewsWords> = { 'zh-CN': zh, en: reviewsWordsEn };

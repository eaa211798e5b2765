import type { BriefKind } from '../../server/core/brief/brief-spans.ts';
import type { Locale } from '../ui/types.ts';
import { briefWordsEn } from './messages-en.ts';

/** Words of the briefs. */
export type BriefWords = {
  title: string;
  kind: string;
  kinds: Record<BriefKind, string>;
  region: string;
  period: string;
  before: string;
  after: string;
  docTitle: (region: string, kind: string) => string;
  week: (from: string, to: string) => string;
  month: (year: number, month: number) => string;
  notMadeOption: (name: string) => string;
  made: (when: string, by: string | null) => string;
  changed: (n: number, when: string) => string;
  unchanged: (when: string) => string;
  attention: string;
  attentionNone: string;
  unjudged: (n: number, of: number) => string;
  otherPeriods: string;
  indicatorsPage: string;
  notPrintable: string;
  narrative: string;
  figures: string;
  other: string;
  previous: Record<BriefKind, string>;
  like: Record<BriefKind, string>;
  indicator: string;
  then: string;
  now: string;
  coverage: string;
  same: string;
  flat: string;
  stale: (names: string, n: number, since: string | null) => string;
  gone: string;
  notReported: string;
  comma: string;
  colon: string;
  stop: string;
  semicolon: string;
  list: string;
  most: string;
  worst: string;
  covered: (reporting: number, of: number, level: string) => string;
  silent: (n: number) => string;
  print: string;
  xlsx: string;
  exporting: string;
  exported: (rows: string) => string;
  failed: (what: string, todo: string) => string;
  none: string;
  noneWhat: string;
  noneMay: string;
  make: string;
  making: string;
  source: string;
  open: (name: string) => string;
};

export const briefWords: Record<Locale, BriefWords> = {
  'zh-CN': {
    title: '简报',
    kind: '简报种类',
    kinds: { day: '日报', week: '周报', month: '月报' },
    region: '地区',
    period: '时段',
    before: '上一期',
    after: '下一期',
    docTitle: (region, kind) => `${region}运行${kind}`,
    week: (from, to) => `${from}至${to}`,
    month: (year, month) => `${year}年${month}月`,
    notMadeOption: (name) => `${name}（未制作）`,
    made: (when, by) => `${when} ${by === null ? '自动制作' : `由 ${by} 制作`}，数值为制作时所知`,
    changed: (n, when) => `${n} 项数值此后有变（至 ${when}），现在值列于表中`,
    unchanged: (when) => `数值至 ${when} 未变`,
    attention: '需要关注',
    attentionNone: '本期报来的数值中，没有偏离到期的目标或规定的范围的（未与往常的量相比）。',
    unjudged: (n, of) => `本期 ${of} 项中 ${n} 项没有到期的目标和规定的范围，或地区未报齐，未作判断。`,
    otherPeriods: '只判断本期报来的数值；在用的其他期数值见',
    indicatorsPage: '指标评审',
    notPrintable: '没有可打印的简报：这一期还没有制作，或还没有读出。',
    narrative: '概况',
    figures: '数值',
    other: '其他',
    previous: { day: '较前一日', week: '较上周', month: '环比' },
    like: { day: '较上周同日', week: '较上年同周', month: '同比' },
    indicator: '指标',
    then: '当时值',
    now: '现在值',
    coverage: '有数据地区',
    same: '未变',
    flat: '持平',
    stale: (names, n, since) => `制作时 ${n} 项来源已静默${since === null ? '' : `（最近 ${since}）`}：${names}`,
    gone: '已撤回',
    notReported: '未报',
    comma: '，',
    colon: '：',
    stop: '。',
    semicolon: '；',
    list: '、',
    most: '居前：',
    worst: '居后：',
    covered: (reporting, of, level) => `${reporting}/${of} ${level}有数据`,
    silent: (n) => `另有 ${n} 项本期无数据`,
    print: '打印或存为 PDF',
    xlsx: '导出 XLSX',
    exporting: '正在导出…',
    exported: (rows) => `已导出 ${rows} 项`,
    failed: (what, todo) => `${what}，${todo}`,
    none: '这一期没有简报',
    noneWhat: '到期时没有数据，或早于启用简报。可按现在所知补制一份，制作时间会写明。',
    noneMay: '到期时没有数据，或早于启用简报。有导出权限的人可以补制。',
    make: '补制',
    making: '正在制作…',
    source: '数值与指标卡同源；每个数值可打开其口径、来源和记录。',
    open: (name) => `打开${name}的指标卡`,
  },
  en: briefWordsEn,
};

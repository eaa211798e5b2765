import type { Mark } from '../../server/wire/marks.ts';
import type { Window } from '../../server/wire/topic.ts';
import type { Locale } from '../ui/types.ts';

/** Words of figures and their card. */
export type FigureWords = {
  windows: Record<Window, string>;
  expected: string;
  target: string;
  baseline: string;
  previous: string;
  yearAgo: string;
  /** Nothing of the span is over that could be compared. */
  notYet: string;
  openCard: (name: string) => string;
  asOf: string;
  age: (text: string) => string;
  dueEvery: (cadence: string) => string;
  silentFor: (span: string) => string;
  coverage: (reporting: number, of: number, level: string) => string;
  silentSince: (name: string, since: string) => string;
  silentNever: (name: string) => string;
  andMore: (n: number) => string;
  unlocated: string;
  counted: string;
  marks: Record<Mark, string>;
  mirrored: string;
  native: string;
  notReported: string;
  historyLoading: string;
  historyProgress: (done: number, total: number) => string;
  paused: (clock: string) => string;
  resume: string;
};

const zh: FigureWords = {
  windows: { PT10M: '近 10 分钟', PT1H: '近 1 小时', PT24H: '近 24 小时', today: '今日', month: '本月', year: '本年' },
  expected: '预期',
  target: '目标',
  baseline: '基线',
  previous: '环比',
  yearAgo: '同比',
  notYet: '尚不可比：首个时段未结束',
  openCard: (name) => `${name}，打开指标卡`,
  asOf: '截至',
  age: (text) => text,
  dueEvery: (cadence) => `应${cadence}`,
  silentFor: (span) => `${span}未更新`,
  coverage: (reporting, of, level) => `${reporting}／${of} ${level}`,
  silentSince: (name, since) => `${name} ${since}静默`,
  silentNever: (name) => `${name} 未报`,
  andMore: (n) => `等 ${n} 处`,
  unlocated: '未定位',
  counted: '计数',
  marks: { demo: '演示数据', replay: '重放', real: '导入真实记录' },
  mirrored: '镜像',
  native: '原生',
  notReported: '本级不报',
  historyLoading: '历史载入中',
  historyProgress: (done, total) => `历史载入中 ${done}／${total}`,
  paused: (clock) => `已暂停，以下为 ${clock} 的画面`,
  resume: '恢复刷新',
};

const en: FigureWords = {
  windows: { PT10M: 'Last 10 min', PT1H: 'Last hour', PT24H: 'Last 24 h', today: 'Today', month: 'This month', year: 'This year' },
  expected: 'Expected',
  target: 'Target',
  baseline: 'Baseline',
  previous: 'vs before',
  yearAgo: 'vs year ago',
  notYet: 'not yet comparable: the first period runs',
  openCard: (name) => `${name}: open its card`,
  asOf: 'as of',
  age: (text) => text,
  dueEvery: (cadence) => `due ${cadence}`,
  silentFor: (span) => `no update for ${span}`,
  coverage: (reporting, of, level) => `${reporting} of ${of} ${level}`,
  silentSince: (name, since) => `${name} silent ${since}`,
  silentNever: (name) => `${name} never reported`,
  andMore: (n) => `and ${n} more`,
  unlocated: 'Not located',
  counted: 'Counted',
  marks: { demo: 'Demo data', replay: 'Replay', real: 'Imported real records' },
  mirrored: 'mirrored',
  native: 'native',
  notReported: 'not reported at this level',
  historyLoading: 'History loading',
  historyProgress: (done, total) => `History loading ${done} of ${total}`,
  paused: (clock) => `Paused: the picture below is of ${clock}`,
  resume: 'Resume',
};

export const figureWords: Record<Locale, FigureWords> = { 'zh-CN': zh, en };

import type { Locale } from '../ui/types.ts';

/** Words of what comes as a file: the dispatch catalogue and the calendars. */
export type FileWords = {
  search: string;
  main: string;
  co: string;
  auto: string;
  autoYes: string;
  autoNo: string;
  found: (n: number) => string;
  noRows: string;
  noRowsWhat: string;
  previous: string;
  next: string;
  pageOf: (n: number, of: number) => string;
  exportFile: string;
  importFile: string;
  importCatalogue: string;
  importHint: string;
  importCalendar: string;
  calendarHint: string;
  file: string;
  check: string;
  write: string;
  willWrite: (n: number, same: number) => string;
  wrote: (n: number, same: number) => string;
  sameFile: string;
  faults: (n: number) => string;
  faultLine: (line: number, message: string) => string;
  tooLarge: string;
  years: string;
  unpublished: string;
  unpublishedWhat: string;
  days: (working: number, holidays: number, exchanged: number) => string;
  holiday: string;
  exchange: string;
  weekend: string;
  month: (n: number) => string;
  weekdays: readonly string[];
  span: string;
  kind: string;
  imported: string;
  calendarSaved: (year: number) => string;
  calendarSame: (year: number) => string;
  recounted: (n: number) => string;
};

const zh: FileWords = {
  search: '分类、地区、单位或条款',
  main: '主办',
  co: '协办',
  auto: '自动派单',
  autoYes: '允许',
  autoNo: '不允许',
  found: (n) => `${n} 条`,
  noRows: '没有符合的目录行',
  noRowsWhat: '改一改查找的字，或导入目录',
  previous: '上一页',
  next: '下一页',
  pageOf: (n, of) => `第 ${n} 页，共 ${of} 页`,
  exportFile: '导出',
  importFile: '导入',
  importCatalogue: '导入派单目录',
  importHint: 'CSV 或 JSON，列为 诉求分类、地区、主办单位、协办单位、依据条款、自动派单；XLSX 用命令行 profile import catalogue',
  importCalendar: '导入年度日历',
  calendarHint: 'JSON：year、source、holidays（name、from、to）、workdays；全省共用',
  file: '文件',
  check: '检查',
  write: '写入',
  willWrite: (n, same) => `将写入 ${n} 行，自现在起生效；${same} 行不变`,
  wrote: (n, same) => `已写入 ${n} 行，${same} 行不变`,
  sameFile: '与现行一致，无须写入',
  faults: (n) => `${n} 处有误，全部未写入`,
  faultLine: (line, message) => `第 ${line} 行：${message}`,
  tooLarge: '文件超过 900 KB；用命令行导入',
  years: '年份',
  unpublished: '日历未公布',
  unpublishedWhat: '到期日暂按周末推算，并标为暂定；导入后重算',
  days: (working, holidays, exchanged) => `工作日 ${working} 天，法定假日 ${holidays} 天，调休上班 ${exchanged} 天`,
  holiday: '休',
  exchange: '班',
  weekend: '周末',
  month: (n) => `${n}月`,
  weekdays: ['一', '二', '三', '四', '五', '六', '日'],
  span: '日期',
  kind: '类别',
  imported: '导入',
  calendarSaved: (year) => `已写入 ${year} 年日历`,
  calendarSame: (year) => `与现行 ${year} 年日历一致`,
  recounted: (n) => `重算了 ${n} 件暂定到期日`,
};

const en: FileWords = {
  search: 'Class, region, unit or clause',
  main: 'Main unit',
  co: 'Helping units',
  auto: 'Dispatch by machine',
  autoYes: 'allowed',
  autoNo: 'not allowed',
  found: (n) => `${n} rows`,
  noRows: 'No row fits',
  noRowsWhat: 'Search for something else, or import a catalogue',
  previous: 'Previous',
  next: 'Next',
  pageOf: (n, of) => `page ${n} of ${of}`,
  exportFile: 'Export',
  importFile: 'Import',
  importCatalogue: 'Import a dispatch catalogue',
  importHint: 'CSV or JSON with the columns category, region, main, co, clause, auto; XLSX by the command profile import catalogue',
  importCalendar: 'Import a year',
  calendarHint: 'JSON: year, source, holidays (name, from, to), workdays; it holds for the whole province',
  file: 'File',
  check: 'Check',
  write: 'Write',
  willWrite: (n, same) => `${n} rows would be written, in force from now; ${same} stay`,
  wrote: (n, same) => `${n} rows written, ${same} stay`,
  sameFile: 'It says what is in force already',
  faults: (n) => `${n} faults; nothing is written`,
  faultLine: (line, message) => `line ${line}: ${message}`,
  tooLarge: 'The file is larger than 900 KB; use the command line',
  years: 'Years',
  unpublished: 'Not published',
  unpublishedWhat: 'Deadlines count its weekends only and are marked as provisional; they are counted again once it is imported',
  days: (working, holidays, exchanged) => `${working} working days, ${holidays} holidays, ${exchanged} worked in exchange`,
  holiday: 'off',
  exchange: 'on',
  weekend: 'weekend',
  month: (n) => ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][n - 1] ?? '',
  weekdays: ['M', 'T', 'W', 'T', 'F', 'S', 'S'],
  span: 'Days',
  kind: 'Kind',
  imported: 'imported',
  calendarSaved: (year) => `The calendar of ${year} is written`,
  calendarSame: (year) => `The calendar of ${year} is this one already`,
  recounted: (n) => `${n} provisional deadlines were counted again`,
};

export const fileWords: Record<Locale, FileWords> = { 'zh-CN': zh, en };

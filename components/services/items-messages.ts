import type { ItemFault, ItemField } from '../../server/core/items/read-items.ts';
import type { Locale } from '../ui/types.ts';
import { itemsWordsEn } from './items-messages-en.ts';
import type { Uncounted } from './why-uncounted.ts';

/** Words of the page of item lists (事项目录). */
export type ItemsWords = {
  title: string;
  note: string;
  back: string;
  region: string;
  importFile: string;
  exportFile: string;
  exporting: string;
  exported: (rows: string) => string;
  failed: (what: string, todo: string) => string;
  ratios: string;
  ratiosOf: (lists: string, places: string, items: string) => string;
  ratiosUnread: string;
  ratiosNote: string;
  noRatios: string;
  noRatiosWhat: string;
  indicator: string;
  counts: string;
  countsOf: (property: string, population: string) => string;
  allItems: string;
  and: string;
  ratio: string;
  parts: string;
  partsOf: (num: string, den: string) => string;
  lacking: string;
  lackingOf: (n: string) => string;
  lackingLabel: (name: string, n: string) => string;
  /** Why a ratio has no figure; `columns` are in the profile's words, `levels` are names. */
  uncounted: (why: Uncounted['kind'], columns: string, levels: string) => string;
  uncountedHead: string;
  uncountedLine: (name: string, why: string) => string;
  notAdded: string;
  open: (name: string, value: string) => string;
  places: string;
  place: string;
  level: string;
  asOf: string;
  items: string;
  itemsOf: (n: string) => string;
  version: string;
  versionOf: (n: number) => string;
  state: string;
  byWhom: string;
  history: string;
  historyOf: (name: string) => string;
  noList: string;
  noLists: string;
  noListsWhat: string;
  noListsRead: string;
  noListsFound: string;
  waiting: string;
  refused: (names: string) => string;
  list: string;
  search: string;
  lackingOnly: (name: string) => string;
  showAll: string;
  found: (n: string) => string;
  noItems: string;
  noItemsWhat: string;
  previous: string;
  next: string;
  pageOf: (page: number, pages: number) => string;
  fields: Record<ItemField, string>;
  properties: string;
  none: string;
  unknown: string;
  file: string;
  fileHint: (properties: string) => string;
  kindsHint: (kinds: string) => string;
  dated: string;
  datedHint: string;
  check: string;
  checking: string;
  write: string;
  why: string;
  whyHint: string;
  tooLarge: string;
  willWrite: (items: string, asOf: string) => string;
  willReplace: (version: number, items: string) => string;
  same: string;
  sheetRead: (sheet: string) => string;
  against: (asOf: string, items: string, to: string, added: string, gone: string, changed: string) => string;
  alike: (asOf: string) => string;
  firstList: string;
  template: string;
  example: { code: string; name: string; department: string; mark: string };
  wrote: (items: string, told: boolean) => string;
  faults: (n: string) => string;
  faultLine: (lines: string, others: string | null, text: string) => string;
  faultsLike: (line: string, all: string, text: string) => string;
  fault: (fault: ItemFault, fields: Record<ItemField, string>) => string;
  faultsWhat: string;
  mine: string;
  stands: string;
  replaced: string;
  withdrawn: (name: string, reason: string) => string;
  withdraw: string;
  reason: string;
  withdrew: (told: boolean) => string;
  withdrawWhat: string;
};

/** A name within quotation marks takes the inner ones. */
const inner = (name: string): string => name.replaceAll('“', '‘').replaceAll('”', '’');

const zh: ItemsWords = {
  title: '事项目录',
  note: '每个地区一份本级目录，逐项计数得出目录比率；下级有自己的目录，不列入上级',
  back: '返回办件量',
  region: '地区',
  importFile: '导入目录',
  exportFile: '导出',
  exporting: '正在导出',
  exported: (rows) => `已导出 ${rows} 项`,
  failed: (what, todo) => `${what}，${todo}`,
  ratios: '目录比率',
  ratiosOf: (lists, places, items) => `${places} 个地区中 ${lists} 个有目录，共 ${items} 项`,
  ratiosUnread: '–',
  ratiosNote: '分子分母都只计总体内的事项；上级为本级与下级目录各自的分子、分母相加，没有目录的地区不计，不推算。填报的数值另列，不与此相加。',
  noRatios: '字典里没有按目录计数的指标',
  noRatiosWhat: '在省份配置的指标字典里标明计哪个属性、哪些事项',
  indicator: '指标',
  counts: '计什么',
  countsOf: (property, population) => `${property} ÷ ${population}`,
  allItems: '全部事项',
  and: '且',
  ratio: '比率',
  parts: '分子 ÷ 分母',
  partsOf: (num, den) => `${num} ÷ ${den}`,
  lacking: '不具备的事项',
  lackingOf: (n) => `${n} 项`,
  lackingLabel: (name, n) => `${name}：看不具备的 ${n} 项`,
  uncounted: (why, columns, levels) => {
    switch (why) {
      case 'level':
        return `只计${levels}级目录`;
      case 'columns':
        return `目录缺“${columns}”列`;
      case 'no_list':
        return '没有目录';
      case 'empty':
        return '目录里没有计入分母的事项';
      case 'waiting':
        return '已导入，一分钟内计入';
      case 'refused':
        return '数值未被接收，见下表状态';
      case 'dated':
        return '目录日期不在近三年内';
    }
  },
  uncountedHead: '以下比率不计：',
  uncountedLine: (name, why) => `${name}：${why}`,
  notAdded: '本级未报，不由下级相加',
  open: (name, value) => `${name} ${value}，打开数据卡`,
  places: '各地区的目录',
  place: '地区',
  level: '层级',
  asOf: '目录日期',
  items: '事项数',
  itemsOf: (n) => `${n} 项`,
  version: '版本',
  versionOf: (n) => `第 ${n} 版`,
  state: '状态',
  byWhom: '导入人',
  history: '历次版本',
  historyOf: (name) => `${name} · 历次版本`,
  noList: '未导入',
  noLists: '还没有导入目录',
  noListsWhat: '点“导入目录”，选地区和日期，导入 CSV 或 XLSX 文件',
  noListsRead: '由数据管理员导入',
  noListsFound: '导入目录后在这里逐项查看',
  waiting: '已导入，一分钟内计入',
  refused: (names) => `未计入：${names}`,
  list: '事项',
  search: '搜索编码或名称',
  lackingOnly: (name) => `只看计入“${inner(name)}”分母而不具备的事项`,
  showAll: '看全部',
  found: (n) => `${n} 项`,
  noItems: '没有这样的事项',
  noItemsWhat: '换一个地区或搜索词，或看全部',
  previous: '上一页',
  next: '下一页',
  pageOf: (page, pages) => `第 ${page} / ${pages} 页`,
  fields: { code: '事项编码', name: '事项名称', region: '行政区划代码', department: '实施主体', kind: '事项类型' },
  properties: '具备',
  none: '—',
  unknown: '未填的列',
  file: '文件',
  fileHint: (properties) => `CSV 或 XLSX，首行为列名：事项编码、事项名称、行政区划代码、实施主体、事项类型；属性列填“是”或“否”：${properties}`,
  kindsHint: (kinds) => `事项类型：${kinds}`,
  dated: '目录日期',
  datedHint: '从这天起代替本地区上一份目录；同一天再导入为更正',
  check: '检查',
  checking: '正在检查',
  write: '导入',
  why: '说明',
  whyHint: '可不填，如文件来源、更正原因',
  tooLarge: '文件太大：CSV 约 8 MB、XLSX 约 700 KB 以内；XLSX 请另存为 CSV，或按地区拆开',
  willWrite: (items, asOf) => `检查通过：${items} 项，目录日期 ${asOf}`,
  willReplace: (version, items) => `将代替当天的第 ${version} 版（${items} 项），旧版留在历次版本里`,
  same: '与当天已导入的目录相同，不用再导入',
  sheetRead: (sheet) => `读取的工作表：${sheet}，其余工作表未读`,
  against: (asOf, items, to, added, gone, changed) =>
    `与现行目录（${asOf}，${items} 项）相比：${items} → ${to} 项，增加 ${added} 项，减少 ${gone} 项，内容改变 ${changed} 项`,
  alike: (asOf) => `与现行目录（${asOf}）逐项相同`,
  firstList: '这一天还没有现行目录，全部为新增',
  template: '下载模板（CSV）',
  example: { code: '示例-001', name: '示例事项（导入前删去这一行）', department: '示例局', mark: '是或否' },
  wrote: (items, told) => (told ? `已导入 ${items} 项，比率已更新` : `已导入 ${items} 项，比率一分钟内更新`),
  faults: (n) => `有 ${n} 处问题，全部没有导入`,
  faultLine: (lines, others, text) => (lines === '' ? text : `第 ${lines} 行${others === null ? '' : `，另有 ${others} 行`}：${text}`),
  faultsLike: (line, all, text) => `另有 ${all} 行同类问题，如第 ${line} 行：${text}`,
  fault: ({ code, field, text }, fields) => {
    const name = fields[field as ItemField] ?? field;
    switch (code) {
      case 'empty_file':
        return '文件是空的（0 字节），请选有内容的文件';
      case 'not_xlsx':
        return '不是 XLSX 文件，或已加密、损坏：请在表格软件里另存为不加密的 XLSX，或存为 CSV';
      case 'other_kind':
        return '只能导入 CSV、TSV 或 XLSX 文件：请在表格软件里另存为其中一种';
      case 'too_large':
        return '文件读不开，或内容太多：一份目录最多 100,000 项，请按地区拆开';
      case 'no_head':
        return '没有表头：首行应为列名，可用模板填写';
      case 'two_heads':
        return `有两列都叫“${text}”，请删去或改名一列`;
      case 'empty':
        return '没有事项，请从表头下一行起填写';
      case 'too_many':
        return `有 ${text} 行，一份目录最多 100,000 项，请按地区拆开`;
      case 'no_column':
        return `缺“${name}”列，请补上这一列`;
      case 'no_property':
        return '没有任何属性列，至少要有一列';
      case 'damaged':
        return `这一行读不出来（${text}），请检查引号和列数`;
      case 'missing':
        return `“${name}”为空，请填写`;
      case 'inexact':
        return `“${name}”在表格里是数字，位数已丢失（${text}），请把这一列设为文本后重填`;
      case 'too_long':
        return `“${name}”太长：${text}`;
      case 'twice':
        return `与第 ${text} 行是同一地区的同一事项，请删去一行`;
      case 'unknown_region':
        return `没有行政区划代码 ${text}，请核对`;
      case 'outside':
        return `${text} 不在所选地区内，请改选地区或删去`;
      case 'own_list':
        return `${text} 有自己的目录，列在这里会重复计数，请导入到该地区`;
      case 'unknown_kind':
        return `没有事项类型“${text}”，请按上面所列填写`;
      case 'not_yes_no':
        return `“${name}”应填“是”或“否”${text === '' ? '，现为空' : `，现为“${text}”`}`;
    }
  },
  faultsWhat: '请在文件里改好，再选一次文件',
  mine: '没有可导入的地区：目录由省、市两级的数据管理员导入',
  stands: '有效',
  replaced: '已被更正',
  withdrawn: (name, reason) => `${name} 已撤销：${reason}`,
  withdraw: '撤销',
  reason: '撤销原因',
  withdrew: (told) => (told ? '已撤销，比率已更新' : '已撤销，比率一分钟内更新'),
  withdrawWhat: '撤销后由前一份目录接着计数；这一版留在历次版本里',
};

export const itemsWords: Record<Locale, ItemsWords> = { 'zh-CN': zh, en: itemsWordsEn };

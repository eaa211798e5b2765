import type { EntryState } from '../../server/core/knowledge/validity.ts';
import type { KnowledgeReport, KnowledgeShelf } from '../../server/wire/knowledge.ts';
import type { Locale } from '../ui/types.ts';

/** Words of the knowledge base: its page, and the list beside an answer. */
export type KnowledgeWords = {
  title: string;
  note: string;
  tabs: Record<'entries' | 'reports', string>;
  tabsLabel: string;
  search: string;
  searchHint: string;
  pickHint: string;
  filters: string;
  allClasses: string;
  allRegions: string;
  allDepartments: string;
  noDepartment: string;
  noClass: string;
  shelf: string;
  shelves: Record<KnowledgeShelf, string>;
  results: string;
  found: (total: string, shown: string) => string;
  atLeast: (n: string) => string;
  partial: (shown: string) => string;
  newest: (total: string, shown: string) => string;
  none: string;
  noneWhat: string;
  noneYet: string;
  noneYetWhat: string;
  denied: string;
  deniedWhat: string;
  noPen: string;
  noPenWhat: string;
  states: Record<EntryState, string>;
  notInsertable: Record<Exclude<EntryState, 'current'> | 'missing', string>;
  until: (day: string) => string;
  span: (from: string, until: string) => string;
  always: string;
  used: (n: string) => string;
  uses: string;
  usedAt: (n: string, day: string | null) => string;
  entry: string;
  pickOne: string;
  pickOneWhat: string;
  question: string;
  answer: string;
  keywords: string;
  category: string;
  department: string;
  region: string;
  validity: string;
  source: string;
  noSource: string;
  updated: string;
  by: (who: string, when: string) => string;
  versionNo: (n: number) => string;
  history: string;
  historyNote: string;
  compare: string;
  compareTitle: (a: number, b: number) => string;
  compareWith: string;
  changed: string;
  unchanged: string;
  fields: Record<'title' | 'question' | 'answer' | 'keywords' | 'category' | 'department' | 'region' | 'from' | 'until' | 'source', string>;
  edit: string;
  create: string;
  createTitle: string;
  editTitle: (n: number) => string;
  publish: string;
  withdraw: string;
  again: string;
  reason: string;
  reasonHint: string;
  whyChanged: string;
  whyChangedHint: string;
  saveDraft: string;
  saveVersion: string;
  createPublished: string;
  cancel: string;
  back: string;
  preview: string;
  previewNote: (n: number) => string;
  titleHint: string;
  questionHint: string;
  answerHint: string;
  keywordsHint: string;
  sourceHint: string;
  fromDay: string;
  untilDay: string;
  badSpan: string;
  saved: (version: number, redacted: number) => string;
  published: string;
  withdrawn: string;
  lost: (who: string, when: string) => string;
  failed: (what: string, todo: string) => string;
  reload: string;
  report: string;
  reportTitle: string;
  reportHint: string;
  send: string;
  sent: string;
  tooMany: string;
  reportsOpen: (n: number) => string;
  reportCounts: (open: number, accepted: number, declined: number) => string;
  reports: string;
  reportStates: Record<KnowledgeReport['state'], string>;
  reportFilter: string;
  reportFilters: Record<'open' | 'settled', string>;
  noReports: string;
  noReportsWhat: string;
  noSettled: string;
  noSettledWhat: string;
  of: (read: number, now: number) => string;
  accept: string;
  decline: string;
  declineHint: string;
  settled: Record<'accepted' | 'declined', string>;
  openEntry: string;
  insert: string;
  inserted: (title: string) => string;
  picker: string;
};

const zh: KnowledgeWords = {
  title: '知识库',
  note: '省、市、县条目各按区域生效；过期、撤下的只可看，不可插入答复',
  tabs: { entries: '条目', reports: '纠错' },
  tabsLabel: '知识库',
  search: '搜索知识库',
  searchHint: '一个字也能搜，如 停水、居住证、12345',
  pickHint: '搜索知识库，插入答复',
  filters: '筛选',
  allClasses: '全部分类',
  allRegions: '全部区域',
  allDepartments: '全部部门',
  noDepartment: '不限部门',
  noClass: '未分类',
  shelf: '范围',
  shelves: { published: '已发布', usable: '现行', shelved: '停用', draft: '草稿', all: '全部' },
  results: '搜索结果',
  found: (total, shown) => `${total} 条${total === shown ? '' : `，显示前 ${shown} 条`}`,
  atLeast: (n) => `至少 ${n}`,
  partial: (shown) => `没有全部匹配的，以下 ${shown} 条部分匹配`,
  newest: (total, shown) => `${total} 条，按更新时间${total === shown ? '' : `，显示前 ${shown} 条`}`,
  none: '没有匹配的条目',
  noneWhat: '换一个词，或放宽分类、区域、范围',
  noneYet: '这里还没有条目',
  noneYetWhat: '数据责任人、督办员可以新建，也可用命令行导入',
  denied: '无权查看知识库',
  deniedWhat: '需要派单、承办、督办、值守、领导或数据责任人角色',
  noPen: '您不维护知识库',
  noPenWhat: '发现有误请在条目上提交纠错；编写需要督办员或数据责任人角色',
  states: { current: '现行', future: '未生效', expired: '已过期', draft: '草稿', withdrawn: '已撤下' },
  notInsertable: {
    future: '尚未生效，不可插入',
    expired: '已过期，不可插入',
    draft: '草稿，不可插入',
    withdrawn: '已撤下，不可插入',
    missing: '条目已不可见，不可插入',
  },
  until: (day) => `至 ${day}`,
  span: (from, until) => `${from} 至 ${until}`,
  always: '长期',
  used: (n) => `引用 ${n} 次`,
  uses: '引用',
  usedAt: (n, day) => (day === null ? `${n} 次` : `${n} 次，最近 ${day}`),
  entry: '条目',
  pickOne: '选一条查看',
  pickOneWhat: 'j、k 上下选，/ 搜索',
  question: '常见问法',
  answer: '答复口径',
  keywords: '关键词',
  category: '分类',
  department: '部门',
  region: '区域',
  validity: '有效期',
  source: '依据',
  noSource: '未注明',
  updated: '更新',
  by: (who, when) => `${who}，${when}`,
  versionNo: (n) => `第 ${n} 版`,
  history: '版本',
  historyNote: '只追加，不改写',
  compare: '比较',
  compareTitle: (a, b) => `第 ${a} 版与第 ${b} 版`,
  compareWith: '与前一版比较',
  changed: '改动',
  unchanged: '两版内容相同，只改了状态',
  fields: {
    title: '标题',
    question: '常见问法',
    answer: '答复口径',
    keywords: '关键词',
    category: '分类',
    department: '部门',
    region: '区域',
    from: '生效',
    until: '截止',
    source: '依据',
  },
  edit: '编辑',
  create: '新建条目',
  createTitle: '新建条目',
  editTitle: (n) => `编辑，保存为第 ${n} 版`,
  publish: '发布',
  withdraw: '撤下',
  again: '重新发布',
  reason: '撤下原因',
  reasonHint: '如：政策已修订',
  whyChanged: '改了什么',
  whyChangedHint: '改动及依据，留在版本记录里',
  saveDraft: '存草稿',
  saveVersion: '保存',
  createPublished: '发布',
  cancel: '取消',
  back: '返回条目',
  preview: '预览',
  previewNote: (n) => (n === 0 ? '照此显示' : `照此显示；${n} 处个人号码不会存入`),
  titleHint: '一句话说清是什么事',
  questionHint: '群众怎么问，可写几种问法',
  answerHint: '可直接读给来电人的答复',
  keywordsHint: '用逗号或空格分开，至多 20 个',
  sourceHint: '文件名称、文号、条款',
  fromDay: '生效日',
  untilDay: '截止日（含当天）',
  badSpan: '截止日早于生效日',
  saved: (version, redacted) => `已保存为第 ${version} 版${redacted > 0 ? `，${redacted} 处个人号码已遮去` : ''}`,
  published: '已发布',
  withdrawn: '已撤下，即刻起不可插入',
  lost: (who, when) => `${who} 已于 ${when} 先改了这条，您的改动未保存；请载入最新版后再改`,
  failed: (what, todo) => `未保存：${what}，${todo}`,
  reload: '载入最新版',
  report: '纠错',
  reportTitle: '这条哪里不对',
  reportHint: '写明错处和正确的说法，如：时限已改为 5 个工作日',
  send: '提交',
  sent: '已提交，由本条的维护人处理',
  tooMany: '您在这条上已有 3 件纠错待处理，处理后再提交',
  reportsOpen: (n) => `${n} 件待处理`,
  reportCounts: (open, accepted, declined) => `待处理 ${open}，采纳 ${accepted}，不采纳 ${declined}`,
  reports: '纠错',
  reportStates: { open: '待处理', accepted: '已采纳', declined: '未采纳' },
  reportFilter: '处理状态',
  reportFilters: { open: '待处理', settled: '已处理' },
  noReports: '没有待处理的纠错',
  noReportsWhat: '读者提交的纠错会列在此',
  noSettled: '还没有处理过纠错',
  noSettledWhat: '采纳或不采纳后留在此',
  of: (read, now) => (read === now ? `针对第 ${read} 版` : `针对第 ${read} 版，现为第 ${now} 版`),
  accept: '采纳',
  decline: '不采纳',
  declineHint: '不采纳的原因',
  settled: { accepted: '已采纳，请随即修改条目', declined: '已答复不采纳' },
  openEntry: '看条目',
  insert: '插入',
  inserted: (title) => `已插入“${title}”`,
  picker: '知识库',
};

const en: KnowledgeWords = {
  title: 'Knowledge base',
  note: 'entries hold by region; what is expired or withdrawn can be read and not inserted',
  tabs: { entries: 'Entries', reports: 'Corrections' },
  tabsLabel: 'Knowledge base',
  search: 'Search the knowledge base',
  searchHint: 'one character is enough',
  pickHint: 'Search and insert',
  filters: 'Filters',
  allClasses: 'All classes',
  allRegions: 'All regions',
  allDepartments: 'All departments',
  noDepartment: 'No department',
  noClass: 'No class',
  shelf: 'Shelf',
  shelves: { published: 'Published', usable: 'In force', shelved: 'Out of use', draft: 'Drafts', all: 'All' },
  results: 'Results',
  found: (total, shown) => `${total} entries${total === shown ? '' : `, first ${shown} shown`}`,
  atLeast: (n) => `At least ${n}`,
  partial: (shown) => `None matches all of it; these ${shown} match a part`,
  newest: (total, shown) => `${total} entries, newest first${total === shown ? '' : `, ${shown} shown`}`,
  none: 'No entry matches',
  noneWhat: 'Try another word, or fewer filters',
  noneYet: 'No entry yet',
  noneYetWhat: 'Stewards and supervisors write them; the command line imports them',
  denied: 'You may not read the knowledge base',
  deniedWhat: 'It takes the role of a dispatcher, unit, supervisor, operator, leader or steward',
  noPen: 'You do not write the knowledge base',
  noPenWhat: 'Report what is wrong at its entry; writing takes a supervisor or steward',
  states: { current: 'In force', future: 'Not yet valid', expired: 'Expired', draft: 'Draft', withdrawn: 'Withdrawn' },
  notInsertable: {
    future: 'Not valid yet: cannot be inserted',
    expired: 'Expired: cannot be inserted',
    draft: 'A draft: cannot be inserted',
    withdrawn: 'Withdrawn: cannot be inserted',
    missing: 'Not there any more: cannot be inserted',
  },
  until: (day) => `until ${day}`,
  span: (from, until) => `${from} to ${until}`,
  always: 'without end',
  used: (n) => `used ${n} times`,
  uses: 'Used',
  usedAt: (n, day) => (day === null ? `${n} times` : `${n} times, last on ${day}`),
  entry: 'Entry',
  pickOne: 'Choose an entry',
  pickOneWhat: 'j and k walk, / searches',
  question: 'Asked as',
  answer: 'Answer',
  keywords: 'Keywords',
  category: 'Class',
  department: 'Department',
  region: 'Region',
  validity: 'Valid',
  source: 'Source',
  noSource: 'none given',
  updated: 'Updated',
  by: (who, when) => `${who}, ${when}`,
  versionNo: (n) => `version ${n}`,
  history: 'Versions',
  historyNote: 'append-only',
  compare: 'Compare',
  compareTitle: (a, b) => `Version ${a} and version ${b}`,
  compareWith: 'Compare with the one before',
  changed: 'Changes',
  unchanged: 'The texts are the same; only the status changed',
  fields: {
    title: 'Title',
    question: 'Asked as',
    answer: 'Answer',
    keywords: 'Keywords',
    category: 'Class',
    department: 'Department',
    region: 'Region',
    from: 'From',
    until: 'Until',
    source: 'Source',
  },
  edit: 'Edit',
  create: 'New entry',
  createTitle: 'New entry',
  editTitle: (n) => `Edit, saved as version ${n}`,
  publish: 'Publish',
  withdraw: 'Withdraw',
  again: 'Publish again',
  reason: 'Why it is withdrawn',
  reasonHint: 'e.g. the policy was revised',
  whyChanged: 'What changed',
  whyChangedHint: 'stays in the history',
  saveDraft: 'Save draft',
  saveVersion: 'Save',
  createPublished: 'Publish',
  cancel: 'Cancel',
  back: 'Back to the entry',
  preview: 'Preview',
  previewNote: (n) => (n === 0 ? 'as it will be shown' : `as it will be shown; ${n} personal numbers are not stored`),
  titleHint: 'What it is about, in a line',
  questionHint: 'How people ask it',
  answerHint: 'An answer that can be read to a caller',
  keywordsHint: 'with commas or spaces, at most 20',
  sourceHint: 'paper, number, clause',
  fromDay: 'Valid from',
  untilDay: 'Last day',
  badSpan: 'It ends before it begins',
  saved: (version, redacted) => `Saved as version ${version}${redacted > 0 ? `, ${redacted} personal numbers taken out` : ''}`,
  published: 'Published',
  withdrawn: 'Withdrawn: it is inserted no more',
  lost: (who, when) => `${who} changed it first, at ${when}; yours is not saved. Load the newest version and change that`,
  failed: (what, todo) => `Not saved: ${what}. ${todo}`,
  reload: 'Load the newest',
  report: 'Correct',
  reportTitle: 'What is wrong with it',
  reportHint: 'what is wrong and how it should read',
  send: 'Send',
  sent: 'Sent to whoever looks after this entry',
  tooMany: 'Three reports of yours wait here already',
  reportsOpen: (n) => `${n} waiting`,
  reportCounts: (open, accepted, declined) => `${open} waiting, ${accepted} accepted, ${declined} declined`,
  reports: 'Corrections',
  reportStates: { open: 'Waiting', accepted: 'Accepted', declined: 'Declined' },
  reportFilter: 'State',
  reportFilters: { open: 'Waiting', settled: 'Settled' },
  noReports: 'No report waits',
  noReportsWhat: 'What readers report stands here',
  noSettled: 'No report was settled yet',
  noSettledWhat: 'Accepted and declined ones stay here',
  of: (read, now) => (read === now ? `of version ${read}` : `of version ${read}, now ${now}`),
  accept: 'Accept',
  decline: 'Decline',
  declineHint: 'why it is declined',
  settled: { accepted: 'Accepted: change the entry next', declined: 'Declined' },
  openEntry: 'Open entry',
  insert: 'Insert',
  inserted: (title) => `Inserted “${title}”`,
  picker: 'Knowledge base',
};

export const knowledgeWords: Record<Locale, KnowledgeWords> = { 'zh-CN': zh, en };

import type { AuditFault, AuditLine } from '../../server/wire/audit.ts';
import type { Locale } from '../ui/types.ts';
import type { AuditSpan } from './audit-url.ts';

/** Words of the page of the audit. */
export type AuditWords = {
  title: string;
  note: string;
  search: string;
  searchHint: string;
  ask: string;
  refresh: string;
  clear: string;
  more: string;
  spans: Record<AuditSpan, string>;
  span: string;
  from: string;
  to: string;
  who: string;
  whoHint: string;
  action: string;
  anyAction: string;
  allOf: (noun: string) => string;
  region: string;
  regionHint: string;
  result: string;
  anyResult: string;
  results: Record<AuditLine['result'], string>;
  address: string;
  object: string;
  kind: string;
  anyKind: string;
  found: (total: string, capped: boolean, ok: string, refused: string, failed: string, shown: string) => string;
  took: (seconds: string) => string;
  none: string;
  noneWhat: string;
  noneYet: string;
  noneYetWhat: string;
  rows: string;
  time: string;
  seq: string;
  unsealed: string;
  order: string;
  newest: string;
  oldest: string;
  moreRows: string;
  exportCsv: string;
  exportNdjson: string;
  exportNote: string;
  // one row
  row: string;
  pick: string;
  pickWhat: string;
  rowNo: (seq: string) => string;
  notSealed: string;
  at: string;
  fromWhere: string;
  session: (n: number) => string;
  what: string;
  place: string;
  reason: string;
  detail: string;
  digest: string;
  hash: string;
  digestRight: string;
  digestWrong: string;
  linkRight: string;
  linkWrong: string;
  linkOpen: string;
  verifyRow: string;
  ofObject: string;
  ofActor: string;
  actorKinds: Record<AuditLine['actorKind'], string>;
  nobody: string;
  // the chain
  chain: string;
  whole: string;
  broken: string;
  unproven: string;
  verifyAll: string;
  verifying: (done: string, of: string) => string;
  verified: (when: string, rows: string, faults: string) => string;
  verifyFailed: (when: string) => string;
  neverVerified: string;
  headRow: (seq: string, when: string) => string;
  head: string;
  beside: string;
  besideSame: (when: string) => string;
  besideOther: (seq: string) => string;
  besideMissing: string;
  besideAltered: string;
  besideBegan: string;
  keep: string;
  keepYears: (years: number, oldest: string) => string;
  waiting: (rows: string, age: string) => string;
  sealedEach: string;
  stripLabel: (sealed: string, unsealed: string) => string;
  fault: (fault: AuditFault, seq: string, when: string) => string;
  moreFaults: (n: string) => string;
  partOnly: string;
  partOnlyWhat: string;
};

const zh: AuditWords = {
  title: '审计',
  note: '只读；查询与导出本身也记入审计',
  search: '查审计',
  searchHint: '对象编号、登录名、地址或行号，从头输入',
  ask: '查询',
  refresh: '刷新',
  clear: '清除条件',
  more: '更多条件',
  spans: { day: '近 24 时', week: '近 7 日', month: '近 30 日', ever: '全部', own: '自定' },
  span: '时段',
  from: '自',
  to: '至',
  who: '谁',
  whoHint: '登录名',
  action: '动作',
  anyAction: '全部动作',
  allOf: (noun) => `${noun}，全部`,
  region: '区域',
  regionHint: '名称或代码，含下级',
  result: '结果',
  anyResult: '全部结果',
  results: { ok: '准', refused: '拒', failed: '败' },
  address: '地址',
  object: '对象编号',
  kind: '对象',
  anyKind: '全部对象',
  found: (total, capped, ok, refused, failed, shown) => `${total}${capped ? ' 条以上' : ' 条'}，准 ${ok}，拒 ${refused}，败 ${failed}；已显示 ${shown}`,
  took: (seconds) => `用时 ${seconds} 秒`,
  none: '没有符合条件的审计行',
  noneWhat: '放宽时段或清除条件再查',
  noneYet: '这个时段没有审计行',
  noneYetWhat: '登录、查看个人信息、导出、变更、拒绝都会记在此',
  rows: '审计行',
  time: '时间',
  seq: '行号',
  unsealed: '待封',
  order: '次序',
  newest: '新在前',
  oldest: '旧在前',
  moreRows: '再显示',
  exportCsv: '导出 CSV',
  exportNdjson: '导出 NDJSON',
  exportNote: '按当前条件，附水印',
  row: '审计行详情',
  pick: '未选审计行',
  pickWhat: '点选一行，或按 j、k 逐行看',
  rowNo: (seq) => `第 ${seq} 行`,
  notSealed: '待封链',
  at: '何时',
  fromWhere: '从何处',
  session: (n) => `会话 ${n}`,
  what: '对什么',
  place: '区域部门',
  reason: '理由',
  detail: '详情',
  digest: '摘要',
  hash: '链值',
  digestRight: '与行一致',
  digestWrong: '与行不一致，此行被改动过',
  linkRight: '与上一行相接',
  linkWrong: '与上一行不相接',
  linkOpen: '尚未封链，或上一行已到期清除',
  verifyRow: '校验本行',
  ofObject: '看此对象经过',
  ofActor: '看此人经过',
  actorKinds: { person: '人员', display: '大屏', token: '程序', system: '系统', nobody: '未登录' },
  nobody: '未登录者',
  chain: '链',
  whole: '完整',
  broken: '有不符',
  unproven: '未校验',
  verifyAll: '校验全链',
  verifying: (done, of) => `正在校验 ${done}／${of} 行`,
  verified: (when, rows, faults) => `全链校验 ${when}，${rows} 行，${faults} 处不符`,
  verifyFailed: (when) => `${when} 的校验没有做完，请再试`,
  neverVerified: '本次启动以来还没有做过全链校验',
  headRow: (seq, when) => `${seq} 行，${when}`,
  head: '链头',
  beside: '外锚',
  besideSame: (when) => `签名相符，密钥在库外；${when} 同值`,
  besideOther: (seq) => `与外锚第 ${seq} 行不符，请立即校验全链`,
  besideMissing: '外锚文件不在，链尾无从证明',
  besideAltered: '外锚文件被改动过',
  besideBegan: '外锚刚建立',
  keep: '保存',
  keepYears: (years, oldest) => `${years} 年；最早 ${oldest}`,
  waiting: (rows, age) => `待封 ${rows}，${age} 秒`,
  sealedEach: '每秒封链',
  stripLabel: (sealed, unsealed) => `已封 ${sealed} 行，待封 ${unsealed} 行`,
  fault: ({ kind }, seq, when) =>
    ({
      row: `第 ${seq} 行被改动：摘要与内容不一致（${when}）`,
      link: `第 ${seq} 行与上一行不相接（${when}）`,
      gap: `自第 ${seq} 行起缺行`,
      head: `链头与第 ${seq} 行不符`,
      beyond: `第 ${seq} 行在链外`,
      heads_missing: `外锚文件不在，${seq} 行无从证明`,
      heads_altered: `外锚文件第 ${seq} 行被改动`,
      heads_began: `外锚文件曾不在，自第 ${seq} 行重新开始（${when}）`,
      heads_ahead: `第 ${seq} 行连同链头被删（最迟 ${when} 已封）`,
      heads_differ: `第 ${seq} 行不是 ${when} 所封的那一行`,
      heads_broken: `${when} 起，链上不再有先前写出的链头`,
      tail: `有一行等待封链超过 1 分（${when}）`,
    })[kind],
  moreFaults: (n) => `另有 ${n} 处`,
  partOnly: '全链只给全省的审计管理员看',
  partOnlyWhat: '你的授权是一部分区域，可以查其中的审计行',
};

const en: AuditWords = {
  title: 'Audit',
  note: 'read only; searches and exports are audited themselves',
  search: 'Search the audit',
  searchHint: 'beginning of an id, a login or an address, or a row number',
  ask: 'Search',
  refresh: 'Refresh',
  clear: 'Clear',
  more: 'More filters',
  spans: { day: '24 hours', week: '7 days', month: '30 days', ever: 'all', own: 'own span' },
  span: 'Span',
  from: 'From',
  to: 'To',
  who: 'Who',
  whoHint: 'login',
  action: 'Action',
  anyAction: 'All actions',
  allOf: (noun) => `${noun}, all`,
  region: 'Region',
  regionHint: 'name or code, with all below',
  result: 'Result',
  anyResult: 'All results',
  results: { ok: 'done', refused: 'refused', failed: 'failed' },
  address: 'Address',
  object: 'Object id',
  kind: 'Object',
  anyKind: 'All objects',
  found: (total, capped, ok, refused, failed, shown) =>
    `${total}${capped ? ' or more' : ''} rows: done ${ok}, refused ${refused}, failed ${failed}; ${shown} shown`,
  took: (seconds) => `${seconds} s`,
  none: 'No row fits the filters',
  noneWhat: 'Widen the span or clear the filters',
  noneYet: 'No row in this span',
  noneYetWhat: 'Sign-ins, reads of personal data, exports, changes and refusals are written here',
  rows: 'Audit rows',
  time: 'Time',
  seq: 'Row',
  unsealed: 'unsealed',
  order: 'Order',
  newest: 'newest first',
  oldest: 'oldest first',
  moreRows: 'Show more',
  exportCsv: 'Export CSV',
  exportNdjson: 'Export NDJSON',
  exportNote: 'by these filters, with a watermark',
  row: 'One audit row',
  pick: 'No row chosen',
  pickWhat: 'Click a row, or walk with j and k',
  rowNo: (seq) => `row ${seq}`,
  notSealed: 'not sealed yet',
  at: 'When',
  fromWhere: 'From where',
  session: (n) => `session ${n}`,
  what: 'On what',
  place: 'Place',
  reason: 'Reason',
  detail: 'Details',
  digest: 'Digest',
  hash: 'Hash',
  digestRight: 'fits the row',
  digestWrong: 'does not fit the row, which was altered',
  linkRight: 'follows the row before',
  linkWrong: 'does not follow the row before',
  linkOpen: 'not sealed yet, or the row before was dropped by age',
  verifyRow: 'Verify this row',
  ofObject: 'History of this object',
  ofActor: 'History of this actor',
  actorKinds: { person: 'person', display: 'display', token: 'program', system: 'system', nobody: 'not signed in' },
  nobody: 'not signed in',
  chain: 'Chain',
  whole: 'whole',
  broken: 'faults',
  unproven: 'not verified',
  verifyAll: 'Verify all',
  verifying: (done, of) => `verifying ${done} of ${of} rows`,
  verified: (when, rows, faults) => `verified ${when}: ${rows} rows, ${faults} faults`,
  verifyFailed: (when) => `the verification of ${when} did not end; try again`,
  neverVerified: 'not verified since the start of this process',
  headRow: (seq, when) => `row ${seq}, ${when}`,
  head: 'Head',
  beside: 'Beside',
  besideSame: (when) => `signature fits, key outside the database; the same at ${when}`,
  besideOther: (seq) => `differs from the written head of row ${seq}: verify all now`,
  besideMissing: 'the file of heads is missing: the end of the chain is not proven',
  besideAltered: 'the file of heads was altered',
  besideBegan: 'the file of heads has just begun',
  keep: 'Kept',
  keepYears: (years, oldest) => `${years} years; oldest ${oldest}`,
  waiting: (rows, age) => `${rows} unsealed, ${age} s`,
  sealedEach: 'sealed each second',
  stripLabel: (sealed, unsealed) => `${sealed} rows sealed, ${unsealed} unsealed`,
  fault: ({ kind }, seq, when) =>
    ({
      row: `row ${seq} was altered (${when})`,
      link: `row ${seq} does not follow the row before (${when})`,
      gap: `rows are missing from ${seq} on`,
      head: `the head is not that of row ${seq}`,
      beyond: `row ${seq} stands outside of the chain`,
      heads_missing: `the file of heads is missing: ${seq} rows are not proven`,
      heads_altered: `line ${seq} of the file of heads was altered`,
      heads_began: `the file of heads began again at row ${seq} (${when})`,
      heads_ahead: `row ${seq} was removed with the head (sealed by ${when})`,
      heads_differ: `row ${seq} is not the one sealed by ${when}`,
      heads_broken: `since ${when} the chain lacks a head that was written`,
      tail: `a row waits unsealed for more than a minute (${when})`,
    })[kind],
  moreFaults: (n) => `${n} more`,
  partOnly: 'The chain is for the audit administrator of the whole',
  partOnlyWhat: 'Your grant is for a part; its rows can be searched',
};

export const auditWords: Record<Locale, AuditWords> = { 'zh-CN': zh, en };

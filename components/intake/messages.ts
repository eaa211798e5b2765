import type { DeskReport, DuplicateHit } from '../../server/wire/desk.ts';
import type { Locale } from '../ui/types.ts';
import type { CHANNELS, IntakeProblem } from './intake-form.ts';

export type IntakeWords = {
  title: string;
  note: string;
  caller: string;
  phone: string;
  name: string;
  find: string;
  finding: string;
  mayNotFind: string;
  badNumber: string;
  tooMany: string;
  earlier: (n: number) => string;
  noEarlier: string;
  anonymous: string;
  anonymousNote: string;
  confidential: string;
  matter: string;
  requestType: string;
  matterTitle: string;
  body: string;
  bodyHint: string;
  place: string;
  placeTake: (name: string, matched: string, percent: string) => string;
  placeNone: string;
  placeSame: (matched: string, percent: string) => string;
  placeWhole: string;
  placeTop: (name: string, below: string) => string;
  category: string;
  noCategory: string;
  classTake: (name: string, percent: string) => string;
  classAbstains: string;
  classNoModel: string;
  waiting: string;
  adviceFailed: string;
  terms: string;
  priority: string;
  priorities: Record<DeskReport['priority'], string>;
  channel: string;
  channels: Record<(typeof CHANNELS)[number], string>;
  entrance: string;
  noEntrance: string;
  entrances: Record<NonNullable<DeskReport['entrance']>, string>;
  line: string;
  direct: string;
  answer: string;
  answerHint: string;
  save: string;
  saveDirect: string;
  saveMerge: (no: string) => string;
  saving: string;
  discard: string;
  cleared: string;
  putBack: string;
  restored: string;
  problems: Record<IntakeProblem, string>;
  check: (names: readonly string[]) => string;
  failed: (what: string, todo: string) => string;
  similar: string;
  similarNone: string;
  similarWait: string;
  advice: Record<DuplicateHit['advice'], string>;
  likeness: (percent: string, metres: string | null) => string;
  urge: string;
  urged: string;
  end: string;
  merge: string;
  mergeOff: string;
  apart: string;
  open: string;
  knowledge: string;
  done: (no: string) => string;
  next: { registered: string; direct: string; merged: (no: string) => string };
  refused: (command: string, why: string) => string;
  commands: Record<'direct_answer' | 'absorb' | 'prioritize' | 'urge', string>;
  refusals: Record<string, string>;
  another: string;
  toDesk: string;
};

const zh: IntakeWords = {
  title: '登记工单',
  note: '边听边记：地点、分类、相似工单随打字给出，都由人定',
  caller: '诉求人',
  phone: '电话号码',
  name: '称呼',
  find: '查来电',
  finding: '正在查',
  mayNotFind: '按号码查工单要另有权限',
  badNumber: '号码不足 7 位',
  tooMany: '查得太频繁，请稍候再查',
  earlier: (n) => `这个号码有 ${n} 件工单`,
  noEarlier: '这个号码没有工单，或都不在您的范围内',
  anonymous: '匿名',
  anonymousNote: '匿名：称呼和号码不登记',
  confidential: '保密',
  matter: '诉求',
  requestType: '诉求类型',
  matterTitle: '标题',
  body: '诉求内容',
  bodyHint: '何人何时何地，要解决什么',
  place: '事发地区',
  placeTake: (name, matched, percent) => `采用 ${name}（文中“${matched}”，${percent}）`,
  placeNone: '文中没有能认准的地名，请手选',
  placeSame: (matched, percent) => `与文中“${matched}”一致（${percent}）`,
  placeWhole: '未定到市县，将按全省登记',
  placeTop: (name, below) => `未定到${below}，将按${name}登记`,
  category: '分类',
  noCategory: '未分类',
  classTake: (name, percent) => `${name} ${percent}`,
  classAbstains: '把握不足，不建议分类',
  classNoModel: '还没有学过分类',
  waiting: '写下内容后给出建议',
  adviceFailed: '建议读取失败，不影响登记',
  terms: '登记要素',
  priority: '紧急程度',
  priorities: { normal: '一般', urgent: '紧急', critical: '特急' },
  channel: '渠道',
  channels: { phone: '电话', web: '网站', app: '客户端', wechat: '微信', window: '窗口' },
  entrance: '入口',
  noEntrance: '群众来电',
  entrances: { grassroots: '基层', petition: '群诉', sector: '行业' },
  line: '专线',
  direct: '当场答复办结',
  answer: '答复内容',
  answerHint: '可从右边知识库插入',
  save: '登记',
  saveDirect: '登记并办结',
  saveMerge: (no) => `登记并入 ${no}`,
  saving: '正在登记',
  discard: '清空',
  cleared: '已清空',
  putBack: '撤回',
  restored: '已恢复草稿；个人信息没有保存，请重新填写',
  problems: { missing: '必填', number: '号码不足 7 位', anonymous: '匿名不留号码' },
  check: (names) => `有 ${names.length} 处要改：${names.join('、')}`,
  failed: (what, todo) => `${what}，${todo}`,
  similar: '相似工单',
  similarNone: '近 30 天没有相似工单',
  similarWait: '写下内容后查相似',
  advice: { merge: '疑似重复', urge: '同一来电人', see: '可参考' },
  likeness: (percent, metres) => (metres === null ? `相似 ${percent}` : `相似 ${percent}，相距 ${metres}`),
  urge: '催办',
  urged: '已催办，没有另立工单',
  end: '结束登记',
  merge: '登记并入',
  mergeOff: '不并入',
  apart: '另立',
  open: '查看',
  knowledge: '知识库',
  done: (no) => `已登记 ${no}`,
  next: {
    registered: '下一步：派单员受理派单；时限自派单起算，按时限规则。',
    direct: '已当场答复并办结；下一步：按规则回访。',
    merged: (no) => `已并入 ${no}，随主单办理；这位诉求人的经过、时限和回访单独保留。`,
  },
  refused: (command, why) => `已登记，但没有${command}：${why}`,
  commands: { direct_answer: '当场办结', absorb: '并入', prioritize: '转为特急', urge: '催办' },
  refusals: {
    conflict: '工单刚被别人改动，请在工单台办理',
    forbidden: '没有这项权限，或工单归上级热线，请由派单员办理',
    wrong_state: '工单已到下一环节，请在工单台办理',
    field: '填写不全',
    mirrored: '镜像工单由上游平台流转',
    merged: '那件工单已并入别的主单',
  },
  another: '再登记一件',
  toDesk: '在工单台打开',
};

const en: IntakeWords = {
  title: 'New ticket',
  note: 'Write while listening: place, class and look-alikes come as you type; a person decides',
  caller: 'Caller',
  phone: 'Telephone number',
  name: 'Name',
  find: 'Find caller',
  finding: 'Searching',
  mayNotFind: 'Searching by number takes another permission',
  badNumber: 'fewer than 7 digits',
  tooMany: 'Too many searches: wait a moment',
  earlier: (n) => `${n} tickets of this number`,
  noEarlier: 'No tickets of this number, or none in your part',
  anonymous: 'Anonymous',
  anonymousNote: 'Anonymous: neither name nor number is kept',
  confidential: 'Confidential',
  matter: 'Matter',
  requestType: 'Request type',
  matterTitle: 'Title',
  body: 'What the caller says',
  bodyHint: 'who, when, where, and what is to be solved',
  place: 'Place',
  placeTake: (name, matched, percent) => `Take ${name} (“${matched}”, ${percent})`,
  placeNone: 'No place named for certain: choose one',
  placeSame: (matched, percent) => `agrees with “${matched}” (${percent})`,
  placeWhole: 'No city or county chosen: it will be one of the whole province',
  placeTop: (name) => `No place below chosen: it will be one of ${name} as a whole`,
  category: 'Class',
  noCategory: 'no class',
  classTake: (name, percent) => `${name} ${percent}`,
  classAbstains: 'Not sure enough to suggest a class',
  classNoModel: 'No classes were learned yet',
  waiting: 'Advice comes once there is a text',
  adviceFailed: 'Advice could not be read; the ticket can be saved all the same',
  terms: 'Particulars',
  priority: 'Priority',
  priorities: { normal: 'normal', urgent: 'urgent', critical: 'critical' },
  channel: 'Channel',
  channels: { phone: 'phone', web: 'web', app: 'app', wechat: 'WeChat', window: 'counter' },
  entrance: 'Entrance',
  noEntrance: 'callers',
  entrances: { grassroots: 'grassroots', petition: 'joint petition', sector: 'sector' },
  line: 'Line',
  direct: 'Answered at once',
  answer: 'Answer',
  answerHint: 'insert from the knowledge base at the right',
  save: 'Save',
  saveDirect: 'Save and close',
  saveMerge: (no) => `Save and merge into ${no}`,
  saving: 'Saving',
  discard: 'Clear',
  cleared: 'Cleared',
  putBack: 'Take back',
  restored: 'Draft restored; personal data were not kept, enter them again',
  problems: { missing: 'required', number: 'fewer than 7 digits', anonymous: 'anonymous: no number' },
  check: (names) => `${names.length} fields to correct: ${names.join(', ')}`,
  failed: (what, todo) => `${what}, ${todo}`,
  similar: 'Look-alikes',
  similarNone: 'None within 30 days',
  similarWait: 'Looked for once there is a text',
  advice: { merge: 'likely the same', urge: 'same caller', see: 'for reference' },
  likeness: (percent, metres) => (metres === null ? `${percent} alike` : `${percent} alike, ${metres} away`),
  urge: 'Urge',
  urged: 'Urged; no new ticket was made',
  end: 'End this call',
  merge: 'Save and merge',
  mergeOff: 'Do not merge',
  apart: 'Keep apart',
  open: 'Open',
  knowledge: 'Knowledge base',
  done: (no) => `Saved ${no}`,
  next: {
    registered: 'Next: a dispatcher accepts and dispatches it; the limit runs from the dispatch by the rules.',
    direct: 'Answered and closed; next: a call-back by the rules.',
    merged: (no) => `Merged into ${no}; this caller's thread, clocks and call-back stay his own.`,
  },
  refused: (command, why) => `Saved, but not ${command}: ${why}`,
  commands: { direct_answer: 'closed', absorb: 'merged', prioritize: 'made critical', urge: 'urged' },
  refusals: {
    conflict: 'somebody else changed it just now; go on at the desk',
    forbidden: 'no right to, or it is an upper hotline’s; a dispatcher has to',
    wrong_state: 'it has moved on; go on at the desk',
    field: 'something is missing',
    mirrored: 'a mirrored ticket is moved by its platform',
    merged: 'that ticket follows another one',
  },
  another: 'New ticket',
  toDesk: 'Open at the desk',
};

export const intakeWords: Record<Locale, IntakeWords> = { 'zh-CN': zh, en };

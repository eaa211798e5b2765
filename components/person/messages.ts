import type { CallerState, PersonField } from '../../server/core/privacy/mask-person.ts';
import type { UnmaskRefusal } from '../../server/core/privacy/unmask-rules.ts';
import type { Locale } from '../ui/types.ts';

type Why = { what: string; todo: string };

/** Words of everything that shows a caller. */
export type PersonWords = {
  caller: string;
  masked: string;
  maskedWhy: string;
  clear: string;
  confidential: string;
  fields: Record<PersonField, string>;
  kinds: Record<string, string>;
  inText: string;
  states: Record<Exclude<CallerState, 'masked'>, Why>;
  refusals: Record<UnmaskRefusal, Why>;
  unmask: string;
  unmaskNote: (minutes: number) => string;
  reason: string;
  reasonHint: (least: number) => string;
  reasonShort: (least: number) => string;
  reasonEmpty: string;
  reasons: string[];
  confirm: string;
  cancel: string;
  again: string;
  left: (text: string) => string;
  remask: string;
  remasked: string;
  ended: string;
  loading: string;
  search: string;
  searchNote: string;
  number: string;
  numberHint: string;
  find: string;
  finding: string;
  found: (n: number, shown: number) => string;
  noneFound: string;
  noneFoundWhy: string;
  badNumber: string;
  tooMany: string;
  open: (no: string) => string;
  unmasks: string;
  unmasksNote: string;
  waiting: (n: number) => string;
  all: string;
  onlyWaiting: string;
  noUnmasks: string;
  noUnmasksWhy: string;
  noneWaiting: string;
  who: string;
  ticket: string;
  place: string;
  time: string;
  until: string;
  looks: string;
  seen: string;
  seenBy: (name: string, time: string) => string;
  markSeen: string;
  markAllSeen: string;
  own: string;
  more: string;
  roles: Record<string, string>;
};

export const personWords: Record<Locale, PersonWords> = {
  'zh-CN': {
    caller: '诉求人',
    masked: '已遮蔽',
    maskedWhy: '个人信息按最小够用在服务器端遮蔽。',
    clear: '明文',
    confidential: '保密',
    fields: { name: '姓名', phone: '电话', idNumber: '证件', address: '地址' },
    kinds: { phone: '电话', id: '证件', card: '卡号', plate: '车牌', email: '邮箱', place: '门牌', name: '姓名' },
    inText: '正文中',
    states: {
      hidden: { what: '保密工单，不显示诉求人', todo: '如需联系，请派单中心转达。' },
      anonymous: { what: '匿名诉求，没有诉求人信息', todo: '答复请在本工单内公开回应。' },
      erased: { what: '诉求人信息已依规删除', todo: '统计与办理记录不受影响，信息无法恢复。' },
      nothing: { what: '来源没有提供诉求人信息', todo: '如需核实，请向报送该工单的热线询问。' },
    },
    refusals: {
      no_mark: { what: '您的授权不能解遮这件工单', todo: '解遮须授权带“可解遮”，且覆盖工单的区划和部门；请向安全管理员申请。' },
      confidential: { what: '保密工单对承办单位不解遮', todo: '如需联系，请派单中心转达。' },
      anonymous: { what: '匿名诉求', todo: '' },
      erased: { what: '信息已删除', todo: '' },
      nothing: { what: '没有信息', todo: '' },
    },
    unmask: '申请解遮',
    unmaskNote: (minutes) => `只看这一件，${minutes} 分钟后自动遮蔽；理由与每次查看都记入审计，主管可见。`,
    reason: '解遮理由',
    reasonHint: (least) => `写明为什么需要，至少 ${least} 个字；不要写号码和姓名`,
    reasonShort: (least) => `理由至少 ${least} 个字`,
    reasonEmpty: '理由没有说明内容',
    reasons: ['现场找不到位置，需电话约入户', '需向诉求人核实诉求内容', '办结前回访诉求人是否满意'],
    confirm: '解遮',
    cancel: '取消',
    again: '再次查看',
    left: (text) => `${text} 后遮蔽`,
    remask: '立即遮蔽',
    remasked: '已遮蔽',
    ended: '授权、会话或时限已变，已遮蔽',
    loading: '正在读取诉求人',
    search: '来电号码查询',
    searchNote: '只按完整号码精确查找，范围内的新旧工单都查；号码不留存、不进日志，查询记入审计。',
    number: '电话号码',
    numberHint: '手机或带区号的座机，写法不限',
    find: '查找',
    finding: '正在查找',
    found: (n, shown) => (n > shown ? `共 ${n} 件，显示最近 ${shown} 件` : `共 ${n} 件`),
    noneFound: '范围内没有这个号码的工单',
    noneFoundWhy: '保密工单只有可解遮的人查得到，匿名工单查不到；请核对号码。',
    badNumber: '号码至少 7 位数字',
    tooMany: '查询太频繁，请稍后再试',
    open: (no) => `打开工单 ${no}`,
    unmasks: '解遮记录',
    unmasksNote: '您管辖范围内谁解遮了哪件工单的诉求人、为什么。这里没有诉求人信息。',
    waiting: (n) => `${n} 次待阅`,
    all: '全部',
    onlyWaiting: '待阅',
    noUnmasks: '范围内还没有人解遮过',
    noUnmasksWhy: '有人解遮后立即列在这里。',
    noneWaiting: '没有待阅的解遮',
    who: '谁',
    ticket: '工单',
    place: '区划和部门',
    time: '何时',
    until: '至',
    looks: '查看',
    seen: '阅',
    seenBy: (name, time) => `${name} ${time} 已阅`,
    markSeen: '已阅',
    markAllSeen: '本页全部已阅',
    own: '本人',
    more: '更早',
    roles: { dispatcher: '派单员', unit_handler: '承办人', supervisor: '督办员' },
  },
  en: {
    caller: 'Caller',
    masked: 'masked',
    maskedWhy: 'Personal data are masked on the server, down to what the work needs.',
    clear: 'in clear',
    confidential: 'confidential',
    fields: { name: 'Name', phone: 'Phone', idNumber: 'Identity', address: 'Address' },
    kinds: { phone: 'phone', id: 'identity', card: 'card', plate: 'plate', email: 'e-mail', place: 'house number', name: 'name' },
    inText: 'In the text',
    states: {
      hidden: { what: 'Confidential: the caller is not shown', todo: 'The dispatch centre passes messages on.' },
      anonymous: { what: 'Anonymous: there is no caller', todo: 'Answer in the ticket, openly.' },
      erased: { what: 'The caller was erased', todo: 'Figures and the journal stay; the data cannot be brought back.' },
      nothing: { what: 'The source gave no caller', todo: 'Ask the hotline that sent the ticket.' },
    },
    refusals: {
      no_mark: {
        what: 'Your grants do not unmask this ticket',
        todo: 'It takes a grant with the mark that covers its region and department; ask a security administrator.',
      },
      confidential: { what: 'A confidential ticket is not unmasked for the unit', todo: 'The dispatch centre passes messages on.' },
      anonymous: { what: 'Anonymous', todo: '' },
      erased: { what: 'Erased', todo: '' },
      nothing: { what: 'Nothing stored', todo: '' },
    },
    unmask: 'Unmask',
    unmaskNote: (minutes) => `This ticket only, masked again after ${minutes} minutes; the reason and every look are audited and seen by your supervisor.`,
    reason: 'Reason',
    reasonHint: (least) => `Say why it is needed, ${least} characters at least; no numbers and no names`,
    reasonShort: (least) => `a reason has at least ${least} characters`,
    reasonEmpty: 'the reason says nothing',
    reasons: ['The place cannot be found, a visit must be agreed', 'The request must be checked with the caller', 'Call back before closing'],
    confirm: 'Unmask',
    cancel: 'Cancel',
    again: 'Look again',
    left: (text) => `masked in ${text}`,
    remask: 'Mask now',
    remasked: 'masked',
    ended: 'The grant, the session or the time has ended: masked',
    loading: 'Reading the caller',
    search: 'Find by number',
    searchNote: 'Exact numbers only, tickets of any age in your scope; the number is kept nowhere, the search is audited.',
    number: 'Telephone number',
    numberHint: 'mobile or landline with area code, however written',
    find: 'Find',
    finding: 'Looking',
    found: (n, shown) => (n > shown ? `${n} tickets, the newest ${shown} shown` : `${n} tickets`),
    noneFound: 'No ticket of this number in your scope',
    noneFoundWhy: 'Confidential ones are found by who may unmask them, anonymous ones by nobody; check the number.',
    badNumber: 'a number has at least 7 digits',
    tooMany: 'too many searches, try again later',
    open: (no) => `open ticket ${no}`,
    unmasks: 'Unmaskings',
    unmasksNote: 'Who unmasked the caller of which ticket in your part, and why. Nothing of the caller is here.',
    waiting: (n) => `${n} to be seen`,
    all: 'All',
    onlyWaiting: 'To be seen',
    noUnmasks: 'Nobody has unmasked anything in your part',
    noUnmasksWhy: 'It is listed here at once.',
    noneWaiting: 'Nothing is waiting to be seen',
    who: 'Who',
    ticket: 'Ticket',
    place: 'Region and department',
    time: 'When',
    until: 'until',
    looks: 'Looks',
    seen: 'Seen',
    seenBy: (name, time) => `${name} ${time}`,
    markSeen: 'Seen',
    markAllSeen: 'All on this page seen',
    own: 'own',
    more: 'Earlier',
    roles: { dispatcher: 'dispatcher', unit_handler: 'handler', supervisor: 'supervisor' },
  },
};

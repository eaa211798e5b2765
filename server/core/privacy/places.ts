/** Where a door is told in a text: from the house number to the room; `start` and `end` count UTF-16 units. */
export type PlaceSpan = { start: number; end: number };

const CHINESE = '[一二三四五六七八九十百零〇]';
const NUMBER = `(?:[A-Za-z]?\\d{1,5}[A-Za-z]?|${CHINESE}{1,5}|[A-Za-z](?=[座栋幢]))`;
/** 12, 12-3, 12之一. */
const NUMBERS = `${NUMBER}(?:[-—~、之]${NUMBER}){0,3} ?`;
/** What is counted in a building, from the outside in. */
const INNER = '(?:号楼|号院|单元|栋|幢|座|号|层|楼|室|房|梯|铺|门)';
/** A bare room number ends the chain, unless it counts something: 12号20人, 3栋2026年. */
const BARE = '(?:[ -]?[A-Za-z]?\\d{2,5}[A-Za-z]?(?![\\dA-Za-z.年月日时点分秒人元个户名次件米平辆台天周多万千百%:：-]))?';
const CHAIN = `(?:[ -]?${NUMBERS}${INNER}(?:之${NUMBER})?){0,6}${BARE}`;
/** 号 of what is no house: lines, exits, windows, documents, machines; 号楼 and 号院 are houses. */
const NO_HOUSE = '(?!线|地铁|出口|入口|口|窗|文|令|机|车|井|泵|闸|桥|灯|杆|柱|箱|台风|工作|文件|公告|通告|卡|码)';
const HOUSE = `(?:号楼|号院|单元|栋|幢|座|号${NO_HOUSE})(?:之${NUMBER})?`;
const BUILDING = `(?:号楼|号院|单元|栋|幢|座)`;

/** What stands before a number is the name of a road: 道 and 里 are also in words that name none. */
const ROAD = /(?:[路街巷弄坊寨]|大道|胡同|(?<![国省县乡隧管渠频街航轨水地])道|(?<![这那哪家城夜公手店屋院心])里|(?<![我本全])村)$/;
const ESTATE = /(?:小区|花园|[苑园轩邸厦寓]|新村|家园|广场|宿舍|大院|山庄|雅居|小筑|公馆)$/;
/** Weaker words for an estate: enough before a building, not before a bare 号, which may be a day. */
const PERHAPS_ESTATE = /[城庭阁居府湾区庄里村院筑上]$/;
const TELLS_DAY = /^(?:起|上午|下午|早上|晚上|晚|凌晨|中午|开始|当天|当日|停|至|到)/;

const BEFORE_NUMBER = new RegExp(`[\\p{Script=Han}] ?(?=第?${NUMBERS}(?:期|组|队|社)?[ -]?(?:${NUMBERS})?${HOUSE})`, 'gu');
const FROM_NUMBER = new RegExp(`第?(?:${NUMBERS}(?:期|组|队|社)[ -]?)?(${NUMBERS}(${HOUSE}))${CHAIN}`, 'y');
/** Without any name before it: a building and a room in it. */
const ROOM = new RegExp(
  `${NUMBER}${BUILDING}[ -]?(?:${NUMBER}(?:单元|梯|门|层|楼)[ -]?){0,3}(?:${NUMBER}(?:室|房|号${NO_HOUSE})|[A-Za-z]?\\d{3,4}(?![\\dA-Za-z.年月日时点分秒人元个户名次件米平辆台天周多万千百%:：-]))`,
  'g',
);
const MAY_HOLD = /[号栋幢座单]/;

/**
 * House numbers, buildings and rooms behind the name of a road, a village or an estate; the name itself stays, so that
 * the place can still be found on the map. Expects text of one width. Linear: from each position a bounded number of
 * characters is looked at.
 */
export function findPlaces(text: string): PlaceSpan[] {
  if (!MAY_HOLD.test(text)) return [];
  const spans: PlaceSpan[] = [];
  let floor = 0;
  for (const match of text.matchAll(BEFORE_NUMBER)) {
    const start = match.index + match[0].length;
    if (start < floor) continue;
    FROM_NUMBER.lastIndex = start;
    const chain = FROM_NUMBER.exec(text);
    if (!chain || !namesPlace(text.slice(Math.max(0, start - 6), start).trimEnd(), chain, text.slice(FROM_NUMBER.lastIndex, FROM_NUMBER.lastIndex + 3)))
      continue;
    spans.push({ start, end: FROM_NUMBER.lastIndex });
    floor = FROM_NUMBER.lastIndex;
  }
  for (const match of text.matchAll(ROOM)) {
    const end = match.index + match[0].length;
    if (!spans.some((s) => match.index < s.end && end > s.start)) spans.push({ start: match.index, end });
  }
  return spans.sort((a, b) => a.start - b.start);
}

function namesPlace(before: string, chain: RegExpExecArray, after: string): boolean {
  const unit = chain[2] as string;
  const single = chain[0].endsWith(chain[1] as string);
  const road = ROAD.test(before);
  if (!unit.startsWith('号') || unit === '号楼' || unit === '号院') return road || ESTATE.test(before) || PERHAPS_ESTATE.test(before);
  if (!single) return road || ESTATE.test(before) || PERHAPS_ESTATE.test(before);
  if (/[里村]$/.test(before) && TELLS_DAY.test(after)) return false;
  return road || ESTATE.test(before);
}

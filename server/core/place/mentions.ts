import type { PlaceIndex, Spelling } from './place-index.ts';

/** A name found in a text: [from, to) in characters. */
export type Mention = Spelling & { readonly from: number; readonly to: number };

/** Longer texts say where it is at their beginning; characters. */
export const MOST_TEXT = 2_000;

/** What is read: width does not matter, and any space is one. */
export function readable(text: string): string {
  return text.slice(0, MOST_TEXT).normalize('NFKC').replace(/\s+/g, ' ');
}

/** Names of regions in a readable text, in its order. Names that say what they are go before those that do not. */
export function mentionsIn(index: PlaceIndex, text: string): Mention[] {
  const found = scan(text, (start) => index.whole(start), []);
  return [...found, ...scan(text, (start) => index.stems(start), found)].sort((a, b) => a.from - b.from);
}

function scan(text: string, list: (start: string) => readonly Spelling[], taken: readonly Mention[]): Mention[] {
  const found: Mention[] = [];
  let next = 0;
  for (let i = 0; i < text.length - 1; i++) {
    while (next < taken.length && (taken[next] as Mention).to <= i) next++;
    const block = taken[next];
    const end = block ? Math.max(block.from, i) : text.length;
    const spelling = list(text.slice(i, i + 2)).find((s) => i + s.text.length <= end && text.startsWith(s.text, i));
    if (!spelling) continue;
    found.push({ ...spelling, from: i, to: i + spelling.text.length });
    i += spelling.text.length - 1;
  }
  return found;
}

/** After a bare name these make it something else: a road, a hospital, a firm, a hill. */
const SOMETHING_ELSE =
  /^(?:[东西南北中上下一二三四五六七八九十0-9]{0,3}(?:大道|路|街|巷|里弄|胡同|环线|高速|快线|立交|隧道|大桥)|话|人|菜|味|国际|新村|村|社区|小区|花园|花苑|家园|广场|公园|大厦|中心|大学|学院|中学|小学|幼儿园|学校|医院|银行|书店|酒店|宾馆|饭店|商场|超市|市场|机场|车站|火车|高铁|地铁|站|码头|港口|港|桥|山|河|湖|江|海|岛|水库|水厂|公司|集团|股份|有限|科技|电器|证券|保险|日报|晚报|卫视|牌|产|号|店|城|湾|洲|坑|岗|围|塘|寺|庙|塔|宫|门口|洋|洋房|年代|事业|工程|用地|单位)/;
/** After the bare name of a town only these leave it a town. */
const STILL_A_TOWN = /^(?:$|[^\p{L}\p{N}]|的|有|某|这|那|附近|一带|辖区|境内|片区|周边|当地|居民|群众)/u;
/** Before a bare name, where a place begins. */
const PLACE_BEGINS = /(?:^|[^\p{L}\p{N}]|在|于|住|到|是|我们|本人|反映|咨询|来电|投诉)$/u;
/** Where somebody comes from or is bound for, which is not where the matter is: what stands before, what stands after. */
const ELSEWHERE = /(?:户籍|户口|籍贯|原籍|祖籍|老家|来自|开往|前往|发往|寄往|飞往|驶往|途经|路过|车牌|号牌)(?:地|所在地|在|是|为|属|属于|[^\p{L}\p{N}])*$/u;
const ELSEWHERE_AFTER = /^(?:号牌|牌照|车牌|户籍|户口|籍)/;
const OF_A_FIRM = /^[\p{L}\p{N}()（）]{0,16}?(?:有限公司|股份|集团|分公司|银行|大学|证券)/u;
/** A street named after which a number comes is a road, not a street office (街道). */
const ROAD_NUMBER = /^(?:[0-9一二三四五六七八九十百东西南北中上下]|号|口|道[0-9]|巷|弄)/;

/** Whether a bare name is one of a place, by what stands after it. */
export function readsAsPlace(mention: Mention, text: string): boolean {
  const after = text.slice(mention.to, mention.to + 8);
  if (mention.whole) return !(mention.text.endsWith('街') && ROAD_NUMBER.test(after));
  return mention.town ? STILL_A_TOWN.test(after) : !SOMETHING_ELSE.test(after);
}

export function beginsPlace(mention: Mention, text: string): boolean {
  return PLACE_BEGINS.test(text.slice(Math.max(0, mention.from - 4), mention.from));
}

/** Whether the text names the place for another reason than that the matter is there. */
export function isElsewhere(text: string, from: number, to: number): boolean {
  return ELSEWHERE.test(text.slice(Math.max(0, from - 10), from)) || ELSEWHERE_AFTER.test(text.slice(to, to + 4));
}

/** Whether the place is part of the name of a firm, which may well be somewhere else. */
export function isOfFirm(text: string, to: number): boolean {
  return OF_A_FIRM.test(text.slice(to, to + 24));
}

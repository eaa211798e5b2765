import { redact, redactText } from './redact.ts';

/** Stands where a whole value was taken away. */
export const SEALED = '〔已封存〕';
/** Fields that tell of a person, whatever they hold; in lower case, without signs and blanks. Too many rather than too few. */
const PERSONAL =
  /^(?:reporter|reviewer|caller|contact|applicant|complainant|citizen)|(?:name|phone|mobile|tel|email|mail|address|addr|location|lon|lng|lat|longitude|latitude|idnumber|idcard|idno|cardno|passport|plate|plateno|birthday|wechat|qq)$/;
const PERSONAL_CHINESE =
  /姓名|名字|称呼|电话|手机|联系|座机|身份证|证件|住址|地址|邮箱|微信|车牌|卡号|[账帐]号|(?:诉求|来电|投诉|举报|申请|反映|评价|当事)人|经度|纬度|坐标/;
/** Of those, the fields that hold a name: it is looked for in the texts beside it. */
const NAME_FIELD = /name$/;
const NAME_FIELD_CHINESE = /姓名|名字|称呼|人$/;
/** What others refer to an event by: an erasure finds the copy by the same words. */
const REFERENCES = new Set(['id', 'source', 'replaces', 'retracts', 'ticketRef']);
const MOST_NAMES = 20;
/** A named value in text that is JSON, or was before it was cut. */
const NAMED = /"([^"\\]{1,40})"(\s{0,20}:\s{0,20})("(?:[^"\\]|\\.)*"?|[^\s",[\]{}]+)/g;
const DEEPEST = 24;
const MOST_NODES = 2_000;
const LONGEST = 20_000;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * A copy of a parsed JSON value that may be kept and shown: personal fields are replaced, free text is redacted,
 * U+0000 and unpaired surrogates become U+FFFD (databases refuse them), and what is too deep, long or many is cut.
 * `whole` tells that nothing had to change, so that the copy stands for the original.
 */
export function redactJson(value: unknown): { copy: Json; whole: boolean } {
  const state: State = { whole: true, nodes: 0, names: namesIn(value) };
  return { copy: copyOf(value, 0, state), whole: state.whole };
}

type State = { whole: boolean; nodes: number; names: string[] };

/** Texts of fields that hold a person's name. */
function namesIn(value: unknown): string[] {
  const names: string[] = [];
  const queue: unknown[] = [value];
  for (let seen = 0; queue.length > 0 && seen < MOST_NODES && names.length < MOST_NAMES; seen++) {
    const next = queue.shift();
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, each] of Object.entries(next).slice(0, MOST_NODES)) {
      const named = typeof each === 'string' && each.length <= 40 && isPersonal(key) && (NAME_FIELD.test(plainKey(key)) || NAME_FIELD_CHINESE.test(key));
      if (named) names.push(each.trim());
      else if (typeof each === 'object') queue.push(each);
    }
  }
  return names;
}

function copyOf(value: unknown, depth: number, state: State): Json {
  state.nodes += 1;
  if (depth > DEEPEST || state.nodes > MOST_NODES) return changed(state, '…');
  if (typeof value === 'string') return textOf(value, state);
  if (typeof value === 'number') return numberOf(value, state);
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, room(value.length, state)).map((each) => copyOf(each, depth + 1, state));
  if (typeof value === 'object') return objectOf(value as Record<string, unknown>, depth, state);
  return changed(state, null);
}

function objectOf(value: Record<string, unknown>, depth: number, state: State): Json {
  const entries = Object.entries(value);
  const copies = entries.slice(0, room(entries.length, state)).map(([key, each]): [string, Json] => {
    const name = textOf(key, state);
    if (isPersonal(key) && each !== null && each !== '') return [name, changed(state, SEALED)];
    const names = state.names;
    if (REFERENCES.has(key)) state.names = [];
    const copy = copyOf(each, depth + 1, state);
    state.names = names;
    return [name, copy];
  });
  return Object.fromEntries(copies);
}

const plainKey = (key: string) => key.toLowerCase().replace(/[^a-z]/g, '');

function isPersonal(key: string): boolean {
  return PERSONAL.test(plainKey(key)) || PERSONAL_CHINESE.test(key);
}

/** How many of `length` children may still be copied. */
function room(length: number, state: State): number {
  const left = Math.max(0, MOST_NODES - state.nodes);
  if (length > left) state.whole = false;
  return Math.min(length, left);
}

function textOf(value: string, state: State): string {
  const cut = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  const named = cut.includes('":') || cut.includes('" :') ? cut.replace(NAMED, maskNamed) : cut;
  const text = redactText(wellFormed(named), state.names).text;
  if (text !== value) state.whole = false;
  return text;
}

function maskNamed(all: string, key: string, colon: string, value: string): string {
  return isPersonal(key) && value !== 'null' && value !== '""' ? `"${key}"${colon}"${SEALED}"` : all;
}

/** Telephone and identity numbers also come as numbers. */
function numberOf(value: number, state: State): Json {
  if (!Number.isInteger(value) || value < 1e9) return value;
  const text = redact(String(value));
  return text.found.length > 0 ? changed(state, text.text) : value;
}

function wellFormed(text: string): string {
  return text.replace(/\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

function changed<T extends Json>(state: State, value: T): T {
  state.whole = false;
  return value;
}

export type PersonalKind = 'phone' | 'id' | 'card' | 'plate' | 'email' | 'place' | 'name';

/** Digits that belong together: `lengths` of the groups, and where each group ends in the text. */
type Groups = { digits: string; lengths: number[]; ends: number[] };

/** The longest number looked for: 19 digits of a card; the rest only tells that a number goes on. */
const MOST = 24;
/** Eleven digits written one by one. */
const MOST_GROUPS = 11;
/** Digits of the shortest and the longest number that is looked for. */
const [SHORTEST, LONGEST] = [7, 19];
const isDigit = (c: number) => c >= 48 && c <= 57;
/** Hyphens and dashes, dots, blanks, zero-width characters, underscore, closing bracket. */
const isSeparator = (c: number) =>
  c === 32 ||
  c === 45 ||
  c === 46 ||
  c === 95 ||
  c === 41 ||
  c === 0xa0 ||
  c === 0xb7 ||
  (c >= 0x2010 && c <= 0x2015) ||
  (c >= 0x200b && c <= 0x200d) ||
  c === 0xfeff;

/** Reads digit groups from `at`, joined by at most two separators, up to `limit`. */
function groupsFrom(text: string, at: number, limit: number): Groups {
  const groups: Groups = { digits: '', lengths: [], ends: [] };
  let pos = at;
  while (pos < limit && groups.digits.length < MOST && groups.lengths.length <= MOST_GROUPS) {
    const start = pos;
    while (pos < limit && isDigit(text.charCodeAt(pos))) pos++;
    groups.digits += text.slice(start, Math.min(pos, start + MOST + 1));
    groups.lengths.push(pos - start);
    groups.ends.push(pos);
    let gap = 0;
    while (gap < 2 && pos + gap < limit && isSeparator(text.charCodeAt(pos + gap))) gap++;
    if (gap === 0 || pos + gap >= limit || !isDigit(text.charCodeAt(pos + gap))) break;
    pos += gap;
  }
  return groups;
}

/** What number begins at `at`, reading no further than `limit`; the longest reading wins. */
export function readNumber(text: string, at: number, limit: number): { kind: PersonalKind; start: number; end: number } | null {
  const { digits, lengths, ends } = groupsFrom(text, at, limit);
  // Words before an earlier number speak of that one.
  const around = /[^0-9〕]*$/.exec(text.slice(Math.max(0, at - 12), at))?.[0] ?? '';
  let total = lengths.reduce((a, b) => a + b, 0);
  for (let count = lengths.length; count > 0; count--) {
    const size = total;
    total -= lengths[count - 1] as number;
    if (size < SHORTEST || size > LONGEST || count > MOST_GROUPS) continue;
    const shape = lengths.slice(0, count).join('-');
    const end = ends[count - 1] as number;
    const value = digits.slice(0, size);
    const phone = isLocal(value, shape, around) ? at : phoneStart(text, at, value, shape);
    if (phone !== null) return { kind: 'phone', start: phone, end: withExtension(text, value, end, limit) };
    const id = identity(text, value, shape, end, around);
    if (id) return { kind: 'id', start: at, end: id };
    if (isCard(value, shape, around)) return { kind: 'card', start: at, end };
  }
  return null;
}

const ID18 = /^\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}/;
const ID15 = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|00)\d{6}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/;
const ID_SHAPES = new Set(['18', '6-8-4', '6-4-4-4', '3-3-8-4', '17', '6-8-3', '6-4-4-3', '3-3-8-3', '15', '6-6-3']);
const SAYS_ID = /身份证|证件|证号/;

/** End of a citizen id (18 with or without a right check digit, or the old 15), else null. */
function identity(text: string, value: string, shape: string, end: number, around: string): number | null {
  if (value.length < 15 || value.length > 18 || !ID_SHAPES.has(shape)) return null;
  if (value.length === 17) {
    const x = text.charAt(end);
    return (x === 'X' || x === 'x') && !/[A-Za-z0-9]/.test(text.charAt(end + 1)) && (ID18.test(value) || SAYS_ID.test(around)) ? end + 1 : null;
  }
  if (value.length === 18) return ID18.test(value) || SAYS_ID.test(around) ? end : null;
  if (value.length === 15) return ID15.test(value) || SAYS_ID.test(around) ? end : null;
  return null;
}

const CARD_SHAPES = /^(?:1[6-9]|4-4-4-4(?:-[1-3])?|6-1[0-3])$/;
const SAYS_CARD = /卡号|[账帐]号|银行卡|[账帐]户/;

/** Bank cards: 16 to 19 digits that pass Luhn, or grouped by four, or said to be one. */
function isCard(value: string, shape: string, around: string): boolean {
  if (value.length < 15 || value.length > 19) return false;
  if (SAYS_CARD.test(around) && (CARD_SHAPES.test(shape) || shape === '15')) return true;
  return CARD_SHAPES.test(shape) && /^[3-69]/.test(value) && (shape.startsWith('4-4') || passesLuhn(value));
}

function passesLuhn(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < value.length; i++) {
    let digit = value.charCodeAt(value.length - 1 - i) - 48;
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

const MOBILE = /^1[3-9]\d{9}$/;
const MOBILE_SHAPES = new Set(['11', '3-4-4', '3-8', '7-4', '3-3-5', '1-1-1-1-1-1-1-1-1-1-1']);
const AREA = /^0(?:10|2[0-57-9]|[3-9]\d{2})/;
const LANDLINE_SHAPES = new Set(['11', '12', '3-7', '3-8', '3-4-4', '4-7', '4-8', '4-3-4', '4-4-4']);
/** Country code written with the number or as a group before it. */
const COUNTRY = /^(?:00)?86/;

/** Where a telephone number with its country code and bracket begins, or null when this is none. */
function phoneStart(text: string, at: number, value: string, shape: string): number | null {
  if (value.length < 10 || value.length > 16) return null;
  const rest = value.replace(COUNTRY, '');
  const plus = text.charAt(at - 1) === '+';
  if (rest.length !== value.length && (isMobile(rest, afterPrefix(shape, value.length - rest.length)) || isForeignLandline(text, at, value, rest, shape)))
    return plus ? at - 1 : at;
  if (isMobile(value, shape)) return at;
  if (value.startsWith('0') && isMobile(value.slice(1), afterPrefix(shape, 1))) return at;
  if (LANDLINE_SHAPES.has(shape) && AREA.test(value) && areaFits(value, shape)) return text.charAt(at - 1) === '(' ? at - 1 : at;
  return null;
}

const isMobile = (value: string, shape: string | null) => shape !== null && MOBILE.test(value) && MOBILE_SHAPES.has(shape);

const LOCAL_SHAPES = new Set(['7', '8', '3-4', '4-4']);
const SAYS_LOCAL = /(?:电话|座机|手机)(?:号码|号)?[是为:： ]*$/;

/** A landline without its area, when the word before says so; a day written in eight digits is none. */
function isLocal(value: string, shape: string, around: string): boolean {
  return LOCAL_SHAPES.has(shape) && /^[2-9]/.test(value) && !/^20[0-4]\d[01]\d[0-3]\d$/.test(value) && SAYS_LOCAL.test(around);
}

/** The shape behind a prefix of `length` digits: '2-11' and '13' both leave '11'. */
function afterPrefix(shape: string, length: number): string | null {
  const [first, ...others] = shape.split('-');
  if (Number(first) === length) return others.join('-');
  return Number(first) > length ? [Number(first) - length, ...others].join('-') : null;
}

/** +86 20 8123 4567: after the country code the area goes without its zero. */
function isForeignLandline(text: string, at: number, value: string, rest: string, shape: string): boolean {
  if (text.charAt(at - 1) !== '+' && !value.startsWith('00')) return false;
  const area = `0${rest}`;
  const bare = afterPrefix(shape, value.length - rest.length);
  return bare !== null && AREA.test(area) && area.length >= 11 && area.length <= 12;
}

/** The subscriber's number has seven or eight digits; where nothing divides them it must also be one that exists. */
function areaFits(value: string, shape: string): boolean {
  const first = Number(shape.split('-')[0]);
  const area = /^0(?:10|2)/.test(value) ? 3 : 4;
  return (first > 4 ? /^[2-9]\d{6,7}$/ : /^[1-9]\d{6,7}$/).test(value.slice(area)) && (first > 4 || first === area);
}

const EXTENSION = /^(?:-| ?转 ?|ext\.? ?)\d{1,6}(?!\d)/i;

/** An extension is part of a landline's number. */
function withExtension(text: string, value: string, end: number, limit: number): number {
  if (!value.startsWith('0')) return end;
  return end + (EXTENSION.exec(text.slice(end, Math.min(limit, end + 12)))?.[0].length ?? 0);
}

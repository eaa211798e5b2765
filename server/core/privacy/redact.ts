import { findNames } from './names.ts';
import { type PersonalKind, readNumber } from './numbers.ts';
import { findPlaces } from './places.ts';

/** A personal pattern as it stood in the text; `start` counts UTF-16 units of the original. */
export type Found = { kind: PersonalKind; value: string; start: number };
export type Redacted = { text: string; found: Found[] };

export const PLACEHOLDER: Record<PersonalKind, string> = {
  phone: '〔电话〕',
  id: '〔证件〕',
  card: '〔卡号〕',
  plate: '〔车牌〕',
  email: '〔邮箱〕',
  place: '〔门牌〕',
  name: '〔姓名〕',
};

type Span = { kind: PersonalKind; start: number; end: number };

const MAY_HOLD = /[0-9０-９@＠]/;
const FULL_WIDTH = /[\uFF01-\uFF5E\u3000]/;
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-Z][·•.\- ]?(?:[A-HJ-NP-Z0-9]{6}|[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学警港澳])(?![A-Z0-9])/gi;
const DOMAIN = /(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}/y;

/**
 * Replaces telephone numbers, identity numbers, bank cards, licence plates and e-mail addresses in free text by a
 * placeholder, and returns what it took. Full-width characters and separators inside a number are seen through;
 * dates, amounts, public short numbers and ids glued to letters are left. Linear in the length of the text: from
 * each position a bounded number of characters is looked at. Redacting a redacted text changes nothing.
 */
export function redact(text: string): Redacted {
  if (!MAY_HOLD.test(text)) return { text, found: [] };
  return replaced(text, numberSpans(oneWidth(text)));
}

/**
 * As redact, for text that people write: house numbers behind the name of a road or an estate go as well, and the names
 * of `names` and of whoever introduces himself.
 */
export function redactText(text: string, names: readonly string[] = []): Redacted {
  const plain = oneWidth(text);
  const spans = MAY_HOLD.test(text) ? numberSpans(plain) : [];
  for (const place of findPlaces(plain)) spans.push({ kind: 'place', ...place });
  for (const name of findNames(plain, names)) spans.push({ kind: 'name', ...name });
  return replaced(text, merge(spans));
}

const oneWidth = (text: string) => (FULL_WIDTH.test(text) ? foldWidth(text) : text);
const numberSpans = (plain: string) => merge(numbers(plain, merge([...emails(plain), ...plates(plain)])));

function replaced(text: string, spans: readonly Span[]): Redacted {
  if (spans.length === 0) return { text, found: [] };
  let out = '';
  let at = 0;
  const found: Found[] = [];
  for (const { kind, start, end } of spans) {
    out += text.slice(at, start) + PLACEHOLDER[kind];
    found.push({ kind, value: text.slice(start, end), start });
    at = end;
  }
  return { text: out + text.slice(at), found };
}

/** Full-width letters, digits and signs as ASCII, one unit for one: positions stay. */
function foldWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E\u3000]/g, (c) => (c === '\u3000' ? ' ' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));
}

function emails(text: string): Span[] {
  const spans: Span[] = [];
  let floor = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > floor && at - start < 64 && /[A-Za-z0-9._%+-]/.test(text.charAt(start - 1))) start--;
    DOMAIN.lastIndex = at + 1;
    if (start === at || !DOMAIN.test(text)) continue;
    floor = DOMAIN.lastIndex;
    spans.push({ kind: 'email', start, end: floor });
  }
  return spans;
}

function plates(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(PLATE)) {
    const serial = match[0].slice(-5).replace(/\D/g, '');
    if (serial.length >= 2) spans.push({ kind: 'plate', start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/** Adds the numbers to the spans known so far (sorted); what they cover is passed over. */
function numbers(text: string, known: readonly Span[]): Span[] {
  const spans = [...known];
  let next = 0;
  let free = 0;
  for (let at = 0; at < text.length; at++) {
    const span = known[next];
    if (span && at >= span.start) {
      free = span.end;
      at = span.end - 1;
      next++;
      continue;
    }
    if (!isDigit(text, at)) continue;
    const limit = span ? span.start : text.length;
    const end = startsNumber(text, at, free) ? readNumber(text, at, limit) : null;
    if (end) {
      spans.push({ kind: end.kind, start: end.start, end: end.end });
      free = end.end;
      at = end.end - 1;
    } else while (isDigit(text, at + 1) && at + 1 < limit) at++;
  }
  return spans;
}

const isLetter = (c: string) => /[A-Za-z]/.test(c);
const isDigit = (text: string, at: number) => {
  const c = text.charCodeAt(at);
  return c >= 48 && c <= 57;
};

const SAYS_PHONE = /^(?:tel|phone|mobile|mob|call|wx|vx|v|wechat|qq|no)$/i;

/** Digits glued to a letter belong to some id, and digits behind a decimal point to a fraction. Looks back to `floor`. */
function startsNumber(text: string, at: number, floor: number): boolean {
  if (at === floor) return true;
  const before = text.charAt(at - 1);
  if (isLetter(before)) {
    let start = at;
    while (start > floor && at - start < 8 && isLetter(text.charAt(start - 1))) start--;
    return SAYS_PHONE.test(text.slice(start, at));
  }
  const whole = (back: number) => at - back >= floor && isDigit(text, at - back);
  return !(before === '.' && whole(2) && (whole(3) || text.charAt(at - 2) === '0'));
}

/** In order; spans that overlap become one of the earlier kind. */
function merge(spans: Span[]): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else out.push({ ...span });
  }
  return out;
}

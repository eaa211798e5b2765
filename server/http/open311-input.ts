import { ATTRIBUTE_CODES, type AttributeCode, type Open311Query, type Open311Report, REQUEST_STATUS, type RequestStatus } from '../wire/open311.ts';
import { Problem } from './problem.ts';

/** The specification's limits: 90 days or 1,000 requests, and 4,000 characters. */
export const SPAN_MS = 90 * 86_400_000;
export const PAGE_MOST = 1_000;
const DESCRIPTION_MOST = 4_000;
/** Requests before a page: further ones are reached by dates. */
const DEPTH_MOST = 100_000;
const LIST_MOST = 200;
const TEXT_MOST: Readonly<Record<string, number>> = { address_string: 400, first_name: 50, last_name: 50, phone: 40, email: 100, media_url: 500 };
const W3_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const ATTRIBUTE = /^attribute\[([^\]]{1,64})\](?:\[\])?$/;
const KEY = /^[\x21-\x7e]{1,200}$/;

/** Everything that is wrong with a request, told at once. */
class Faults {
  private readonly said: string[] = [];
  add(fault: string): null {
    this.said.push(fault);
    return null;
  }
  /** @throws Problem 400 */
  check(): void {
    const [first] = this.said;
    if (first !== undefined) throw new Problem(400, first, { extra: { faults: this.said } });
  }
}

/** A field that is empty counts as not given. */
const one = (given: URLSearchParams, name: string): string | null => given.get(name)?.trim() || null;

function listed(given: URLSearchParams, name: string): string[] | null {
  const values = given.getAll(name).flatMap((text) => text.split(','));
  const said = [...new Set(values.map((v) => v.trim()).filter((v) => v !== ''))];
  return said.length > 0 ? said : null;
}

/** Which requests a GET asks for. @throws Problem 400 */
export function queryOf(given: URLSearchParams, now: number): Open311Query {
  const faults = new Faults();
  const ids = listed(given, 'service_request_id');
  if ((ids?.length ?? 0) > LIST_MOST) faults.add(`service_request_id: at most ${LIST_MOST} at once`);
  if (ids) {
    faults.check();
    return { ids };
  }
  const services = listed(given, 'service_code');
  if ((services?.length ?? 0) > LIST_MOST) faults.add(`service_code: at most ${LIST_MOST} at once`);
  const status = statusOf(given, faults);
  const { from, to } = spanOf(given, now, faults);
  const limit = wholeOf(given, 'page_size', PAGE_MOST, PAGE_MOST, faults);
  const page = wholeOf(given, 'page', 1, DEPTH_MOST, faults);
  if ((page - 1) * limit > DEPTH_MOST) faults.add('page: too deep, narrow start_date and end_date instead');
  faults.check();
  return { ids: null, services, from, to, status, limit, offset: (page - 1) * limit };
}

function statusOf(given: URLSearchParams, faults: Faults): RequestStatus[] | null {
  const said = listed(given, 'status');
  if (!said) return null;
  const known = REQUEST_STATUS.filter((s) => said.includes(s));
  if (known.length < said.length) faults.add(`status: ${REQUEST_STATUS.join(' or ')}`);
  return known;
}

function spanOf(given: URLSearchParams, now: number, faults: Faults): { from: number; to: number } {
  const start = timeOf(given, 'start_date', faults);
  const end = timeOf(given, 'end_date', faults);
  const to = end ?? (start === null ? now : start + SPAN_MS);
  const from = start ?? to - SPAN_MS;
  if (to < from) faults.add('end_date: before start_date');
  if (to - from > SPAN_MS) faults.add('start_date: at most 90 days before end_date');
  return { from, to };
}

function timeOf(given: URLSearchParams, name: string, faults: Faults): number | null {
  const text = one(given, name);
  if (text === null) return null;
  const at = W3_TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? faults.add(`${name}: a time with its offset, such as 2026-01-01T00:00:00Z`) : at;
}

function wholeOf(given: URLSearchParams, name: string, fallback: number, most: number, faults: Faults): number {
  const text = one(given, name);
  if (text === null) return fallback;
  const n = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (n >= 1 && n <= most) return n;
  faults.add(`${name}: a whole number from 1 to ${most}`);
  return fallback;
}

/** What a report is checked against. */
export type ReportRules = {
  readonly requestTypes: readonly string[];
  readonly urgencies: readonly string[];
};

/**
 * A posted form as a report. `region` comes in from elsewhere: which codes there are, the tree knows.
 * @throws Problem 400 with all that is wrong
 */
export function reportOf(form: URLSearchParams, service: string, region: string | null, rules: ReportRules): Open311Report {
  const faults = new Faults();
  const text = (name: string) => textOf(form, name, TEXT_MOST[name] ?? DESCRIPTION_MOST, faults);
  const attributes = attributesOf(form, faults);
  const requestType = choiceOf(attributes, 'request_type', rules.requestTypes, faults) ?? faults.add('attribute[request_type]: is required');
  const urgency = choiceOf(attributes, 'urgency', rules.urgencies, faults);
  const detail = attributes.get('address_detail') ?? null;
  if ((detail?.length ?? 0) > 400) faults.add('attribute[address_detail]: at most 400 characters');
  const lat = degreesOf(form, 'lat', 90, faults);
  const long = degreesOf(form, 'long', 180, faults);
  const address = text('address_string');
  if ((lat === null) !== (long === null)) faults.add('lat, long: send both');
  if (lat === null && address === null && one(form, 'address_id') === null) faults.add('a location is required: lat and long, address_string or address_id');
  const media = text('media_url');
  if (media !== null && !isWebAddress(media)) faults.add('media_url: an http or https address');
  const report: Open311Report = {
    service,
    requestType: requestType ?? '',
    urgent: urgency === 'urgent',
    description: text('description')?.replaceAll(/\r\n?/g, '\n') ?? null,
    lat,
    long,
    address:
      [address, detail]
        .filter((part) => part !== null)
        .join(' ')
        .slice(0, 400) || null,
    region,
    name: nameOf(text('last_name'), text('first_name')),
    phone: text('phone'),
    email: text('email'),
    media,
  };
  faults.check();
  return report;
}

/** Chinese names are written family name first and without a space. */
function nameOf(last: string | null, first: string | null): string | null {
  if (last === null || first === null) return last ?? first;
  return /\p{Script=Han}/u.test(last + first) ? last + first : `${first} ${last}`;
}

function textOf(form: URLSearchParams, name: string, most: number, faults: Faults): string | null {
  const text = one(form, name);
  if (text === null) return null;
  if (text.length > most) return faults.add(`${name}: at most ${most} characters`);
  if (text.includes('\0')) return faults.add(`${name}: holds U+0000`);
  return text;
}

function degreesOf(form: URLSearchParams, name: string, most: number, faults: Faults): number | null {
  const text = one(form, name);
  if (text === null) return null;
  const n = /^[+-]?\d{1,3}(?:\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(n) <= most ? n : faults.add(`${name}: degrees from -${most} to ${most}`);
}

function attributesOf(form: URLSearchParams, faults: Faults): Map<AttributeCode, string> {
  const found = new Map<AttributeCode, string>();
  for (const [field, value] of form) {
    const code = ATTRIBUTE.exec(field)?.[1];
    if (code === undefined || value.trim() === '') continue;
    const known = ATTRIBUTE_CODES.find((c) => c === code);
    if (!known) faults.add(`attribute[${code}]: the service has no such attribute`);
    else if (found.has(known)) faults.add(`attribute[${code}]: takes one value`);
    else if (value.includes('\0')) faults.add(`attribute[${code}]: holds U+0000`);
    else found.set(known, value.trim());
  }
  return found;
}

function choiceOf(given: ReadonlyMap<AttributeCode, string>, code: AttributeCode, choices: readonly string[], faults: Faults): string | null {
  const value = given.get(code);
  if (value === undefined || choices.includes(value)) return value ?? null;
  faults.add(`attribute[${code}]: one of ${choices.join(', ')}`);
  return '';
}

const isWebAddress = (text: string): boolean => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

/** The client's own key of a report, by which sending it again makes no other. @throws Problem 400 */
export function idempotencyKeyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && KEY.test(header)) return header;
  throw new Problem(400, 'Idempotency-Key: 1 to 200 visible ASCII characters');
}

/** A form as it was posted. @throws Problem 400 when it is not UTF-8 */
export function formOf(body: Buffer): URLSearchParams {
  try {
    return new URLSearchParams(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Problem(400, 'the form is not UTF-8');
  }
}

import { redactText } from '../../server/core/privacy/redact.ts';
import type { DeskReport } from '../../server/wire/desk.ts';

/** What stands in the call-taker's form. Pure. */
export type IntakeFields = {
  region: string;
  requestType: string;
  title: string;
  body: string;
  /** '' = none. */
  category: string;
  channel: string;
  priority: DeskReport['priority'];
  entrance: '' | NonNullable<DeskReport['entrance']>;
  line: string;
  confidential: boolean;
  anonymous: boolean;
  name: string;
  phone: string;
  /** Answered at once (直接办结). */
  direct: boolean;
  answer: string;
  /** Entries of the knowledge base that the answer was taken from. */
  knowledge: number[];
};
export type IntakeProblem = 'missing' | 'number' | 'anonymous';
export type IntakeProblems = Partial<Record<'region' | 'requestType' | 'title' | 'body' | 'phone' | 'answer', IntakeProblem>>;

export const CHANNELS = ['phone', 'web', 'app', 'wechat', 'window'] as const;
const SHORTEST_NUMBER = 7;

/** The form before anything is said: what kind of request it is nobody knows yet. */
export function emptyIntake(region: string): IntakeFields {
  return {
    region,
    requestType: '',
    title: '',
    body: '',
    category: '',
    channel: 'phone',
    priority: 'normal',
    entrance: '',
    line: '12345',
    confidential: false,
    anonymous: false,
    name: '',
    phone: '',
    direct: false,
    answer: '',
    knowledge: [],
  };
}

/** The next caller's form: what belongs to the seat stays, what belongs to the caller goes. */
export const nextIntake = ({ channel, line }: IntakeFields, region: string): IntakeFields => ({ ...emptyIntake(region), channel, line });

/** Whether anything of a caller or his matter stands in the form. */
export function isWritten(fields: IntakeFields, region: string): boolean {
  const blank = nextIntake(fields, region);
  return (Object.keys(blank) as (keyof IntakeFields)[]).some((name) => String(fields[name]) !== String(blank[name])); // its own keys
}

/** Below this share a suggested class is noise. */
const LEAST_SHARE = 0.05;
export const worthTelling = <S extends { probability: number }>(suggestions: readonly S[]): S[] => suggestions.filter((s) => s.probability >= LEAST_SHARE);

/** What is wrong, by field; nothing when it may be saved. */
export function problemsOf(fields: IntakeFields): IntakeProblems {
  const out: IntakeProblems = {};
  for (const name of ['region', 'requestType', 'title', 'body'] as const) if (fields[name].trim() === '') out[name] = 'missing';
  if (fields.direct && fields.answer.trim() === '') out.answer = 'missing';
  const digits = digitsOf(fields.phone).length;
  if (!fields.anonymous && fields.phone.trim() !== '' && digits < SHORTEST_NUMBER) out.phone = 'number';
  return out;
}

export const digitsOf = (phone: string): string => phone.normalize('NFKC').replace(/\D/g, '');

/** What is sent. Of who wants to stay unknown nothing is. */
export function reportOf(fields: IntakeFields, key: string): DeskReport {
  const { region, requestType, title, body, category, channel, priority, entrance, line, confidential, anonymous } = fields;
  const name = fields.name.trim();
  const phone = fields.phone.trim();
  const known = !anonymous && (name !== '' || phone !== '');
  const reporter =
    known || anonymous || confidential ? { ...(known && name ? { name } : {}), ...(known && phone ? { phone } : {}), anonymous, confidential } : null;
  return {
    region,
    requestType,
    title: title.trim(),
    body: body.trim(),
    category: category || null,
    channel,
    priority,
    entrance: entrance || null,
    line: line.trim() || null,
    location: null,
    reporter,
    key,
  };
}

/** A draft as it may lie in the browser: no name, no number, and no personal pattern in its texts. */
export function draftOf(fields: IntakeFields, key: string): string {
  const { name: _name, phone: _phone, ...rest } = fields;
  const clean = (text: string) => redactText(text, [fields.name.trim()].filter(Boolean)).text;
  return JSON.stringify({ ...rest, title: clean(fields.title), body: clean(fields.body), answer: clean(fields.answer), key });
}

/** The draft that storage holds, over an empty form; null when it holds none, or one of nothing. */
export function readDraft(text: string | null, empty: IntakeFields): { fields: IntakeFields; key: string } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const kept = parsed as Record<string, unknown>; // every field is checked against its like below
  const { key } = kept;
  if (typeof key !== 'string' || !/^[0-9a-f-]{36}$/.test(key)) return null;
  const same = ([name, value]: [string, unknown]) =>
    typeof kept[name] === typeof value && Array.isArray(kept[name]) === Array.isArray(value) ? kept[name] : value;
  // Safe because each field has the type of the empty form's.
  const fields = Object.fromEntries(Object.entries(empty).map((e) => [e[0], same(e)])) as IntakeFields;
  return fields.title === '' && fields.body === '' && fields.answer === '' ? null : { fields: { ...fields, name: '', phone: '' }, key };
}

import { redactText } from './redact.ts';

/** What a vault record may hold of a caller. */
export type PersonFields = {
  name?: string;
  phone?: string;
  idNumber?: string;
  address?: string;
  /** Personal patterns that were taken out of the ticket's text. */
  found?: readonly { field: string; kind: string; value: string }[];
};
export type PersonField = 'name' | 'phone' | 'idNumber' | 'address';
export const PERSON_FIELDS: readonly PersonField[] = ['name', 'phone', 'idNumber', 'address'];

/**
 * A caller as one may see him: masked fields, or why there are none. `text` are the patterns that stand as placeholders
 * in the ticket's text, masked as well.
 */
export type MaskedPerson = {
  fields: { field: PersonField; text: string }[];
  text: { field: string; kind: string; text: string }[];
};

const STAR = '＊';
const stars = (n: number) => STAR.repeat(Math.max(0, n));

/** 张三 → 张＊; 欧阳某某 → 欧＊＊; at most two stars, so that the length tells nothing. */
export function maskName(name: string): string {
  const letters = [...name.trim()];
  if (letters.length < 2) return letters.length === 0 ? '' : STAR;
  return `${letters[0]}${stars(Math.min(2, letters.length - 1))}`;
}

/** A mobile keeps its first three and last four digits; a shorter number the last two alone. */
export function maskPhone(phone: string): string {
  const digits = phone
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}${stars(4)}${digits.slice(-4)}`;
  if (digits.length >= 7) return `${stars(4)}${digits.slice(-2)}`;
  return stars(4);
}

/** First three and last four; of what is too short to hide behind that, nothing. */
export function maskIdNumber(id: string): string {
  const plain = id.normalize('NFKC').replace(/[\s-]/g, '');
  return plain.length >= 15 ? `${plain.slice(0, 3)}${stars(6)}${plain.slice(-4)}` : stars(6);
}

/** Down to the street or the estate: whatever number is left behind the recognised ones goes too. */
export function maskAddress(address: string): string {
  return redactText(address)
    .text.replace(/〔[^〕]{2}〕/g, stars(2))
    .replace(/[A-Za-z]?[\d０-９]+[A-Za-z]?/g, stars(2));
}

/** 粤A·＊＊123: the place of issue and the last three. */
export function maskPlate(plate: string): string {
  const plain = plate.normalize('NFKC').replace(/[\s·•.-]/g, '');
  return plain.length >= 6 ? `${plain.slice(0, 2)}·${stars(2)}${plain.slice(-3)}` : stars(4);
}

/** The last four of a bank card. */
export function maskCard(card: string): string {
  const digits = card.normalize('NFKC').replace(/\D/g, '');
  return digits.length >= 12 ? `${stars(4)}${digits.slice(-4)}` : stars(4);
}

/** a＊＊＊@domain */
export function maskEmail(email: string): string {
  const [local = '', domain] = email.normalize('NFKC').split('@');
  return domain ? `${local.slice(0, 1)}${stars(3)}@${domain}` : stars(3);
}

const BY_FIELD: Record<PersonField, (value: string) => string> = { name: maskName, phone: maskPhone, idNumber: maskIdNumber, address: maskAddress };
const BY_KIND: Record<string, (value: string) => string> = {
  phone: maskPhone,
  id: maskIdNumber,
  card: maskCard,
  plate: maskPlate,
  email: maskEmail,
  name: maskName,
  place: () => stars(2),
};

/** Every field of a caller by the rule of its kind (domain rules of the hotlines: keep what tells two callers apart). */
export function maskFields(person: PersonFields): MaskedPerson {
  return {
    fields: PERSON_FIELDS.flatMap((field) => (person[field] ? [{ field, text: BY_FIELD[field](person[field]) }] : [])),
    text: (person.found ?? []).map(({ field, kind, value }) => ({ field, kind, text: (BY_KIND[kind] ?? (() => stars(4)))(value) })),
  };
}

/** Whether a caller is shown masked, or why not at all. */
export type CallerState = 'masked' | 'hidden' | 'anonymous' | 'erased' | 'nothing';

export type CallerCase = { anonymous: boolean; confidential: boolean; erased: boolean; person: PersonFields | null };

/**
 * The caller of one ticket as one viewer sees him. A confidential ticket hides its caller wholly from who may not unmask
 * it, and nobody of the handling unit may.
 */
export function maskPerson(one: CallerCase, viewer: { mayUnmask: boolean }): { state: CallerState; shown: MaskedPerson | null } {
  if (one.anonymous) return { state: 'anonymous', shown: null };
  if (one.erased) return { state: 'erased', shown: null };
  if (one.confidential && !viewer.mayUnmask) return { state: 'hidden', shown: null };
  if (one.person === null) return { state: 'nothing', shown: null };
  const shown = maskFields(one.person);
  return shown.fields.length === 0 && shown.text.length === 0 ? { state: 'nothing', shown: null } : { state: 'masked', shown };
}

import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomFillSync, timingSafeEqual } from 'node:crypto';
import type { Keys } from './keys.ts';

export { KeyError, Keys, openKeys } from './keys.ts';

/** What the person table keeps of a record. */
export type SealedPerson = { keyId: string; wrappedKey: Uint8Array; sealed: Uint8Array; phoneHash: Uint8Array | null };
/** A record as read back; `wrappedKey` is null after erasure. */
export type StoredPerson = { keyId: string; wrappedKey: Uint8Array | null; sealed: Uint8Array };

/** A record that was altered, cut, or sealed under another key. */
export class TamperedRecord extends Error {}

const IV = 16;
const MAC = 32;
const DATA_KEY = 48;

// One draw from the system's generator serves many records; used bytes are overwritten by the next draw.
const pool = Buffer.alloc(64 * 1024);
let used = pool.length;
function random(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + length));
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}

/**
 * Seals personal fields under a key of their own (SM4-CTR, then HMAC-SM3), and wraps that key under the current key of
 * KEY_FILE in the same way. A top-level `phone` is also hashed, for exact search.
 */
export function sealPerson(keys: Keys, fields: object): SealedPerson {
  const dataKey = random(DATA_KEY);
  const sealed = lock(dataKey.subarray(0, 16), dataKey.subarray(16), '', Buffer.from(JSON.stringify(fields), 'utf8'));
  const wrapping = keys.wrapping(keys.current);
  const wrappedKey = lock(wrapping.encrypt, wrapping.mac, keys.current, dataKey);
  dataKey.fill(0);
  const phone = (fields as { phone?: unknown }).phone;
  return { keyId: keys.current, wrappedKey, sealed, phoneHash: typeof phone === 'string' ? phoneHash(keys, phone) : null };
}

/**
 * The fields again, or null when the record was erased.
 * @throws TamperedRecord, KeyError
 */
export function openPerson(keys: Keys, stored: StoredPerson): Record<string, unknown> | null {
  if (!stored.wrappedKey) return null;
  const dataKey = unwrap(keys, stored.keyId, stored.wrappedKey);
  const text = unlock(dataKey.subarray(0, 16), dataKey.subarray(16), '', stored.sealed).toString('utf8');
  dataKey.fill(0);
  return JSON.parse(text) as Record<string, unknown>;
}

/** The record's own key wrapped under the current key; what it seals is not touched. @throws TamperedRecord, KeyError */
export function rewrapKey(keys: Keys, keyId: string, wrappedKey: Uint8Array): { keyId: string; wrappedKey: Uint8Array } {
  const dataKey = unwrap(keys, keyId, wrappedKey);
  const wrapping = keys.wrapping(keys.current);
  const wrapped = lock(wrapping.encrypt, wrapping.mac, keys.current, dataKey);
  dataKey.fill(0);
  return { keyId: keys.current, wrappedKey: wrapped };
}

/** Keyed hash of a telephone number; spelling does not matter (separators, +86, full-width digits). Null without digits. */
export function phoneHash(keys: Keys, phone: string): Uint8Array | null {
  const digits = phoneDigits(phone);
  return digits ? hashDigits(keys, digits) : null;
}

/**
 * Hashes under which a number may stand, its own first: sources write a landline with its country code or its zero, and a
 * mobile behind a zero. Empty without digits.
 */
export function phoneHashes(keys: Keys, phone: string): Uint8Array[] {
  const digits = phoneDigits(phone);
  if (!digits) return [];
  const own = /^01[3-9]\d{9}$/.test(digits) ? digits.slice(1) : digits.replace(/^(?:00)?86(?=[2-9]\d{8,10}$|10\d{8}$)/, '0');
  const spellings = /^1\d{10}$/.test(own) ? [own, `0${own}`] : /^0\d{9,11}$/.test(own) ? [own, `86${own.slice(1)}`, `0086${own.slice(1)}`] : [own];
  return [...new Set([...spellings, digits])].map((each) => hashDigits(keys, each));
}

const phoneDigits = (phone: string) =>
  phone
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '');
const hashDigits = (keys: Keys, digits: string) => createHmac('sm3', keys.phoneKey).update(digits).digest();

/** First 48 bits of the HMAC-SHA256 of a canonical event: a safe integer for the idempotency table. */
export function eventHash(keys: Keys, canonical: string): number {
  return Number.parseInt(createHmac('sha256', keys.eventKey).update(canonical).digest('hex').slice(0, 12), 16);
}

function unwrap(keys: Keys, keyId: string, wrappedKey: Uint8Array): Buffer {
  const wrapping = keys.wrapping(keyId);
  const dataKey = unlock(wrapping.encrypt, wrapping.mac, keyId, wrappedKey);
  if (dataKey.length !== DATA_KEY) throw new TamperedRecord('a sealed record has a key of the wrong length');
  return dataKey;
}

/** iv ‖ ciphertext ‖ HMAC-SM3(label ‖ 0 ‖ iv ‖ ciphertext) */
function lock(encrypt: Buffer, mac: Buffer | KeyObject, label: string, plain: Buffer): Buffer {
  const iv = random(IV);
  const body = Buffer.concat([iv, createCipheriv('sm4-ctr', encrypt, iv).update(plain)]);
  return Buffer.concat([body, seal(mac, label, body)]);
}

function unlock(encrypt: Buffer, mac: Buffer | KeyObject, label: string, box: Uint8Array): Buffer {
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
  const body = bytes.subarray(0, bytes.length - MAC);
  if (bytes.length < IV + MAC || !timingSafeEqual(seal(mac, label, body), bytes.subarray(body.length)))
    throw new TamperedRecord('a sealed record was altered, or sealed under another key');
  return createDecipheriv('sm4-ctr', encrypt, body.subarray(0, IV)).update(body.subarray(IV));
}

const seal = (mac: Buffer | KeyObject, label: string, body: Buffer) => createHmac('sm3', mac).update(`${label}\0`).update(body).digest();

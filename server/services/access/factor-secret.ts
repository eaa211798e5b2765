import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { numbersLiteral, textsLiteral } from '../../../db/client.ts';
import type { Ctx } from '../context.ts';
import { type Keys, openPerson, rewrapKey, sealPerson, TamperedRecord } from '../person/vault.ts';

/** RFC 6238 with what every authenticator takes: SHA-1, six digits, thirty seconds. */
const TOTP_RULES = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const STEP_MS = TOTP_RULES.period * 1000;
const SECRET_BYTES = 20;
/** Steps before and after the present one that are taken: clocks differ. */
const WINDOW = 1;

/** Length of a wrapped key: iv, 48 bytes of key, code. What it seals stands behind it in `account.factor`. */
const WRAPPED = 96;

export type StoredFactor = { keyId: string; factor: Uint8Array };

const totp = (secret: string) => new TOTP({ ...TOTP_RULES, secret: Secret.fromBase32(secret) });

export const newFactorSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What an authenticator reads from the picture. */
export function factorUri(secret: string, issuer: string, login: string): string {
  return new TOTP({ ...TOTP_RULES, secret: Secret.fromBase32(secret), issuer, label: login }).toString();
}

/** The code of an instant, as an authenticator shows it. */
export const factorCode = (secret: string, at: number): string => totp(secret).generate({ timestamp: at });

/**
 * The time step of a right code, or null: the present one or a neighbour, and later than the last that was taken, so
 * that no code is taken twice.
 */
export function factorStep(secret: string, code: string, now: number, lastStep: number | null): number | null {
  const delta = /^\d{6}$/.test(code) ? totp(secret).validate({ token: code, timestamp: now, window: WINDOW }) : null;
  if (delta === null) return null;
  const step = Math.floor(now / STEP_MS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

/** Sealed like a person's fields: a key of its own, wrapped under the current key of KEY_FILE. */
export function sealFactor(keys: Keys, secret: string): StoredFactor {
  const { keyId, wrappedKey, sealed } = sealPerson(keys, { factor: secret });
  return { keyId, factor: Buffer.concat([wrappedKey, sealed]) };
}

/** @throws TamperedRecord, KeyError */
export function openFactor(keys: Keys, stored: StoredFactor): string {
  const fields = openPerson(keys, { keyId: stored.keyId, wrappedKey: stored.factor.subarray(0, WRAPPED), sealed: stored.factor.subarray(WRAPPED) });
  if (typeof fields?.factor !== 'string') throw new TamperedRecord('a sealed second factor holds none');
  return fields.factor;
}

const RECOVERY_CODES = 10;
const RECOVERY_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Ten codes of 49 random bits for a lost authenticator, and the digests that are stored of them. */
export function newRecoveryCodes(): { codes: string[]; digests: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from(randomBytes(40))
      .filter((b) => b < 248)
      .slice(0, 10)
      .map((b) => RECOVERY_ALPHABET[b % RECOVERY_ALPHABET.length])
      .join('');
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
  return { codes, digests: codes.map(recoveryDigest) };
}

/** Case, spaces and the hyphen do not matter when it is typed. */
export function recoveryDigest(code: string): string {
  return createHash('sm3')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('hex');
}

/** Wraps the keys of all factors under the current key, as `key rotate` does with persons. Returns how many. */
export async function rewrapFactors(ctx: Ctx, keys: Keys): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const rows = await tx.query<{ id: number; keyId: string; factor: Uint8Array }>(
      'select id, factor_key_id "keyId", factor from account where factor is not null and factor_key_id <> $1 order by id for update',
      [keys.current],
    );
    const wrapped = rows.map((row) => {
      const { wrappedKey } = rewrapKey(keys, row.keyId, row.factor.subarray(0, WRAPPED));
      return Buffer.concat([wrappedKey, row.factor.subarray(WRAPPED)]).toString('hex');
    });
    if (rows.length > 0)
      await tx.query(
        `update account a set factor_key_id = $3, factor = decode(u.factor, 'hex')
         from unnest($1::text::int[], $2::text::text[]) u(id, factor) where a.id = u.id`,
        [numbersLiteral(rows.map((r) => r.id)), textsLiteral(wrapped), keys.current],
      );
    return rows.length;
  }, 'background');
}

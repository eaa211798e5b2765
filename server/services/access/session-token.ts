import { createHash, randomBytes } from 'node:crypto';

/** Name of the cookie that holds a session's token. */
export const SESSION_COOKIE = 'tongguan_session';

/** `tgs_`: a session, of a person or of a display; `tgd_`: the credential that a display signs in with. */
export type AccessPrefix = 'tgs_' | 'tgd_';

const TOKEN = /^tg[sd]_[A-Za-z0-9_-]{43}$/;

/** A secret of 256 random bits; the prefix tells people and scanners what it is. */
export const newAccessToken = (prefix: AccessPrefix): string => prefix + randomBytes(32).toString('base64url');

/** What is stored of a token: it cannot be guessed, so a plain digest hides it. Null for what can be no token. */
export const accessTokenHash = (token: string): Uint8Array | null => (TOKEN.test(token) ? createHash('sm3').update(token).digest() : null);

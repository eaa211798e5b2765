import { createHash, randomBytes } from 'node:crypto';

/** `tgf_` posts events, `tgr_` reads figures. */
export type TokenPrefix = 'tgf_' | 'tgr_';

/** A secret of 32 random bytes; the prefix tells people and scanners what it is. */
export const newToken = (prefix: TokenPrefix): string => prefix + randomBytes(32).toString('base64url');

/** What is stored of a token. It has 256 random bits, so a plain digest cannot be guessed. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

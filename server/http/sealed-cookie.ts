import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const IV = 12;
const TAG = 16;

const keyOf = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `tongguan cookie ${purpose}`, 32));

/** What the browser keeps for us and can neither read nor change: AES-256-GCM under a key of SECRET, for one purpose. */
export function sealCookie(secret: string, purpose: string, value: object): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), iv);
  const box = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), box]).toString('base64url');
}

/** The value again, or null when it was not sealed here for this purpose. */
export function openCookie(secret: string, purpose: string, text: string | null): unknown {
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (bytes.length <= IV + TAG) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), bytes.subarray(0, IV)).setAuthTag(bytes.subarray(IV, IV + TAG));
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8'));
  } catch {
    return null;
  }
}

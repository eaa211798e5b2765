import { createHash } from 'node:crypto';

/** What the hash of a sealed row covers of the row itself; its digest covers all other fields. */
export type Link = { readonly seq: number; readonly id: number; readonly digest: Uint8Array };

/** Before the first row there is nothing. */
export const GENESIS: Uint8Array = new Uint8Array(0);

/** hash = SM3(hash of the row before ‖ seq ‖ id ‖ digest), both numbers as 8 bytes, highest first. */
export function linkHash(before: Uint8Array, link: Link): Buffer {
  const numbers = Buffer.alloc(16);
  numbers.writeBigUInt64BE(BigInt(link.seq), 0);
  numbers.writeBigUInt64BE(BigInt(link.id), 8);
  return createHash('sm3').update(before).update(numbers).update(link.digest).digest();
}

export const sameBytes = (a: Uint8Array | null, b: Uint8Array | null): boolean => a !== null && b !== null && Buffer.compare(a, b) === 0;
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

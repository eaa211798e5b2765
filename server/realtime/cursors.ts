import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/**
 * Places in the log of facts as clients see them. A bare sequence number would tell one city how busy the others are;
 * sealed, two cursors can be compared for equality and nothing else.
 */
export type Cursors = {
  seal(seq: number): string;
  /** Null for what was not sealed under this key. */
  open(cursor: string): number | null;
};

const MARK = 0x74_67_66_31;

/** SM4 of (seq, mark) as one block; `secret` may be any text, the key is derived from it. Same on every process. */
export function sealedCursors(secret: string): Cursors {
  const key = createHash('sha256').update(`fact-cursor:${secret}`).digest().subarray(0, 16);
  return {
    seal(seq) {
      const block = Buffer.alloc(16);
      block.writeBigUInt64BE(BigInt(seq), 0);
      block.writeUInt32BE(MARK, 12);
      const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
      return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
    },
    open(cursor) {
      const block = Buffer.from(cursor, 'base64url');
      if (block.length !== 16 || block.toString('base64url') !== cursor) return null;
      const decipher = createDecipheriv('sm4-ecb', key, null).setAutoPadding(false);
      const plain = Buffer.concat([decipher.update(block), decipher.final()]);
      if (plain.readUInt32BE(12) !== MARK || plain.readUInt32BE(8) !== 0) return null;
      const seq = plain.readBigUInt64BE(0);
      return seq <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seq) : null;
    },
  };
}

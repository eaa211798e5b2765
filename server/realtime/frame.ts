import { Encoder } from 'socket.io-msgpack-parser';

/** A packet ready for every socket that gets it: as Engine.IO wants it, and as the very bytes of a WebSocket frame. */
export type Frame = { packet: Buffer; list: [Buffer] };

const EVENT = 2;
const encoder = new Encoder();

/**
 * Encodes a Socket.IO event of the main namespace once. Bytes inside `message` must be Buffers: the parser writes any
 * other view as an extension type, which foreign clients cannot read.
 */
export function encodeEvent(event: string, message: unknown): Frame {
  const parts = encoder.encode({ type: EVENT, data: [event, message], nsp: '/' }) as unknown as Buffer[];
  const packet = parts[0] as Buffer;
  return { packet, list: [Buffer.concat([frameHeader(packet.length), packet])] };
}

/** Header of an unfragmented, unmasked binary frame (RFC 6455, 5.2). */
export function frameHeader(length: number): Buffer {
  if (length < 126) return Buffer.from([0x82, length]);
  if (length < 65_536) return Buffer.from([0x82, 126, length >> 8, length & 255]);
  const header = Buffer.alloc(10);
  header[0] = 0x82;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}

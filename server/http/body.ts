import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Gone, Problem } from './problem.ts';

const unzip = promisify(gunzip);

/**
 * The whole body, unzipped when it came as gzip. Counts while it streams, so that nobody makes us keep more than `most`
 * bytes; `take` is told of every byte that is kept and may throw; the caller gives back what it counted.
 * @throws Problem 413, 415 (an encoding other than gzip), 400 (broken gzip), 503 (too much in flight); Gone
 */
export async function readBody(req: IncomingMessage, most: number, take: (bytes: number) => void): Promise<Buffer> {
  const encoding = (req.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new Problem(415, `content encoding ${encoding} is not taken`, { headers: { 'accept-encoding': 'gzip, identity' } });
  }
  if (Number(req.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const raw = await collect(req, most, take);
  if (encoding === 'identity') return raw;
  try {
    const bytes = await unzip(raw, { maxOutputLength: most });
    take(bytes.length);
    return bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(most);
    if (error instanceof Problem) throw error;
    throw new Problem(400, 'the body is not gzip');
  }
}

function collect(req: IncomingMessage, most: number, take: (bytes: number) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = () => req.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
    const fail = (error: Error) => {
      stop();
      req.pause();
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) return fail(tooLarge(most));
      try {
        take(chunk.length);
      } catch (error) {
        return fail(error as Error);
      }
      chunks.push(chunk);
    };
    const onEnd = () => {
      stop();
      resolve(Buffer.concat(chunks, size));
    };
    const onClose = () => {
      stop();
      reject(new Gone('the sender went away'));
    };
    req.on('data', onData).once('end', onEnd).once('close', onClose).once('error', onClose);
  });
}

const tooLarge = (most: number) => new Problem(413, `a body has at most ${most / 1024 / 1024} MiB: send it in parts`);

import { createReadStream } from 'node:fs';
import { Invalid } from '../../services/errors.ts';

export type Encoding = 'utf-8' | 'gb18030';

const CHUNK = 256 * 1024;
/** A UTF-8 file with a few broken bytes has far more whole characters than broken ones; GB18030 read as UTF-8 has hardly any. */
const WHOLE_PER_BROKEN = 20;

/**
 * UTF-8 when the file is valid UTF-8 (a character cut at its end does not count), begins with its mark, or is UTF-8 but
 * for a few broken bytes; else GB18030. Reads the file once.
 * @throws Invalid for UTF-16
 */
export async function detectEncoding(file: string): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  let valid = true;
  let sample: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    if (first) {
      if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff))
        throw new Invalid(`${file} is UTF-16: save it as UTF-8 or GB18030 and import that`);
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return 'utf-8';
      first = false;
    }
    if (!valid) break;
    try {
      strict.decode(chunk, { stream: true });
    } catch {
      valid = false;
      sample = chunk;
      break;
    }
  }
  if (valid) return 'utf-8';
  const text = new TextDecoder('utf-8').decode(sample);
  let broken = 0;
  let whole = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0xfffd) broken += 1;
    else if (c > 0x7f) whole += 1;
  }
  return whole > broken * WHOLE_PER_BROKEN ? 'utf-8' : 'gb18030';
}

/** The file's text in pieces without the byte order mark; `onBytes` is told how much was read. Broken bytes become U+FFFD. */
export async function* readText(file: string, encoding: Encoding, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    onBytes(chunk.length);
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

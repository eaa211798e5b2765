import { afterAll, describe, expect, it } from 'vitest';
import { Unavailable } from '../services/errors.ts';
import { createBodyParser, INLINE_BYTES } from './parse-pool.ts';

const large = (events: unknown[]) => Buffer.from(JSON.stringify([...events, 'x'.repeat(INLINE_BYTES)]));

describe('body parser', () => {
  const parser = createBodyParser();
  afterAll(() => parser.close());

  it('gives the same events from the thread as inline', async () => {
    const events = [{ id: 'a', n: 1.5, text: '\ud800 一 "\\', none: null, list: [1, [2]] }, 7, null, []];
    const inline = await parser.read('batch', Buffer.from(JSON.stringify(events)));
    const threaded = await parser.read('batch', large(events));
    expect(inline.events).toEqual(events);
    expect(threaded.events.slice(0, -1)).toEqual(events);
  });

  it('keeps a __proto__ key as a plain key on both ways', async () => {
    const text = '[{"__proto__":{"admin":true}}]';
    for (const body of [text, `${text.slice(0, -1)},"${'x'.repeat(INLINE_BYTES)}"]`]) {
      const [event] = (await parser.read('batch', Buffer.from(body))).events as { admin?: boolean }[];
      expect(event?.admin).toBeUndefined();
      expect(Object.keys(event ?? {})).toEqual(['__proto__']);
    }
  });

  it('says that it is away when its thread dies, and starts another', async () => {
    // A thread that has yet to start cannot answer before it is ended.
    const cold = createBodyParser();
    const reading = cold.read('batch', large([]));
    const closed = cold.close();
    await expect(reading).rejects.toBeInstanceOf(Unavailable);
    await closed;
    expect((await cold.read('batch', large([1]))).events).toHaveLength(2);
    await cold.close();
  });
});

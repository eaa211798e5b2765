import type { Page } from '@playwright/test';
import { Decoder } from 'socket.io-msgpack-parser';
import type { FactFrame, FactItem, FactReset } from '../../server/wire/facts.ts';

/** What a page got on the facts lane of all its connections, in order. */
export type FactsSeen = { frames: (FactFrame | FactReset)[] };

/** Listens to the page's live connections from now on. Call before the page goes anywhere. */
export function watchFacts(page: Page): FactsSeen {
  const seen: FactsSeen = { frames: [] };
  page.on('websocket', (socket) => {
    if (!socket.url().includes('/socket.io')) return;
    const decoder = new Decoder();
    decoder.on('decoded', (packet: { data?: unknown }) => {
      const [event, frame] = Array.isArray(packet.data) ? packet.data : [];
      if (event === 'facts' || event === 'reset') seen.frames.push(frame);
    });
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string') decoder.add(payload);
    });
  });
  return seen;
}

/**
 * Follows the frames as the protocol tells a client to: what fits is applied, what does not is passed over until a
 * frame fits. `repeats` are items that came again in a frame that fits.
 */
export function followFacts({ frames }: FactsSeen): { applied: FactItem[]; repeats: FactItem[]; resets: number } {
  const applied: FactItem[] = [];
  const repeats: FactItem[] = [];
  const known = new Map<string, number>();
  let at: string | null = null;
  let resets = 0;
  for (const frame of frames) {
    if (frame.lane === 'reset') {
      resets += 1;
      at = frame.from;
      continue;
    }
    if (at !== null && frame.prev !== at) continue;
    at = frame.to;
    for (const item of frame.items) {
      const key = `${item.subject} ${item.id}`;
      if ((known.get(key) ?? 0) >= item.version) repeats.push(item);
      else applied.push(item);
      known.set(key, item.version);
    }
  }
  return { applied, repeats, resets };
}

import { expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import { FLOOR_NOW, openFloor } from '../../../e2e/faults/floor.ts';
import { packClosed } from '../rollup/pack.ts';
import { figureCard } from './card.ts';

test('a card is right while events, corrections and packings go on beside it', async () => {
  const floor = await openFloor();
  try {
    const feed = await floor.feed('indicator');
    let sent = 0;
    let open = true;
    const observe = (indicator: string, over: object) =>
      makeObserved(
        { indicator, region: '990101', value: 1 + (sent % 7) },
        { source: 'urn:card', id: `e${sent++}`, time: new Date(FLOOR_NOW - (sent % 400) * 60_000).toISOString(), ...over },
      );
    const writing = (async () => {
      while (open) {
        const batch = Array.from({ length: 20 }, (_, i) => observe(i % 2 ? 'o.sum' : 'o.stock', i === 0 && sent > 40 ? { replaces: `e${sent - 30}` } : {}));
        await floor.submit(feed, batch);
        if (sent % 200 === 0) await packClosed(floor.ctx, floor.ctx.store, { before: FLOOR_NOW - 60 * 60_000 });
      }
    })();
    while (sent <= 20) await new Promise((done) => setTimeout(done, 5));
    for (let i = 0; i < 25; i++) {
      const span = { from: FLOOR_NOW - 500 * 60_000, to: FLOOR_NOW + 60_000 };
      for (const indicator of ['o.sum', 'o.stock']) {
        const card = await figureCard(floor.ctx, floor.scope, { indicator, region: '990100', span }, async () => []);
        expect([card.fold.equal, card.recordFold?.equal, card.recordFold?.records, card.recordFold?.value]).toEqual([
          true,
          true,
          card.figure.records,
          card.figure.value,
        ]);
      }
    }
    open = false;
    await writing;
    expect(sent).toBeGreaterThan(100);
  } finally {
    await floor.drop();
  }
}, 120_000);

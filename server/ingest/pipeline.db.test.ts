import { expect, test } from 'vitest';
import { makeCall } from '../../db/seed/events.ts';
import { FLOOR_NOW, openFloor } from '../../e2e/faults/floor.ts';
import { openKeys } from '../services/person/vault.ts';
import { createPipeline } from './pipeline.ts';

test('what goes wrong after a commit is told, and stops neither the answer nor the next group', async () => {
  const floor = await openFloor();
  try {
    const { catalog, store } = floor.ctx;
    const failed: unknown[] = [];
    const keys = openKeys(`${floor.dataDir}/keys.json`, { generate: true });
    const { submit, drain } = createPipeline(floor.ctx, store, keys, catalog, {
      committed: () => {
        throw new Error('nobody can be shown this');
      },
      refused: async () => {},
      counted: () => {},
      failed: (error) => void failed.push(error),
    });
    const feed = await floor.feed('call');
    const over = { source: 'urn:loud', time: new Date(FLOOR_NOW - 60_000).toISOString() };
    for (let i = 1; i <= 5; i++) {
      expect(await submit(feed, [makeCall({ region: '990101' }, over)])).toMatchObject({ accepted: 1 });
      await drain();
      expect(failed).toHaveLength(i);
    }
    expect(await floor.db.query('select id from event')).toHaveLength(5);
  } finally {
    await floor.drop();
  }
});

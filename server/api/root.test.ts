import { expect, test } from 'vitest';
import { SYSTEM } from '../services/access/actor.ts';
import type { ApiContext } from './context.ts';
import { createCaller } from './root.ts';

test('instants that no calendar has are refused at the door', async () => {
  const tree = { root: '440000', contains: () => true };
  const caller = createCaller({ actor: SYSTEM, needs: null, figures: { catalog: { tree } } } as unknown as ApiContext);
  const topics = [{ key: 'hotline.calls@440000', ringFrom: Number.MAX_SAFE_INTEGER - 1 }];
  await expect(caller.live.history({ topics })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const query = { indicator: 'hotline.calls', region: '440000', span: { from: 0, to: Number.MAX_SAFE_INTEGER } };
  await expect(caller.figure.values({ queries: [query] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

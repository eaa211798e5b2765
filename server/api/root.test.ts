import { expect, test } from 'vitest';
import { SYSTEM } from '../services/access/actor.ts';
import type { ApiContext } from './context.ts';
import { createCaller } from './root.ts';
import { toTrpcError } from './to-trpc-error.ts';

test('instants that no calendar has are refused at the door', async () => {
  const tree = { root: '440000', contains: () => true };
  const caller = createCaller({ actor: SYSTEM, needs: null, figures: { catalog: { tree } } } as unknown as ApiContext);
  const topics = [{ key: 'hotline.calls@440000', ringFrom: Number.MAX_SAFE_INTEGER - 1 }];
  await expect(caller.live.history({ topics })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const query = { indicator: 'hotline.calls', region: '440000', span: { from: 0, to: Number.MAX_SAFE_INTEGER } };
  await expect(caller.figure.values({ queries: [query] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('a text that the database cannot hold is the sender’s fault', () => {
  for (const code of ['22021', '22P05'])
    expect(toTrpcError(Object.assign(new Error('invalid byte sequence'), { code }))).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.not.stringContaining('byte'),
    });
  expect(toTrpcError(Object.assign(new Error('secret'), { code: '42601' }))).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'internal error' });
});

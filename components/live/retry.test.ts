import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { triesAgain } from './retry.ts';
import { makeQueryClient } from './trpc-client.tsx';

const answer = (httpStatus: number, code: string) =>
  TRPCClientError.from({ error: { message: code, code: -32000, data: { code, httpStatus, path: 'tasks.get' } } } as never);

async function asked(error: Error): Promise<number> {
  const client = makeQueryClient();
  let times = 0;
  const read = client.fetchQuery({
    queryKey: ['one'],
    retryDelay: 0,
    retry: client.getDefaultOptions().queries?.retry ?? false,
    queryFn: () => {
      times += 1;
      return Promise.reject(error);
    },
  });
  await expect(read).rejects.toBe(error);
  return times;
}

test('what is not there, not allowed or asked wrongly is asked once; what may pass is asked again', async () => {
  for (const [status, code] of [
    [400, 'BAD_REQUEST'],
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [409, 'CONFLICT'],
  ] as const)
    expect(await asked(answer(status, code)), code).toBe(1);
  for (const [status, code] of [
    [408, 'TIMEOUT'],
    [429, 'TOO_MANY_REQUESTS'],
    [500, 'INTERNAL_SERVER_ERROR'],
    [503, 'SERVICE_UNAVAILABLE'],
  ] as const)
    expect(await asked(answer(status, code)), code).toBe(3);
  expect(await asked(new Error('no way to the server'))).toBe(3);
  expect(triesAgain(0, null)).toBe(true);
});

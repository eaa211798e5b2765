'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '../../server/api/root.ts';
import { isActive, loadAgain } from './presence.ts';
import { triesAgain } from './retry.ts';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** Lists are kept true by the facts lane, so a query is not read again just because a window got the focus. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 30_000, gcTime: 5 * 60_000, refetchOnWindowFocus: false, retry: triesAgain } },
  });
}

/** Reads that compare texts or count much, and that nobody's first look waits for. */
const SLOW: ReadonlySet<string> = new Set(['desk.advice', 'desk.counts']);

const headers = () => ({ 'x-active': isActive() ? '1' : '0' });

/** Client of the console's procedures; `url` is the door's address, the page's own host by default. */
export function makeTrpcClient(url = '/api/trpc') {
  return createTRPCClient<AppRouter>({
    links: [
      leaveWhenSignedOut,
      // What takes long goes by itself: a batch answers when its last part does.
      splitLink({
        condition: (op) => SLOW.has(op.path),
        true: httpLink({ url, transformer: superjson, headers }),
        false: httpBatchLink({ url, transformer: superjson, maxURLLength: 4000, headers }),
      }),
    ],
  });
}

/** A session that ended makes every further answer a no: the page is loaded again, and its door leads to sign-in and back. */
const leaveWhenSignedOut: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error: (error) => {
          if (error.data?.code === 'UNAUTHORIZED' && !op.path.startsWith('session.')) loadAgain();
          observer.error(error);
        },
      }),
    );

/** Gives pages the procedures and one cache for their answers. */
export function TrpcClientProvider({ children, url }: { children: ReactNode; url?: string }): ReactNode {
  const [queryClient] = useState(makeQueryClient);
  const [trpcClient] = useState(() => makeTrpcClient(url));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

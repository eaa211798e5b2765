'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import type { ConsoleMeta } from '../../server/wire/console.ts';
import { LiveProvider } from '../live/live-provider.tsx';
import { loadAgain } from '../live/presence.ts';
import { TrpcClientProvider, useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { useConnection } from '../live/use-connection.ts';
import { ConsoleProvider } from './console-context.tsx';
import { PictureProvider } from './picture.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** Everything that screens stand on: profile, procedures, live lanes, the one picture, keys. */
export function Providers({ meta, children }: { meta: ConsoleMeta; children: ReactNode }) {
  return (
    <TrpcClientProvider>
      <ConsoleProvider meta={meta}>
        <Live timeZone={meta.profile.timeZone}>
          <PictureProvider>
            <Shortcuts />
            <FollowBuild />
            <FollowDictionary />
            <FollowAccess />
            {children}
          </PictureProvider>
        </Live>
      </ConsoleProvider>
    </TrpcClientProvider>
  );
}

function Live({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  const client = useTRPCClient();
  const fetchHistory = useCallback((topics: { key: string; ringFrom: number }[]) => client.live.history.query({ topics }), [client]);
  return (
    <LiveProvider timeZone={timeZone} fetchHistory={fetchHistory}>
      {children}
    </LiveProvider>
  );
}

/** Another version of the dictionary is in force: the page is made again from it, and keeps what stands open in it. */
function FollowDictionary() {
  const trpc = useTRPC();
  const router = useRouter();
  const cache = useQueryClient();
  const mark = useQuery(trpc.console.status.queryOptions(undefined, { refetchInterval: CHECK_MS })).data?.dictionary;
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (mark === undefined || mark === last.current) return;
    const first = last.current === undefined;
    last.current = mark;
    if (first) return;
    router.refresh();
    void cache.invalidateQueries(trpc.figure.pathFilter());
    void cache.invalidateQueries(trpc.review.pathFilter());
  }, [mark, router, cache, trpc]);
  return null;
}

/** The server ended the connection for what its reader may see: the page is made again for what he may. */
function FollowAccess() {
  const { code } = useConnection();
  const ended = code === 'unauthorized' || code === 'expired' || code === 'changed';
  useEffect(() => {
    if (ended) loadAgain();
  }, [ended]);
  return null;
}

const CHECK_MS = 60_000;

/** A wall runs for weeks: when the server is another build, or speaks another protocol, the page loads itself again. */
function FollowBuild() {
  const trpc = useTRPC();
  const { code } = useConnection();
  const build = useQuery(trpc.console.status.queryOptions(undefined, { refetchInterval: CHECK_MS })).data?.build;
  const first = useRef<string | undefined>(undefined);
  first.current ??= build;
  const changed = code === 'version' || (build !== undefined && build !== first.current);
  useEffect(() => {
    if (!changed) return;
    // Not all walls at once.
    const timer = setTimeout(() => window.location.reload(), 2_000 + Math.random() * 8_000);
    return () => clearTimeout(timer);
  }, [changed]);
  return null;
}

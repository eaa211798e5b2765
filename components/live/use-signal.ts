'use client';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { WindowName } from '../../server/core/indicator/window.ts';
import { useLive, useTopics } from './live-provider.tsx';
import type { Parts } from './signal-store.ts';
import { throttled } from './throttled.ts';

const nothing = (): null => null;

/**
 * The sums of a topic's region over a window, as stored (scaled integers); null while unknown. Keeps the topic
 * subscribed. The same object until a value changes; renders at most once in `everyMs`.
 */
export function useSignal(key: string, region: string, window: WindowName, everyMs = 1000): Parts | null {
  const live = useLive();
  useTopics([key]);
  const held = useRef<{ name: string; parts: Parts | null } | null>(null);
  const name = `${key} ${region} ${window}`;
  const take = useCallback(() => {
    held.current = { name, parts: live.store.figure(key, region, window, live.socket.serverNow()) };
  }, [live, key, region, window, name]);
  const subscribe = useCallback(
    (fn: () => void) => {
      const changed = (): void => {
        take();
        fn();
      };
      const end = throttled((f) => live.store.subscribe(key, f), changed, everyMs);
      changed();
      return end;
    },
    [live, key, everyMs, take],
  );
  // Read only when told: a render for another reason must not show a value sooner than its turn.
  const read = (): Parts | null => {
    if (held.current?.name !== name) take();
    return held.current?.parts ?? null;
  };
  return useSyncExternalStore(subscribe, read, nothing);
}

/** A number that changes when anything of the topic does, at most once in `everyMs`: for charts, maps and lists that read the store themselves. */
export function useTopicVersion(key: string, everyMs = 1000): number {
  const live = useLive();
  useTopics([key]);
  const held = useRef({ key, version: 0 });
  const subscribe = useCallback(
    (fn: () => void) => {
      const changed = (): void => {
        held.current = { key, version: live.store.version(key) };
        fn();
      };
      const end = throttled((f) => live.store.subscribe(key, f), changed, everyMs);
      changed();
      return end;
    },
    [live, key, everyMs],
  );
  return useSyncExternalStore(
    subscribe,
    () => (held.current.key === key ? held.current.version : 0),
    () => 0,
  );
}

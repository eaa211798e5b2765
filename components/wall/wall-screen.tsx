'use client';
import { useSyncExternalStore } from 'react';
import type { TopicFile } from '../../server/wire/topic.ts';
import { TopicView } from './view.tsx';

/** From here on a second picture stands beside the first; nothing is stretched. */
const WIDE = '(min-aspect-ratio: 5/2)';

function subscribe(listen: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener('change', listen);
  return () => query.removeEventListener('change', listen);
}

/** The wall; on a very wide screen with a second topic at its right. */
export function WallScreen({ topic, beside }: { topic: TopicFile; beside: TopicFile | null }) {
  const wide = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => false,
  );
  return <TopicView topic={topic} beside={wide ? beside : null} />;
}

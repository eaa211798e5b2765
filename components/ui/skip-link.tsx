'use client';
import { useWords } from './locale.tsx';

/** First focusable thing of a page: jumps to the element with `target` as id. */
export function SkipLink({ target = 'main', children }: { target?: string; children?: string }) {
  const words = useWords();
  return (
    <a className="tg-skip" href={`#${target}`}>
      {children ?? words.skipToMain}
    </a>
  );
}

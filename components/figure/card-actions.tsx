'use client';
import Link from 'next/link';
import { useState } from 'react';
import { windowSpan } from '../../server/core/indicator/window.ts';
import type { FigureQuery } from '../../server/wire/figure.ts';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import styles from './card.module.css';
import { CardExport } from './card-export.tsx';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { copyText } from './copy-text.ts';
import { usePictureNow } from './picture.tsx';
import { useUrl } from './use-url.ts';

/** Print and copy link, in the card's head. */
export function CardTools() {
  const words = cardWords[useLocale().locale];
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    setSaid((await copyText(window.location.href)) ? words.copied : words.copyByHand);
    setTimeout(() => setSaid(null), 2000);
  };
  return (
    <>
      <Button look="plain" onClick={() => window.print()}>
        {words.print}
      </Button>
      <Button look="plain" onClick={() => void copy()}>
        {said ?? words.copyLink}
      </Button>
    </>
  );
}

/** Exports, and the way to the region that the card is about. */
export function CardActions({ query }: { query: FigureQuery }) {
  const words = cardWords[useLocale().locale];
  const { offset, may } = useConsole();
  const now = usePictureNow();
  const [url, setUrl] = useUrl();
  const known = { ...query, knownAt: url.knownAt ?? undefined };
  const span = query.span ?? (query.window ? windowSpan(query.window, now, offset) : null);
  return (
    <div className={styles.foot}>
      <CardExport query={known} span={span} />
      {may('indicator.read') ? (
        <Link className="tg-button tg-button-default" href={`/admin/indicators?code=${encodeURIComponent(query.indicator)}`} prefetch={false}>
          {words.manage}
        </Link>
      ) : null}
      <Button onClick={() => setUrl({ region: query.region, card: null, knownAt: null })}>{words.toRegion}</Button>
    </div>
  );
}

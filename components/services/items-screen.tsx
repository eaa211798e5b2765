'use client';
import Link from 'next/link';
import { useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { useUrl } from '../figure/use-url.ts';
import { RegionOptions } from '../knowledge/filters.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { xlsxBlob } from '../ui/download.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { useTaking } from '../ui/use-taking.ts';
import styles from './items.module.css';
import { ItemsFound } from './items-found.tsx';
import { ItemsHistory } from './items-history.tsx';
import { ItemsImport } from './items-import.tsx';
import { ItemsPlaces } from './items-places.tsx';
import { ItemsRatios } from './items-ratios.tsx';
import { useItemsRegion, useItemsUrl, useItemsWords, usePlaces } from './use-items.ts';

/** 事项目录: the lists of regions, what they count, and their items. */
export function ItemsScreen() {
  const words = useItemsWords();
  const { locale } = useLocale();
  const { may, viewer } = useConsole();
  const client = useTRPCClient();
  const region = useItemsRegion();
  const [, setPlace] = useUrl();
  const [url, setUrl] = useItemsUrl();
  const places = usePlaces(region);
  const taking = useTaking(words);
  const [said, setSaid] = useState('');
  const exportBook = async () => {
    const narrowed = { ...(url.missing ? { missing: url.missing } : {}), ...(url.search ? { text: url.search } : {}) };
    const { name, body, rows } = await client.items.export.mutate({ region, locale, ...narrowed });
    return { name, blob: xlsxBlob(body), rows };
  };
  const close = () => setUrl({ pane: null });
  const message = said || taking.said;
  return (
    <div className={styles.page} data-items>
      <PageHead title={words.title} note={words.note} />
      <div className={styles.bar}>
        <Link href={`/services?r=${region}`} prefetch={false} className={styles.back}>
          {words.back}
        </Link>
        <label>
          <span className="tg-vh">{words.region}</span>
          <select
            value={region}
            onChange={(event) => {
              setPlace({ region: event.target.value, card: null });
              setUrl({ page: 0 }, { replace: true });
            }}
          >
            <RegionOptions within={viewer.homes} />
          </select>
        </label>
        <span className={styles.push} />
        {may('figure.export') ? (
          <Button
            disabled={taking.busy}
            onClick={() => {
              setSaid('');
              void taking.take(exportBook);
            }}
          >
            {words.exportFile}
          </Button>
        ) : null}
        {may('item.manage') ? (
          <Button look="primary" onClick={() => setUrl({ pane: { kind: 'import' } })}>
            {words.importFile}
          </Button>
        ) : null}
      </div>
      {message ? <p className={styles.said}>{message}</p> : null}
      <LiveRegion message={message} />
      <ItemsRatios region={region} places={places.data ?? null} />
      <ItemsPlaces places={places} />
      <ItemsFound region={region} lists={places.data?.some((p) => p.list !== null) ?? true} />
      {url.pane?.kind === 'import' && may('item.manage') ? <ItemsImport region={region} places={places.data ?? []} onClose={close} onSaid={setSaid} /> : null}
      {url.pane?.kind === 'history' ? <ItemsHistory region={url.pane.region} onClose={close} onSaid={setSaid} /> : null}
    </div>
  );
}

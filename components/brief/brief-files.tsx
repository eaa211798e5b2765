'use client';
import { useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { download, xlsxBlob } from '../ui/download.ts';
import { faultOf } from '../ui/fault.ts';
import { formatNumber } from '../ui/format.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import styles from './brief.module.css';
import { type BriefPlace, useBriefWords } from './use-brief.ts';

/** The brief on paper, as a PDF by the browser's own printing, and as a workbook that the server makes and writes down. */
export function BriefFiles({ place }: { place: BriefPlace }) {
  const words = useBriefWords();
  const ui = useWords();
  const { locale } = useLocale();
  const { may } = useConsole();
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const take = async () => {
    setBusy(true);
    setSaid(words.exporting);
    try {
      const file = await client.brief.export.mutate({ kind: place.kind, region: place.region, at: place.from, locale });
      download(file.name, xlsxBlob(file.body));
      setSaid(words.exported(formatNumber(file.rows)));
    } catch (error) {
      const fault = faultOf(error, ui);
      setSaid(words.failed(fault.what, fault.todo));
    }
    setBusy(false);
  };
  return (
    <p className={styles.files}>
      <Button onClick={() => window.print()}>{words.print}</Button>
      {may('figure.export') ? (
        <Button disabled={busy} onClick={() => void take()}>
          {words.xlsx}
        </Button>
      ) : null}
      <span role="status">{said}</span>
    </p>
  );
}

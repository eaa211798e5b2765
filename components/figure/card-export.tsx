'use client';
import { useState } from 'react';
import type { FigureQuery } from '../../server/wire/figure.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { csvBlob, download } from '../ui/download.ts';
import { faultOf } from '../ui/fault.ts';
import { formatNumber } from '../ui/format.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { copyText } from './copy-text.ts';
import { grainOf } from './time-text.ts';

type File = { name: string; text: string; rows: number; cut: boolean };

/** The records behind the figure, and its values, as files that the server makes, marks and writes down. */
export function CardExport({ query, span }: { query: FigureQuery; span: { from: number; to: number } | null }) {
  const { locale } = useLocale();
  const words = cardWords[locale];
  const ui = useWords();
  const client = useTRPCClient();
  const { may, indicator } = useConsole();
  // A computed figure has no records of its own; those of its parts are exported from their cards.
  const recorded = !indicator(query.indicator)?.computed;
  const [busy, setBusy] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState('');

  const run = async (make: () => Promise<File>) => {
    setBusy(true);
    setSaid(words.exporting);
    setFile(null);
    try {
      const made = await make();
      download(made.name, csvBlob(made.text));
      setFile(made);
      setSaid(made.cut ? words.exportedCut(formatNumber(made.rows)) : words.exported(formatNumber(made.rows)));
    } catch (error) {
      const fault = faultOf(error, ui);
      setSaid(`${fault.what}，${fault.todo}`);
    }
    setBusy(false);
  };
  const copy = async (text: string) => setSaid((await copyText(text)) ? words.copied : words.copyByHand);
  return (
    <>
      {may('record.export') && recorded ? (
        <Button look="primary" disabled={busy} onClick={() => void run(() => client.export.records.mutate({ query, locale }))}>
          {words.exportCsv}
        </Button>
      ) : null}
      {may('figure.export') ? (
        <Button disabled={busy || span === null} onClick={() => span && void run(() => client.export.figure.mutate({ query, grain: grainOf(span), locale }))}>
          {words.exportFigure}
        </Button>
      ) : null}
      {file ? <Button onClick={() => void copy(file.text)}>{words.copyTable}</Button> : null}
      <span role="status">{said}</span>
    </>
  );
}

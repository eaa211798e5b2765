'use client';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { xlsxBlob } from '../ui/download.ts';
import { useLocale } from '../ui/locale.tsx';
import { useTaking } from '../ui/use-taking.ts';
import styles from './brief.module.css';
import { type BriefPlace, useBriefWords } from './use-brief.ts';

/** The brief on paper, as a PDF by the browser's own printing, and as a workbook that the server makes and writes down. */
export function BriefFiles({ place }: { place: BriefPlace }) {
  const words = useBriefWords();
  const { locale } = useLocale();
  const { may } = useConsole();
  const client = useTRPCClient();
  const { busy, said, take } = useTaking(words);
  const makeBook = async () => {
    const { name, body, rows } = await client.brief.export.mutate({ kind: place.kind, region: place.region, at: place.from, locale });
    return { name, blob: xlsxBlob(body), rows };
  };
  return (
    <p className={styles.files}>
      <Button onClick={() => window.print()}>{words.print}</Button>
      {may('figure.export') ? (
        <Button disabled={busy} onClick={() => void take(makeBook)}>
          {words.xlsx}
        </Button>
      ) : null}
      <span role="status">{said}</span>
    </p>
  );
}

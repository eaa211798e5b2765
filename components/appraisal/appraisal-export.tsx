'use client';
import type { AppraisalQuery } from '../../server/wire/appraisal.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { csvBlob, xlsxBlob } from '../ui/download.ts';
import { useLocale } from '../ui/locale.tsx';
import { useTaking } from '../ui/use-taking.ts';
import styles from './appraisal.module.css';
import { useAppraisalWords } from './use-appraisal.ts';

/** The table as a file that the server makes, marks and writes down. */
export function AppraisalExport({ query }: { query: AppraisalQuery }) {
  const words = useAppraisalWords();
  const { locale } = useLocale();
  const client = useTRPCClient();
  const { busy, said, take } = useTaking(words);
  const make = (format: 'csv' | 'xlsx') => async () => {
    const { name, body, rows } = await client.appraisal.export.mutate({ ...query, locale, format });
    return { name, blob: format === 'csv' ? csvBlob(body) : xlsxBlob(body), rows };
  };
  return (
    <p className={styles.export}>
      <Button disabled={busy} onClick={() => void take(make('xlsx'))}>
        {words.exportXlsx}
      </Button>
      <Button disabled={busy} onClick={() => void take(make('csv'))}>
        {words.exportCsv}
      </Button>
      <span role="status">{said}</span>
    </p>
  );
}

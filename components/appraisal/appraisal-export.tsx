'use client';
import { useState } from 'react';
import type { AppraisalQuery } from '../../server/wire/appraisal.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { csvBlob, download, xlsxBlob } from '../ui/download.ts';
import { faultOf } from '../ui/fault.ts';
import { formatNumber } from '../ui/format.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import styles from './appraisal.module.css';
import { useAppraisalWords } from './use-appraisal.ts';

/** The table as a file that the server makes, marks and writes down. */
export function AppraisalExport({ query }: { query: AppraisalQuery }) {
  const words = useAppraisalWords();
  const ui = useWords();
  const { locale } = useLocale();
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const take = async (format: 'csv' | 'xlsx') => {
    setBusy(true);
    setSaid(words.exporting);
    try {
      const file = await client.appraisal.export.mutate({ ...query, locale, format });
      download(file.name, file.format === 'csv' ? csvBlob(file.body) : xlsxBlob(file.body));
      setSaid(words.exported(formatNumber(file.rows)));
    } catch (error) {
      const fault = faultOf(error, ui);
      setSaid(words.failed(fault.what, fault.todo));
    }
    setBusy(false);
  };
  return (
    <p className={styles.export}>
      <Button disabled={busy} onClick={() => void take('xlsx')}>
        {words.exportXlsx}
      </Button>
      <Button disabled={busy} onClick={() => void take('csv')}>
        {words.exportCsv}
      </Button>
      <span role="status">{said}</span>
    </p>
  );
}

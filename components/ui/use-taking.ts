'use client';
import { useState } from 'react';
import { download } from './download.ts';
import { faultOf } from './fault.ts';
import { formatNumber } from './format.ts';
import { useWords } from './locale.tsx';

export type TakingWords = { exporting: string; exported: (rows: string) => string; failed: (what: string, todo: string) => string };

/** A file that the server makes, on its way to the browser: whether one is being made, and what is to be said of it. */
export function useTaking(words: TakingWords) {
  const ui = useWords();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const take = async (make: () => Promise<{ name: string; blob: Blob; rows: number }>) => {
    setBusy(true);
    setSaid(words.exporting);
    try {
      const { name, blob, rows } = await make();
      download(name, blob);
      setSaid(words.exported(formatNumber(rows)));
    } catch (error) {
      const fault = faultOf(error, ui);
      setSaid(words.failed(fault.what, fault.todo));
    }
    setBusy(false);
  };
  return { busy, said, take };
}

'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ImportFile } from './import-file.tsx';
import styles from './rules.module.css';
import { useRulesFault, useRulesRefresh, useRulesWords } from './use-rules.ts';

/** A year's calendar from a file; deadlines that were counted without it are counted again while the page waits. */
export function ImportCalendar({ onClose, onSaid }: { onClose: () => void; onSaid: (text: string) => void }) {
  const words = useRulesWords();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const refresh = useRulesRefresh();
  const fault = useRulesFault();
  const [counting, setCounting] = useState(false);
  const recount = async (): Promise<number> => {
    let written = 0;
    for (let after: number | null = 0; after !== null; ) {
      const part: { last: number | null; written: number } = await client.rule.recompute.mutate({ after });
      written += part.written;
      after = part.last;
    }
    return written;
  };
  const write = useMutation(
    trpc.rule.importCalendar.mutationOptions({
      onSuccess: async ({ year, version }) => {
        if (year === null) return;
        refresh();
        if (version === null) {
          onSaid(words.calendarSame(year));
        } else {
          setCounting(true);
          const said = await recount().then(words.recounted, fault);
          onSaid(`${words.calendarSaved(year)}；${said}`);
        }
        onClose();
      },
    }),
  );
  return (
    <Drawer open title={words.importCalendar} onClose={onClose} width={460}>
      <ImportFile
        hint={words.calendarHint}
        accept=".json"
        busy={write.isPending || counting}
        faults={write.data?.faults ?? null}
        count={write.data?.faults.length ?? 0}
        onReset={() => write.reset()}
        onText={(text) => write.mutate({ text })}
        action={words.write}
      >
        {counting ? <p role="status">{words.looking}…</p> : null}
        {write.error ? (
          <p role="alert" className={styles.fault}>
            {fault(write.error)}
          </p>
        ) : null}
      </ImportFile>
    </Drawer>
  );
}

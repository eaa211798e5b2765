'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ImportFile } from './import-file.tsx';
import styles from './rules.module.css';
import { useRulesFault, useRulesRefresh, useRulesWords } from './use-rules.ts';

/** A dispatch catalogue from a file: all of it or nothing, after a look at what it would change. */
export function ImportCatalogue({ onClose, onSaid }: { onClose: () => void; onSaid: (text: string) => void }) {
  const words = useRulesWords();
  const trpc = useTRPC();
  const refresh = useRulesRefresh();
  const fault = useRulesFault();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const check = useMutation(trpc.rule.importCatalogue.mutationOptions());
  const write = useMutation(
    trpc.rule.importCatalogue.mutationOptions({
      onSuccess: ({ written, unchanged }) => {
        refresh();
        onSaid(words.wrote(written, unchanged));
        onClose();
      },
    }),
  );
  const found = check.data;
  const failed = check.error ?? write.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() !== '') write.mutate({ text, note: note.trim(), dryRun: false });
  };
  return (
    <Drawer open title={words.importCatalogue} onClose={onClose} width={460}>
      <ImportFile
        hint={words.importHint}
        accept=".csv,.json"
        busy={check.isPending}
        faults={found?.faults ?? null}
        count={(found?.faults.length ?? 0) + (found?.more ?? 0)}
        onReset={() => {
          check.reset();
          write.reset();
        }}
        onText={(read) => {
          setText(read);
          check.mutate({ text: read, note: words.check, dryRun: true });
        }}
      >
        {failed ? (
          <p role="alert" className={styles.fault}>
            {fault(failed)}
          </p>
        ) : null}
        {found && found.faults.length === 0 ? (
          <form className={styles.sure} onSubmit={submit}>
            <p role="status">{found.written === 0 ? words.sameFile : words.willWrite(found.written, found.unchanged)}</p>
            {found.written > 0 ? (
              <>
                <label className={styles.field}>
                  <span>{words.decision}</span>
                  <input required maxLength={200} value={note} placeholder={words.decisionHint} onChange={(event) => setNote(event.target.value)} />
                </label>
                <div className={styles.actions}>
                  <Button type="submit" look="primary" disabled={note.trim() === '' || write.isPending}>
                    {words.write}
                  </Button>
                </div>
              </>
            ) : null}
          </form>
        ) : null}
      </ImportFile>
    </Drawer>
  );
}

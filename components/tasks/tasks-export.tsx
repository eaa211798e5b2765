'use client';
import type { TaskExport } from '../../server/wire/tasks.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { xlsxBlob } from '../ui/download.ts';
import { useLocale } from '../ui/locale.tsx';
import { useTaking } from '../ui/use-taking.ts';
import styles from './tasks.module.css';
import { useTasksWords } from './use-tasks-words.ts';

/** A list or the appraisal as a workbook that the server makes, marks and writes down. */
export function TasksExport({ of }: { of: TaskExport }) {
  const words = useTasksWords();
  const { locale } = useLocale();
  const client = useTRPCClient();
  const { busy, said, take } = useTaking(words.taking);
  const { may } = useConsole();
  if (!may('figure.export')) return null;
  const make = async () => {
    const { name, body, rows } = await client.tasks.export.mutate({ of, locale });
    return { name, blob: xlsxBlob(body), rows };
  };
  return (
    <p className={styles.export} data-export={of.what}>
      <Button disabled={busy} onClick={() => void take(make)}>
        {words.exportXlsx}
      </Button>
      <span role="status">{said}</span>
    </p>
  );
}

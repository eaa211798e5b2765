'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ROLES } from '../../server/core/access/roles.ts';
import type { GrantPreview } from '../../server/wire/access.ts';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import styles from './forms.module.css';
import { type ListLine, type ListNames, MOST_LINES, parseGrantList } from './grant-list.ts';
import { useAccessWords, useAdminRefresh, useFaultText } from './use-admin.ts';

type Good = Extract<ListLine, { ok: true }>;
const HEAD = 'login,role,region,department,unmask,from,until';

/** Many grants from a list: read here, looked at by the server, and given line by line after a second look. */
export function ImportGrants({ onDone }: { onDone: (said: string) => void }) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const names = useNames();
  const faultText = useFaultText();
  const refresh = useAdminRefresh();
  const [text, setText] = useState('');
  const [failed, setFailed] = useState<ReadonlyMap<number, string>>(new Map());
  const [asked, setAsked] = useState(false);
  const lines = useMemo(() => parseGrantList(text, names), [text, names]);
  const good = useMemo(() => lines.filter((l): l is Good => l.ok), [lines]);
  const rows = good.map(({ login, role, region, department, unmask, from, until }) => ({ login, role, region, department, unmask, from, until }));
  const preview = useQuery(trpc.admin.previewGrants.queryOptions({ rows }, { enabled: rows.length > 0, staleTime: 0 }));
  const give = useMutation(trpc.admin.giveGrant.mutationOptions());
  const ready =
    preview.data && !preview.isFetching
      ? good.flatMap((line, i) => (preview.data[i]?.fault === null ? [{ line, account: preview.data[i]?.account }] : []))
      : [];
  const [running, setRunning] = useState(false);

  /** One after the other: each line meets the account as the line before left it. */
  const run = async () => {
    setRunning(true);
    setAsked(false);
    const versions = new Map<number, number>();
    const lost = new Map<number, string>();
    for (const { line, account } of ready) {
      if (!account) continue;
      const { login: _, line: at, ok: __, ...wish } = line;
      try {
        const done = await give.mutateAsync({ ...wish, account: account.id, version: versions.get(account.id) ?? account.version, note: null });
        versions.set(account.id, done.version);
      } catch (error) {
        lost.set(at, faultText(error));
      }
    }
    setRunning(false);
    refresh();
    if (lost.size === 0) onDone(words.imported(ready.length));
    else setFailed(lost);
  };

  return (
    <div className={styles.form}>
      <label className={styles.field}>
        <span>{words.list}</span>
        <textarea
          rows={8}
          spellCheck={false}
          value={text}
          placeholder={HEAD}
          onChange={(event) => {
            setText(event.target.value.slice(0, 100_000));
            setAsked(false);
            setFailed(new Map());
          }}
        />
        <small>{words.listHint(MOST_LINES)}</small>
      </label>
      <label className={styles.field}>
        <span>{words.listFile}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => void event.target.files?.[0]?.text().then((read) => setText(read.slice(0, 100_000)))}
        />
      </label>
      {lines.length > 0 ? <Lines lines={lines} good={good} preview={preview.data} failed={failed} /> : null}
      {ready.length > 0 && asked ? (
        <div className={styles.sure} role="status">
          <p>{words.importSure(ready.length)}</p>
          <div className={styles.actions}>
            <Button look="primary" disabled={running} onClick={() => void run()}>
              {words.confirm}
            </Button>
            <Button onClick={() => setAsked(false)}>{words.cancel}</Button>
          </div>
        </div>
      ) : (
        <div className={styles.actions}>
          <Button look="primary" disabled={ready.length === 0 || running} onClick={() => setAsked(true)}>
            {words.importReady(ready.length, lines.length)}
          </Button>
        </div>
      )}
    </div>
  );
}

type LinesProps = { lines: ListLine[]; good: Good[]; preview: GrantPreview[] | undefined; failed: ReadonlyMap<number, string> };

function Lines({ lines, good, preview, failed }: LinesProps) {
  const words = useAccessWords();
  const roles = roleWords[useLocale().locale];
  const { region } = useConsole();
  const said = (line: ListLine): string => {
    if (!line.ok) return words.listFaults[line.why];
    const lost = failed.get(line.line);
    if (lost) return lost;
    const seen = preview?.[good.indexOf(line)];
    if (!seen) return '…';
    if (!seen.fault) return words.listFits;
    if (seen.fault.why === 'account') return words.noAccountFound;
    return seen.fault.why === 'conflict' ? words.conflictRoles(roles[seen.fault.first].name, roles[seen.fault.second].name) : words.faults[seen.fault.why];
  };
  return (
    <ol className={styles.lines}>
      {lines.map((line) => (
        <li key={line.line} value={line.line}>
          <span>{line.ok ? `${line.login} · ${roles[line.role].name} · ${region(line.region)?.name ?? line.region}` : line.text}</span>
          <small>{said(line)}</small>
        </li>
      ))}
    </ol>
  );
}

/** Codes, and names where they stand for one thing only. */
function useNames(): ListNames {
  const { meta, offset } = useConsole();
  const roles = roleWords[useLocale().locale];
  return useMemo(() => {
    const regions = new Map<string, string | null>();
    for (const r of meta.regions) regions.set(r.name, regions.has(r.name) ? null : r.adcode);
    const departments = new Map(
      Object.entries(meta.departments).flatMap(
        ([id, name]) =>
          [
            [id, id],
            [name, id],
          ] as [string, string][],
      ),
    );
    return {
      role: (name) => ROLES.find((r) => roles[r].name === name) ?? null,
      region: (name) => regions.get(name) ?? null,
      department: (name) => departments.get(name) ?? null,
      offset,
    };
  }, [meta, offset, roles]);
}

'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import styles from './forms.module.css';
import { Secret } from './secret.tsx';
import { useAccessWords, useAdminRefresh, useFaultText } from './use-admin.ts';

type Props = { region: string; regionName: string; onAccount: (account: number) => void };

/** Makes an account whose home is the region that the tree shows; its password is shown once. */
export function NewAccount({ region, regionName, onAccount }: Props) {
  const words = useAccessWords();
  const { meta } = useConsole();
  const trpc = useTRPC();
  const refresh = useAdminRefresh();
  const faultText = useFaultText();
  const [draft, setDraft] = useState({ login: '', name: '', department: '' });
  const create = useMutation(trpc.admin.createAccount.mutationOptions({ onSettled: refresh }));
  const save = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ login: draft.login.trim().toLowerCase(), name: draft.name.trim(), region, department: draft.department || null });
  };
  if (create.data)
    return (
      <div className={styles.form}>
        <p role="status">{words.created(draft.login)}</p>
        <Secret title={words.oneTime} text={create.data.password} note={words.oneTimeNote} />
        <div className={styles.actions}>
          <Button onClick={() => onAccount(create.data.id)}>{words.seeAccount}</Button>
        </div>
      </div>
    );
  return (
    <form className={styles.form} onSubmit={save}>
      <label className={styles.field}>
        <span>{words.login}</span>
        <input
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          pattern="[A-Za-z0-9][A-Za-z0-9._\-]{1,63}"
          maxLength={64}
          value={draft.login}
          onChange={(event) => setDraft({ ...draft, login: event.target.value })}
        />
        <small>{words.loginHint}</small>
      </label>
      <label className={styles.field}>
        <span>{words.name}</span>
        <input required autoComplete="off" maxLength={64} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
      </label>
      <div className={styles.field}>
        <span>{words.home}</span>
        <div className={styles.value}>
          <b>{regionName}</b>
          <small>{words.regionHint}</small>
        </div>
      </div>
      <label className={styles.field}>
        <span>{words.department}</span>
        <select value={draft.department} onChange={(event) => setDraft({ ...draft, department: event.target.value })}>
          <option value="">—</option>
          {Object.entries(meta.departments).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {create.error ? (
        <p className={styles.fault} role="alert">
          {faultText(create.error)}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={create.isPending}>
          {words.create}
        </Button>
      </div>
    </form>
  );
}

'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import styles from './forms.module.css';
import { useAccessWords } from './use-admin.ts';

/** One account of the visitor's part, found by name or login. */
export function AccountPicker({ account, onPick }: { account: number | null; onPick: (account: number | null) => void }) {
  const words = useAccessWords();
  const roles = roleWords[useLocale().locale];
  const { meta, region } = useConsole();
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const picked = useQuery(trpc.admin.account.queryOptions({ account: account ?? 1 }, { enabled: account !== null }));
  const found = useQuery(trpc.admin.accounts.queryOptions({ search, limit: 20 }, { enabled: account === null, placeholderData: (before) => before }));
  if (account !== null)
    return (
      <div className={styles.field}>
        <span>{words.pickAccount}</span>
        <div className={styles.value}>
          <span>
            <b>{picked.data?.name ?? '…'}</b> {picked.data?.login}
          </span>
          <Button onClick={() => onPick(null)}>{words.change}</Button>
        </div>
        {picked.data ? (
          <small>
            {[region(picked.data.region)?.name ?? picked.data.region, picked.data.department && meta.departments[picked.data.department]]
              .filter(Boolean)
              .join(' · ')}
            {'；'}
            {picked.data.roles.map((r) => roles[r].name).join('、') || words.noRoles}
          </small>
        ) : null}
      </div>
    );
  return (
    <div className={styles.field}>
      <label className={styles.field}>
        <span>{words.pickAccount}</span>
        <input
          type="search"
          value={search}
          placeholder={words.searchPeople}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value.slice(0, 64))}
        />
      </label>
      {found.data?.rows.length === 0 ? (
        <small role="status">{words.noAccountFound}</small>
      ) : (
        <div className={styles.options}>
          {(found.data?.rows ?? []).map((row) => (
            <button key={row.id} type="button" onClick={() => onPick(row.id)}>
              <span>
                <b>{row.name}</b> {row.login}
              </span>
              <small>{row.roles.map((r) => roles[r].name).join('、') || words.noRoles}</small>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ItemListView } from '../../server/wire/items.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatNumber } from '../ui/format.ts';
import { formatDate, formatTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import styles from './items.module.css';
import { useItemsAgain, useItemsWords } from './use-items.ts';

type Props = { region: string; onClose: () => void; onSaid: (text: string) => void };

/** All versions of a region's lists, the newest date first; the one that stands may be withdrawn. */
export function ItemsHistory({ region, onClose, onSaid }: Props) {
  const words = useItemsWords();
  const trpc = useTRPC();
  const { region: named } = useConsole();
  const answer = useQuery(trpc.items.history.queryOptions({ region }));
  const { data } = answer;
  return (
    <Drawer open title={words.historyOf(named(region)?.name ?? region)} onClose={onClose} width={460}>
      {data?.length ? (
        <ol className={styles.versions}>
          {data.map((list) => (
            <Version key={list.id} list={list} onSaid={onSaid} />
          ))}
        </ol>
      ) : (
        <div className={styles.waiting}>
          <PanelStateBody
            state={
              data
                ? { kind: 'empty', why: words.noList, what: words.noListsRead }
                : answer.error
                  ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
                  : { kind: 'loading', skeleton: 'list' }
            }
          />
        </div>
      )}
    </Drawer>
  );
}

function Version({ list, onSaid }: { list: ItemListView; onSaid: (text: string) => void }) {
  const words = useItemsWords();
  const { locale, timeZone } = useLocale();
  const { may } = useConsole();
  const { withdrawn } = list;
  const state = withdrawn ? words.withdrawn(withdrawn.name, withdrawn.reason) : list.stands ? words.stands : words.replaced;
  return (
    <li data-version={`${list.asOf} ${list.version}`}>
      <b>{`${list.asOf} · ${words.versionOf(list.version)} · ${words.itemsOf(formatNumber(list.items))}`}</b>
      <p>{state}</p>
      <p className={styles.quiet}>
        {[`${formatDate(list.at, locale, timeZone)} ${formatTime(list.at, timeZone)}`, list.byName, list.file, list.note].filter(Boolean).join(' · ')}
      </p>
      {list.stands && may('item.manage') ? <Withdraw id={list.id} onSaid={onSaid} /> : null}
    </li>
  );
}

function Withdraw({ id, onSaid }: { id: number; onSaid: (text: string) => void }) {
  const words = useItemsWords();
  const common = useWords();
  const trpc = useTRPC();
  const again = useItemsAgain();
  const [reason, setReason] = useState('');
  const take = useMutation(
    trpc.items.withdraw.mutationOptions({
      onSuccess: ({ told }) => onSaid(words.withdrew(told)),
      onSettled: again,
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim().length > 1) take.mutate({ id, reason: reason.trim() });
  };
  const fault = take.error ? faultOf(take.error, common) : null;
  return (
    <details className={styles.more}>
      <summary>{words.withdraw}</summary>
      <form className={styles.form} onSubmit={submit}>
        <label className={styles.field}>
          <span>{words.reason}</span>
          <input required minLength={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          <small>{words.withdrawWhat}</small>
        </label>
        {fault ? (
          <p role="alert" className={styles.fault}>
            {words.failed(fault.what, fault.todo)}
          </p>
        ) : null}
        <div className={styles.bar}>
          <Button type="submit" disabled={reason.trim().length < 2 || take.isPending}>
            {words.withdraw}
          </Button>
        </div>
      </form>
    </details>
  );
}

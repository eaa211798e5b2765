'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { DisplayRow } from '../../server/wire/access.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatAge } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Confirm } from './confirm.tsx';
import forms from './forms.module.css';
import styles from './grants.module.css';
import { Secret } from './secret.tsx';
import { useAccessWords, useAdminRefresh, useFaultText, useSelf } from './use-admin.ts';
import type { SetAdminUrl } from './use-admin-url.ts';

type PanelProps = { region: string; now: number; setUrl: SetAdminUrl; onSaid: (text: string) => void; tabs: ReactNode };

/** Walls with a credential of their own, of the region and those below it. */
export function DisplaysPanel({ region, now, setUrl, onSaid, tabs }: PanelProps) {
  const words = useAccessWords();
  const { locale } = useLocale();
  const { meta, region: regionOf, lineage } = useConsole();
  const trpc = useTRPC();
  const { may } = useSelf();
  const refresh = useAdminRefresh();
  const faultText = useFaultText();
  const answer = useQuery(trpc.admin.displays.queryOptions());
  const revoke = useMutation(trpc.admin.revokeDisplay.mutationOptions({ onError: (error) => onSaid(faultText(error)), onSettled: refresh }));
  const below = (adcode: string) => adcode === region || lineage(adcode).some((r) => r.adcode === region);
  const rows = answer.data?.filter((d) => below(d.region));
  const state: PanelState = rows
    ? rows.length === 0
      ? { kind: 'empty', why: words.noDisplays, what: words.noDisplaysWhat }
      : { kind: 'ready' }
    : answer.error
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  const columns: Column<DisplayRow>[] = [
    { id: 'name', head: words.name, rowHead: true, cell: (d) => <b>{d.name}</b>, sort: (d) => d.name },
    { id: 'topic', head: words.topic, cell: (d) => meta.topics.find((t) => t.id === d.topic)?.title ?? d.topic },
    { id: 'region', head: words.region, cell: (d) => regionOf(d.region)?.name ?? d.region },
    { id: 'state', head: words.state, cell: (d) => (d.revokedAt === null ? words.inUse : words.revokedState) },
    { id: 'sessions', head: words.sessions, align: 'end', cell: (d) => formatNumber(d.sessions) },
    { id: 'seen', head: words.seen, cell: (d) => (d.seenAt === null ? words.never : formatAge(now - d.seenAt, locale)) },
  ];
  if (may('account.manage'))
    columns.push({
      id: 'act',
      head: words.revoke,
      cell: (d) =>
        d.revokedAt === null ? (
          <Confirm
            verb={words.revoke}
            sure={words.revokeSure(d.name)}
            pending={revoke.isPending}
            onConfirm={() => revoke.mutate({ display: d.id }, { onSuccess: () => onSaid(words.revokeDone(d.name)) })}
          />
        ) : null,
    });
  return (
    <section className={styles.grants} aria-labelledby="displays-title">
      <header className={styles.head}>
        <h2 id="displays-title" className="tg-vh">
          {words.displays}
        </h2>
        {tabs}
        <span className={styles.note}>{words.displaysNote}</span>
        {may('account.manage') ? (
          <span className={styles.tools}>
            <Button look="primary" onClick={() => setUrl({ pane: { kind: 'new-display' } })}>
              {words.newDisplay}
            </Button>
          </span>
        ) : null}
      </header>
      <Panel state={state} className={styles.panel}>
        {rows ? (
          <DataTable
            caption={words.displays}
            captionHidden
            rows={rows}
            rowKey={(d) => String(d.id)}
            columns={columns}
            rowData={(d): Record<`data-${string}`, string> => (d.revokedAt === null ? {} : { 'data-grant-time': 'ended' })}
            className={styles.table}
            stack
          />
        ) : null}
      </Panel>
    </section>
  );
}

/** Makes a display of the region that the tree shows; its credential is shown once, as a link and as it is. */
export function NewDisplay({ region, regionName }: { region: string; regionName: string }) {
  const words = useAccessWords();
  const { meta } = useConsole();
  const trpc = useTRPC();
  const refresh = useAdminRefresh();
  const faultText = useFaultText();
  const screens = meta.topics.filter((t) => t.hasView).sort((a, b) => a.order - b.order);
  const [draft, setDraft] = useState({ name: '', topic: screens[0]?.id ?? '' });
  const create = useMutation(trpc.admin.createDisplay.mutationOptions({ onSettled: refresh }));
  const save = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: draft.name.trim(), topic: draft.topic, region });
  };
  if (create.data)
    return (
      <div className={forms.form}>
        {/* In the fragment: it is sent to no server and stands in no log. */}
        <Secret title={words.link} text={`${window.location.origin}/login?display#${create.data.token}`} note={words.tokenNote} />
        <Secret title={words.token} text={create.data.token} />
      </div>
    );
  return (
    <form className={forms.form} onSubmit={save}>
      <label className={forms.field}>
        <span>{words.name}</span>
        <input required autoComplete="off" maxLength={64} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
      </label>
      <label className={forms.field}>
        <span>{words.topic}</span>
        <select required value={draft.topic} onChange={(event) => setDraft({ ...draft, topic: event.target.value })}>
          {screens.map((t) => (
            <option key={t.id} value={t.id}>
              {t.title}
            </option>
          ))}
        </select>
        <small>{words.topicHint}</small>
      </label>
      <div className={forms.field}>
        <span>{words.region}</span>
        <div className={forms.value}>
          <b>{regionName}</b>
          <small>{words.regionHint}</small>
        </div>
      </div>
      {create.error ? (
        <p className={forms.fault} role="alert">
          {faultText(create.error)}
        </p>
      ) : null}
      <div className={forms.actions}>
        <Button type="submit" look="primary" disabled={create.isPending}>
          {words.create}
        </Button>
      </div>
    </form>
  );
}

'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { mayUnmask } from '../../server/core/access/roles.ts';
import { sightOf } from '../../server/core/access/sights.ts';
import type { GrantRow } from '../../server/wire/access.ts';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { formatDate, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelMessage, PanelStateBody } from '../ui/panel-states.tsx';
import { Confirm } from './confirm.tsx';
import styles from './forms.module.css';
import { dayEnd, lastDay } from './grant-time.ts';
import { GrantTime } from './grants.tsx';
import { useAccessWords, useAdminRefresh, useFaultText } from './use-admin.ts';

type Props = { grant: number; account: number; now: number; onAccount: () => void; onDone: (said: string) => void };

/** One grant: whose, for what, by whom; its end and its mark are changed here, and it is ended here. */
export function GrantPane(props: Props) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const answer = useQuery(trpc.admin.accountGrants.queryOptions({ account: props.account }));
  const grant = answer.data?.find((g) => g.id === props.grant);
  // What went wrong outlives the row: who lost a race reads so beside what the other made of it.
  const [fault, setFault] = useState<{ grant: number; said: string } | null>(null);
  const onFault = (said: string | null) => setFault(said === null ? null : { grant: props.grant, said });
  if (answer.error) return <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />;
  if (!answer.data) return <PanelStateBody state={{ kind: 'loading' }} />;
  if (!grant) return <PanelMessage what={words.noGrants} detail={words.noGrantsWhat} />;
  return (
    <OneGrant key={`${grant.id} ${grant.account.version}`} {...props} row={grant} fault={fault?.grant === grant.id ? fault.said : null} onFault={onFault} />
  );
}

type OneProps = Props & { row: GrantRow; fault: string | null; onFault: (said: string | null) => void };

function OneGrant({ row, now, fault, onFault, onAccount, onDone }: OneProps) {
  const words = useAccessWords();
  const { locale, timeZone } = useLocale();
  const roles = roleWords[locale];
  const { meta, region } = useConsole();
  const trpc = useTRPC();
  const refresh = useAdminRefresh();
  const faultText = useFaultText();
  const options = { onError: (error: unknown) => onFault(faultText(error)), onSettled: refresh };
  const end = useMutation(trpc.admin.endGrant.mutationOptions({ ...options, onSuccess: () => onDone(words.endDone(row.account.name)) }));
  const of = { account: row.account.id, version: row.account.version, grant: row.id };
  const stamp = (at: number) => `${formatDate(at, locale, timeZone)} ${formatTime(at, timeZone)}`;
  const by = (login: string | null) => (login === 'system' ? words.system : (login ?? words.unknown));
  const facts: [string, string][] = [
    [words.role, `${roles[row.role].name} · ${roles[row.role].duty}`],
    [words.region, region(row.region)?.name ?? row.region],
    [words.department, row.department ? (meta.departments[row.department] ?? row.department) : words.allDepartments],
    [words.personal, words.marks[sightOf(row) ?? 'none']],
    [words.givenBy, `${by(row.createdBy)}，${stamp(row.createdAt)}`],
  ];
  if (row.revokedAt !== null) facts.push([words.revokedBy, `${by(row.revokedBy)}，${stamp(row.revokedAt)}`]);
  if (row.origin === 'oidc') facts.push([words.origin, words.unified]);
  return (
    <div className={styles.form}>
      <div className={styles.value}>
        <span>
          <b>{row.account.name}</b> {row.account.login}
        </span>
        <Button onClick={onAccount}>{words.seeAccount}</Button>
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <FactLine key={name} name={name} value={value} />
        ))}
        <dt>{words.span}</dt>
        <dd>
          <GrantTime grant={row} now={now} />
        </dd>
      </dl>
      {row.origin === 'oidc' ? <p className={styles.hint}>{words.unifiedNote}</p> : null}
      {fault ? (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      ) : null}
      {row.mine ? (
        <>
          <ChangeGrant row={row} of={of} onFault={onFault} onDone={onDone} />
          <div className={styles.section}>
            <div className={styles.actions}>
              <Confirm
                verb={words.end}
                sure={words.endSure(row.account.name, roles[row.role].name)}
                pending={end.isPending}
                withNote
                onConfirm={(note) => end.mutate({ ...of, note })}
              />
            </div>
          </div>
        </>
      ) : row.time === 'ended' ? null : (
        <p className={styles.hint}>{words.notMine}</p>
      )}
    </div>
  );
}

export function FactLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

type ChangeProps = {
  row: GrantRow;
  of: { account: number; version: number; grant: number };
  onFault: (said: string | null) => void;
  onDone: (said: string) => void;
};

function ChangeGrant({ row, of, onFault, onDone }: ChangeProps) {
  const words = useAccessWords();
  const { offset } = useConsole();
  const trpc = useTRPC();
  const refresh = useAdminRefresh();
  const faultText = useFaultText();
  const was = { until: row.until === null ? '' : lastDay(row.until, offset), unmask: row.unmask };
  const [draft, setDraft] = useState(was);
  const change = useMutation(
    trpc.admin.changeGrant.mutationOptions({
      onSuccess: () => onDone(words.changeDone(row.account.name)),
      onError: (error) => onFault(faultText(error)),
      onSettled: refresh,
    }),
  );
  const changed = draft.until !== was.until || draft.unmask !== was.unmask;
  const save = (event: FormEvent) => {
    event.preventDefault();
    // An end inside of a day stays as it is until another day is typed.
    const until = draft.until === was.until ? row.until : draft.until === '' ? null : dayEnd(draft.until, offset);
    if (draft.until !== '' && until === null) return onFault(words.faults.day);
    onFault(null);
    change.mutate({ ...of, until, unmask: draft.unmask, note: null });
  };
  return (
    <form className={styles.section} onSubmit={save}>
      <label className={styles.field}>
        <span>{words.untilLabel}</span>
        <input type="date" value={draft.until} onChange={(event) => setDraft({ ...draft, until: event.target.value })} />
        <small>{words.untilHint}</small>
      </label>
      {mayUnmask(row.role) ? (
        <label className={styles.check}>
          <input type="checkbox" checked={draft.unmask} onChange={(event) => setDraft({ ...draft, unmask: event.target.checked })} />
          <span>
            {words.unmaskLabel}
            <small>{words.unmaskHint}</small>
          </span>
        </label>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" disabled={!changed || change.isPending}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}

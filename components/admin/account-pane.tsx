'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountRow, GrantRow } from '../../server/wire/access.ts';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { formatAge, formatDate } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Confirm } from './confirm.tsx';
import styles from './forms.module.css';
import { FactLine } from './grant-pane.tsx';
import { GrantTime } from './grants.tsx';
import { Secret } from './secret.tsx';
import { useAccessWords, useAdminRefresh, useFaultText, useSelf } from './use-admin.ts';

type Props = { account: number; now: number; onGrant: (grant: number) => void; onGive: () => void };

/** One account: its state, its grants of all times, and what its administrator may do with it. */
export function AccountPane(props: Props) {
  const trpc = useTRPC();
  const answer = useQuery(trpc.admin.account.queryOptions({ account: props.account }));
  if (answer.error) return <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />;
  if (!answer.data) return <PanelStateBody state={{ kind: 'loading' }} />;
  return <OneAccount {...props} row={answer.data} />;
}

function OneAccount({ row, now, onGrant, onGive }: Props & { row: AccountRow }) {
  const words = useAccessWords();
  const { locale, timeZone } = useLocale();
  const { meta, region } = useConsole();
  const { may } = useSelf();
  const facts: [string, string][] = [
    [words.login, row.login],
    [words.state, words.states[row.state]],
    [words.home, [region(row.region)?.name ?? row.region, row.department && (meta.departments[row.department] ?? row.department)].filter(Boolean).join(' · ')],
    [words.factor, row.factor ? words.factorYes : words.factorNo],
    [words.sessions, String(row.openSessions)],
    [words.seen, row.seenAt === null ? words.never : formatAge(now - row.seenAt, locale)],
    [words.create, formatDate(row.createdAt, locale, timeZone)],
  ];
  if (row.unified) facts.push([words.origin, words.unified]);
  return (
    <div className={styles.form}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <FactLine key={name} name={name} value={value} />
        ))}
      </dl>
      <AccountGrants account={row.id} now={now} onGrant={onGrant} />
      {may('grant.manage') ? (
        <div className={styles.actions}>
          <Button look="primary" onClick={onGive}>
            {words.give}
          </Button>
        </div>
      ) : null}
      {may('account.manage') ? <AccountActions row={row} /> : null}
    </div>
  );
}

function AccountGrants({ account, now, onGrant }: { account: number; now: number; onGrant: (grant: number) => void }) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const roles = roleWords[useLocale().locale];
  const { meta, region } = useConsole();
  const grants = useQuery(trpc.admin.accountGrants.queryOptions({ account }));
  const place = (g: GrantRow) =>
    [region(g.region)?.name ?? g.region, g.department ? (meta.departments[g.department] ?? g.department) : words.allDepartments].join(' · ');
  return (
    <section className={styles.section}>
      <h3>{words.grants}</h3>
      {grants.data?.length === 0 ? <p className={styles.hint}>{words.noRoles}</p> : null}
      <ul className={styles.grantList}>
        {(grants.data ?? []).map((g) => (
          <li key={g.id}>
            <button type="button" onClick={() => onGrant(g.id)} data-grant-time={g.time}>
              <span>
                <b>{roles[g.role].name}</b> {place(g)}
              </span>
              <GrantTime grant={g} now={now} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AccountActions({ row }: { row: AccountRow }) {
  const words = useAccessWords();
  const { self } = useSelf();
  const trpc = useTRPC();
  const refresh = useAdminRefresh();
  const faultText = useFaultText();
  const [said, setSaid] = useState<string | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const done = (text: string | null) => ({
    onSuccess: () => setSaid(text),
    onError: (error: unknown) => setSaid(faultText(error)),
    onSettled: refresh,
  });
  const of = { account: row.id, version: row.version };
  const disabled = row.state === 'disabled';
  const setDisabled = useMutation(trpc.admin.setDisabled.mutationOptions(done(words.done[disabled ? 'enable' : 'disable'])));
  const resetFactor = useMutation(trpc.admin.resetFactor.mutationOptions(done(words.done.resetFactor)));
  const endSessions = useMutation(trpc.admin.endSessions.mutationOptions(done(words.done.endSessions)));
  const resetPassword = useMutation(
    trpc.admin.resetPassword.mutationOptions({
      onSuccess: (made) => {
        setSaid(null);
        setPassword(made.password);
      },
      onError: (error) => setSaid(faultText(error)),
      onSettled: refresh,
    }),
  );
  if (row.id === self.account) return <p className={styles.hint}>{words.ownAccount}</p>;
  if (row.demo) return <p className={styles.hint}>{words.demoAccount}</p>;
  const guarded = row.roles.includes('security_admin') || row.roles.includes('audit_admin');
  return (
    <section className={styles.section}>
      <h3>{words.accounts}</h3>
      {password ? <Secret title={words.oneTime} text={password} note={words.oneTimeNote} /> : null}
      {said ? (
        <p className={styles.fault} role="alert">
          {said}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Confirm
          key={`switch ${disabled}`}
          verb={disabled ? words.enable : words.disable}
          sure={words.sure[disabled ? 'enable' : 'disable']}
          onConfirm={() => setDisabled.mutate({ ...of, disabled: !disabled })}
        />
        <Confirm verb={words.endSessions} sure={words.sure.endSessions} onConfirm={() => endSessions.mutate({ account: row.id })} />
        {guarded ? null : (
          <>
            <Confirm verb={words.resetPassword} sure={words.sure.resetPassword} onConfirm={() => resetPassword.mutate(of)} />
            {row.factor ? <Confirm verb={words.resetFactor} sure={words.sure.resetFactor} onConfirm={() => resetFactor.mutate(of)} /> : null}
          </>
        )}
      </div>
      {guarded ? <p className={styles.hint}>{words.guarded}</p> : null}
    </section>
  );
}

'use client';
import { useQuery } from '@tanstack/react-query';
import type { inferOutput } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import { allows } from '../../server/core/access/roles.ts';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useNow } from '../live/use-now.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import styles from './account-screen.module.css';
import { EnrolFactor } from './enrol-factor.tsx';
import { NewPassword } from './new-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { RenewRecovery } from './renew-recovery.tsx';
import { Sessions } from './sessions.tsx';
import { useAccessWords } from './use-access-words.ts';

type Trpc = ReturnType<typeof useTRPC>;
type Self = inferOutput<Trpc['session']['account']>;

/** One's own account: who one is, what is granted, password, second factor, and the devices that are signed in. */
export function AccountScreen() {
  const words = useAccessWords();
  const trpc = useTRPC();
  const account = useQuery(trpc.session.account.queryOptions());
  const state: PanelState = account.data
    ? { kind: 'ready' }
    : account.error
      ? { kind: 'error', error: account.error, onRetry: () => void account.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  const self = account.data;
  const again = () => void account.refetch();
  return (
    <div className={styles.page}>
      <h1>{words.account}</h1>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={words.own} state={state}>
            {self ? <Own self={self} /> : null}
          </Panel>
          {self && !self.demo ? <PasswordPanel self={self} onDone={again} /> : null}
          {self && !self.demo ? <FactorPanel self={self} onDone={again} /> : null}
        </div>
        <div className={styles.column}>
          <Panel title={words.grants} state={self?.grants.length === 0 ? { kind: 'empty', why: words.noGrants, what: words.noGrantsWhat } : state}>
            {self ? <Grants self={self} /> : null}
          </Panel>
          <Sessions />
        </div>
      </div>
    </div>
  );
}

function useDay(): (at: number) => string {
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  const now = useNow() ?? meta.now;
  return (at) => formatDay(at, locale, timeZone, now);
}

function Own({ self }: { self: Self }) {
  const words = useAccessWords();
  return (
    <>
      <dl className={styles.facts}>
        <dt>{words.login}</dt>
        <dd>
          <b>{self.name}</b> {self.login}
        </dd>
        <dt>{words.region}</dt>
        <dd>{self.regionName}</dd>
        <dt>{words.department}</dt>
        <dd>{self.departmentName ?? words.allDepartments}</dd>
      </dl>
      {self.unified ? <p className={styles.quiet}>{words.unifiedYes}</p> : null}
      {self.demo ? <p className={styles.quiet}>{words.demoAccount}</p> : null}
    </>
  );
}

function Grants({ self }: { self: Self }) {
  const words = useAccessWords();
  const day = useDay();
  const roles = roleWords[useLocale().locale];
  return (
    <DataTable
      caption={words.grants}
      captionHidden
      stack
      rows={self.grants}
      rowKey={(g) => String(g.id)}
      columns={[
        { id: 'role', head: words.role, rowHead: true, cell: (g) => roles[g.role].name },
        { id: 'region', head: words.region, cell: (g) => g.regionName },
        { id: 'department', head: words.department, cell: (g) => g.departmentName ?? words.allDepartments },
        { id: 'span', head: words.span, cell: (g) => (g.future ? words.from(day(g.from)) : g.until === null ? words.forever : words.until(day(g.until - 1))) },
        { id: 'personal', head: words.personal, cell: (g) => (!allows(g.role, 'ticket.read') ? '—' : g.unmask ? words.mayUnmask : words.masked) },
      ]}
    />
  );
}

function PasswordPanel({ self, onDone }: { self: Self; onDone: () => void }) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const day = useDay();
  const { meta } = useConsole();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const door = useQuery(trpc.session.door.queryOptions());
  const since = self.passwordAt === null ? undefined : words.passwordState(day(self.passwordAt));
  return (
    <Panel title={words.password} meta={since}>
      <p role="status" className={styles.said}>
        {said}
      </p>
      {!self.hasPassword ? <p className={styles.quiet}>{words.noPassword}</p> : null}
      {self.hasPassword && open && door.data ? (
        <NewPassword
          typed={null}
          least={door.data.passwordMinLength}
          own={[self.login, self.name, meta.profile.name, meta.profile.shortName, ...Object.values(meta.profile.brand).filter((b) => typeof b === 'string')]}
          more={<Button onClick={() => setOpen(false)}>{words.cancel}</Button>}
          onDone={() => {
            setOpen(false);
            setSaid(words.passwordChanged);
            onDone();
          }}
        />
      ) : null}
      {self.hasPassword && !open ? (
        <div className={styles.actions}>
          <Button
            onClick={() => {
              setSaid(null);
              setOpen(true);
            }}
          >
            {words.changePassword}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

type FactorStep = { at: 'rest' | 'enrol' | 'renew' } | { at: 'codes'; codes: string[] };

function FactorPanel({ self, onDone }: { self: Self; onDone: () => void }) {
  const words = useAccessWords();
  const day = useDay();
  const [step, setStep] = useState<FactorStep>({ at: 'rest' });
  const rest = () => setStep({ at: 'rest' });
  const cancel = <Button onClick={rest}>{words.cancel}</Button>;
  const codes = (given: string[]) => {
    setStep({ at: 'codes', codes: given });
    onDone();
  };
  return (
    <Panel title={words.factor} meta={self.factorAt === null ? words.noFactor : words.factorSince(day(self.factorAt))}>
      {step.at === 'rest' ? (
        <div className={styles.actions}>
          <Button look={self.factorAt === null ? 'primary' : 'default'} onClick={() => setStep({ at: 'enrol' })}>
            {self.factorAt === null ? words.enrol : words.replaceFactor}
          </Button>
          {self.factorAt === null ? null : (
            <>
              <Button onClick={() => setStep({ at: 'renew' })}>{words.renewRecovery}</Button>
              <span className={styles.quiet}>{words.recoveryLeft(self.recoveryLeft)}</span>
            </>
          )}
        </div>
      ) : null}
      {step.at === 'enrol' ? <EnrolFactor replaces={self.factorAt !== null} more={cancel} onDone={codes} /> : null}
      {step.at === 'renew' ? <RenewRecovery more={cancel} onDone={codes} /> : null}
      {step.at === 'codes' ? <RecoveryCodes codes={step.codes} onDone={rest} /> : null}
    </Panel>
  );
}

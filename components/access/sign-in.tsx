'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { TrpcClientProvider, useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { LocaleProvider } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import { type DemoDoor, DemoDoors } from './demo-doors.tsx';
import { DisplayForm } from './display-form.tsx';
import { EnrolFactor } from './enrol-factor.tsx';
import { faultText } from './fault-text.ts';
import type { AccessWords } from './messages.ts';
import { NewPassword } from './new-password.tsx';
import { PasswordForm } from './password-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { ShowFactor } from './show-factor.tsx';
import styles from './sign-in.module.css';
import { useAccessWords } from './use-access-words.ts';

/** What the page shows to anybody. */
export type Door = { province: string; brand: string; timeZone: string; demo: DemoDoor[] | null; oidc: boolean; passwordMinLength: number };
/** A session that still lacks something. */
export type Halfway = { login: string; needs: 'password' | 'factor'; enrolled: boolean };

export type SignInProps = {
  door: Door;
  halfway: Halfway | null;
  /** An own path to go to; null: where the work begins. */
  next: string | null;
  display: boolean;
  /** Why the identity platform's answer did not let one in. */
  refused: string | null;
};

/** The one page before the work: the ways in, and the steps that are asked for on the way. */
export function SignIn(props: SignInProps) {
  return (
    <TrpcClientProvider>
      <LocaleProvider locale="zh-CN" timeZone={props.door.timeZone}>
        <Page {...props} />
      </LocaleProvider>
    </TrpcClientProvider>
  );
}

type Step = { at: 'person' } | { at: 'display' } | { at: 'password' | 'show' | 'enrol'; login: string } | { at: 'recovery'; codes: string[] };

const stepOf = ({ login, needs, enrolled }: Halfway): Step => ({ at: needs === 'password' ? 'password' : enrolled ? 'show' : 'enrol', login });

function Page({ door, halfway, next, display, refused }: SignInProps) {
  const words = useAccessWords();
  const client = useTRPCClient();
  const trpc = useTRPC();
  const [step, setStep] = useState<Step>(halfway ? stepOf(halfway) : { at: display ? 'display' : 'person' });
  const [typed, setTyped] = useState<string | null>(null);
  const [lost, setLost] = useState(false);
  /** The next step, or out of here: by a whole load, so that nothing of this page stays. */
  const advance = async () => {
    try {
      const me = await client.session.me.query();
      if (me?.needs) setStep(stepOf({ login: me.login, needs: me.needs, enrolled: me.enrolled }));
      else if (me) window.location.assign(next ?? me.home);
      else setLost(true);
    } catch {
      setLost(true);
    }
  };
  const demo = useMutation(trpc.session.signInDemo.mutationOptions({ onSuccess: advance }));
  const signOut = useMutation(trpc.session.signOut.mutationOptions({ onSettled: () => window.location.assign('/login') }));
  const outside = step.at === 'person' || step.at === 'display';
  const fault = lost ? words.faults.failed : demo.error ? faultText(demo.error, 'signIn', words) : refusalOf(refused, words);
  const doors = step.at === 'person' ? door.demo : null;
  const leave = (
    <Button look="plain" onClick={() => signOut.mutate()}>
      {words.signOut}
    </Button>
  );
  return (
    <div className={styles.page} data-theme="light" data-density="desk" data-step={step.at}>
      <Ready />
      <main className={doors?.length ? styles.wide : styles.narrow}>
        <header className={styles.head}>
          <p>
            {door.province}
            {door.demo ? <Tag>{words.demoTag}</Tag> : null}
          </p>
          <h1>{door.brand}</h1>
        </header>
        {doors?.length ? <DemoDoors doors={doors} busy={demo.isPending} onEnter={(login) => demo.mutate({ login })} /> : null}
        <section className={styles.card} aria-label={words.title}>
          {step.at === 'person' ? (
            <>
              <PasswordForm
                fault={fault}
                focus={!doors?.length}
                onDone={(_login, password) => {
                  setTyped(password);
                  void advance();
                }}
                more={null}
              />
              {door.oidc ? (
                <a className={`tg-button ${styles.unified}`} href={`/auth/oidc/start${next ? `?next=${encodeURIComponent(next)}` : ''}`}>
                  {words.unified}
                </a>
              ) : null}
            </>
          ) : null}
          {step.at === 'display' ? <DisplayForm more={null} onDone={() => void advance()} /> : null}
          {'login' in step ? <p className={styles.who}>{words.signedInAs(step.login)}</p> : null}
          {step.at === 'password' ? (
            <NewPassword
              title={words.newPassword}
              typed={typed}
              least={door.passwordMinLength}
              own={[step.login, door.province, door.brand]}
              more={leave}
              onDone={() => void advance()}
            />
          ) : null}
          {step.at === 'show' ? <ShowFactor title={words.factorTitle} more={leave} onDone={() => void advance()} /> : null}
          {step.at === 'enrol' ? (
            <EnrolFactor title={words.enrolTitle} replaces={false} more={leave} onDone={(codes) => setStep({ at: 'recovery', codes })} />
          ) : null}
          {step.at === 'recovery' ? <RecoveryCodes codes={step.codes} onDone={() => void advance()} /> : null}
        </section>
        <footer className={styles.foot}>
          <span>{words.notice}</span>
          {outside ? (
            <button type="button" className="tg-link" onClick={() => setStep({ at: step.at === 'person' ? 'display' : 'person' })}>
              {step.at === 'person' ? words.displayLink : words.personLink}
            </button>
          ) : null}
        </footer>
      </main>
    </div>
  );
}

/** Says to who waits for it that the page answers to clicks. */
function Ready() {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return <span hidden data-ready={ready ? '' : undefined} />;
}

function refusalOf(refused: string | null, words: AccessWords): string | null {
  return refused !== null && Object.hasOwn(words.oidc, refused) ? words.oidc[refused as keyof AccessWords['oidc']] : null;
}

'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultText } from './fault-text.ts';
import { Field } from './field.tsx';
import styles from './forms.module.css';
import { QrCode } from './qr-code.tsx';
import { StepForm } from './step-form.tsx';
import { useAccessWords } from './use-access-words.ts';

type EnrolFactorProps = {
  title?: string;
  /** There is one that this one replaces: a code of it is asked for as well. */
  replaces: boolean;
  more?: ReactNode;
  onDone: (recovery: string[]) => void;
};

/** Offers an authenticator's key as a picture and as text, and takes its first code. */
export function EnrolFactor({ title, replaces, more, onDone }: EnrolFactorProps) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const [code, setCode] = useState('');
  const [current, setCurrent] = useState('');
  const { mutate: ask, data: offer, error: notOffered } = useMutation(trpc.session.offerFactor.mutationOptions());
  const confirm = useMutation(trpc.session.confirmFactor.mutationOptions({ onSuccess: ({ recovery }) => onDone(recovery), onError: () => setCode('') }));
  useEffect(() => ask(), [ask]);
  const error = confirm.error ?? notOffered;
  const tooOld = confirm.error?.message.includes('no longer good') === true;
  const submit = () => {
    if (!offer || tooOld) {
      confirm.reset();
      ask();
    } else if (code !== '') confirm.mutate({ enrolment: offer.enrolment, code, current: replaces ? current : null });
  };
  return (
    <StepForm
      title={title}
      fault={error ? faultText(error, 'code', words) : null}
      busy={confirm.isPending}
      verb={tooOld ? words.enrol : words.confirm}
      more={more}
      onSubmit={submit}
    >
      <div className={styles.offer}>
        {offer ? <QrCode className={styles.qr} text={offer.uri} label={words.qrLabel} /> : <span className={styles.qr} />}
        <div className={styles.form}>
          <p>{words.enrolSteps[0]}</p>
          <div className={styles.key}>
            <span>{words.secretLabel}</span>
            <code data-secret>{offer?.secret.replace(/.{4}(?=.)/g, '$& ') ?? '…'}</code>
          </div>
        </div>
      </div>
      {replaces ? (
        <Field label={words.currentCode} autoComplete="one-time-code" data-code value={current} onValue={setCurrent} maxLength={64} required />
      ) : null}
      <Field
        label={words.code}
        hint={words.enrolSteps[1]}
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        onValue={setCode}
        maxLength={6}
        required
      />
    </StepForm>
  );
}

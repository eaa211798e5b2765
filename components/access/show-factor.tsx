'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultText } from './fault-text.ts';
import { Field } from './field.tsx';
import { StepForm } from './step-form.tsx';
import { useAccessWords } from './use-access-words.ts';

/** Asks for the authenticator's code, or a recovery code. */
export function ShowFactor({ title, more, onDone }: { title?: string; more?: ReactNode; onDone: () => void }) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const [code, setCode] = useState('');
  const show = useMutation(trpc.session.showFactor.mutationOptions({ onSuccess: onDone, onError: () => setCode('') }));
  return (
    <StepForm
      title={title}
      note={words.factorNote}
      fault={show.error ? faultText(show.error, 'code', words) : null}
      busy={show.isPending}
      verb={words.verify}
      more={more}
      onSubmit={() => code.trim() !== '' && show.mutate({ code })}
    >
      <Field label={words.codeOrRecovery} autoComplete="one-time-code" data-code value={code} onValue={setCode} maxLength={64} required />
    </StepForm>
  );
}

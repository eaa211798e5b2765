'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultText } from './fault-text.ts';
import { Field } from './field.tsx';
import { StepForm } from './step-form.tsx';
import { useAccessWords } from './use-access-words.ts';

/** New recovery codes for a code of the authenticator; those before are worth nothing. */
export function RenewRecovery({ more, onDone }: { more: ReactNode; onDone: (codes: string[]) => void }) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const [code, setCode] = useState('');
  const renew = useMutation(trpc.session.renewRecovery.mutationOptions({ onSuccess: onDone, onError: () => setCode('') }));
  return (
    <StepForm
      fault={renew.error ? faultText(renew.error, 'code', words) : null}
      busy={renew.isPending}
      verb={words.renewRecovery}
      more={more}
      onSubmit={() => code.trim() !== '' && renew.mutate({ code })}
    >
      <Field label={words.code} autoComplete="one-time-code" data-code value={code} onValue={setCode} maxLength={64} required />
    </StepForm>
  );
}

'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultText } from './fault-text.ts';
import { Field } from './field.tsx';
import { StepForm } from './step-form.tsx';
import { useAccessWords } from './use-access-words.ts';

/** A wall's way in: its credential, pasted once, or behind the # of the link that its administrator gave. */
export function DisplayForm({ more, onDone }: { more: ReactNode; onDone: () => void }) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const [credential, setCredential] = useState('');
  const { mutate: enter, error, isPending } = useMutation(trpc.session.signInDisplay.mutationOptions({ onSuccess: onDone }));
  useEffect(() => {
    // What stands behind # is sent to no server; it leaves the address bar and the history at once.
    const given = window.location.hash.slice(1);
    if (given === '') return;
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    enter({ credential: given });
  }, [enter]);
  return (
    <StepForm
      title={words.displayTitle}
      note={words.displayNote}
      fault={error ? faultText(error, 'credential', words) : null}
      busy={isPending}
      verb={words.displayEnter}
      more={more}
      onSubmit={() => credential.trim() !== '' && enter({ credential })}
    >
      <Field label={words.credential} type="password" autoComplete="off" value={credential} onValue={setCredential} maxLength={200} required />
    </StepForm>
  );
}

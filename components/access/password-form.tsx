'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultText } from './fault-text.ts';
import { Field } from './field.tsx';
import { StepForm } from './step-form.tsx';
import { useAccessWords } from './use-access-words.ts';

type PasswordFormProps = { fault: string | null; focus: boolean; more: ReactNode; onDone: (login: string, password: string) => void };

/** Login and password. What was wrong of the two is not said. */
export function PasswordForm({ fault, focus, more, onDone }: PasswordFormProps) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation(
    trpc.session.signIn.mutationOptions({ onSuccess: (_answer, input) => onDone(input.login, input.password), onError: () => setPassword('') }),
  );
  return (
    <StepForm
      fault={signIn.error ? faultText(signIn.error, 'signIn', words) : signIn.isPending ? null : fault}
      busy={signIn.isPending}
      verb={words.signIn}
      more={more}
      focus={focus}
      onSubmit={() => login.trim() !== '' && password !== '' && signIn.mutate({ login, password })}
    >
      <Field label={words.login} name="username" autoComplete="username" value={login} onValue={setLogin} maxLength={200} required />
      <Field
        label={words.password}
        name="password"
        type="password"
        autoComplete="current-password"
        value={password}
        onValue={setPassword}
        maxLength={1000}
        required
      />
    </StepForm>
  );
}

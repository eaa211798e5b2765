'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { passwordFault } from '../../server/core/access/password-rules.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { faultText } from './fault-text.ts';
import { Field } from './field.tsx';
import { StepForm } from './step-form.tsx';
import { useAccessWords } from './use-access-words.ts';

type NewPasswordProps = {
  title?: string;
  /** The password that was typed a moment ago; null: it is asked for. */
  typed: string | null;
  least: number;
  /** Words that make no password: the login, the province, the brand. The server knows more of them. */
  own: readonly string[];
  more?: ReactNode;
  onDone: () => void;
};

/** Sets another password of one's own, by the rules that the server has as well. */
export function NewPassword({ title, typed, least, own, more, onDone }: NewPasswordProps) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const change = useMutation(trpc.session.changePassword.mutationOptions({ onSuccess: onDone }));
  const submit = () => {
    const fault = passwordFault(next, { minLength: least, own });
    const said = fault ? words.passwordFaults[fault] : next !== again ? words.differs : null;
    setWrong(said);
    if (said === null) change.mutate({ current: typed ?? current, next });
  };
  const fault = wrong ?? (change.error ? faultText(change.error, 'password', words) : null);
  return (
    <StepForm title={title} note={words.newPasswordNote(least)} fault={fault} busy={change.isPending} verb={words.setPassword} more={more} onSubmit={submit}>
      {typed === null ? (
        <Field label={words.presentPassword} type="password" autoComplete="current-password" value={current} onValue={setCurrent} required />
      ) : null}
      <Field label={words.next} type="password" autoComplete="new-password" value={next} onValue={setNext} required />
      <Field label={words.nextAgain} type="password" autoComplete="new-password" value={again} onValue={setAgain} required />
    </StepForm>
  );
}

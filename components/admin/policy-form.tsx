'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { POLICY_BOUNDS, POLICY_NUMBERS, type Policy, policyChanges, policyFaults } from '../../server/core/access/policy.ts';
import { ADMINISTRATORS, ROLES } from '../../server/core/access/roles.ts';
import type { PolicyVersion } from '../../server/wire/access.ts';
import { roleWords } from '../figure/role-words.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { conflictOf } from './conflict.ts';
import forms from './forms.module.css';
import styles from './policy.module.css';
import { policyWords } from './policy-messages.ts';
import { usePolicyText } from './policy-text.ts';
import { useAdminRefresh, useFaultText, useSelf } from './use-admin.ts';

/** The rules as fields; who may sets the next version, with what it would do counted before. */
export function PolicyForm({ newest, onSaid }: { newest: PolicyVersion; onSaid: (text: string) => void }) {
  const { locale, timeZone } = useLocale();
  const words = policyWords[locale];
  const { self, may } = useSelf();
  const trpc = useTRPC();
  const refresh = useAdminRefresh();
  const faultText = useFaultText();
  const text = usePolicyText();
  const [draft, setDraft] = useState<Policy>(newest.policy);
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  // A grant over a part of the province gives no hand in what holds for all of it; the server says so as well.
  const editable =
    may('policy.manage') && self.grants.some((g) => g.department === null && self.roots[0]?.above.length === 0 && g.region === self.roots[0]?.adcode);
  const faults = policyFaults(draft);
  const changed = policyChanges(newest.policy, draft);
  const set = (patch: Partial<Policy>) => {
    setDraft({ ...draft, ...patch });
    setAsked(false);
  };
  const save = useMutation(
    trpc.admin.setPolicy.mutationOptions({
      onSuccess: ({ version }) => onSaid(words.saved(version)),
      onError: (error) => {
        const lost = conflictOf(error);
        onSaid(lost ? words.lost(lost.who, `${formatDay(lost.at, locale, timeZone)} ${formatTime(lost.at, timeZone)}`) : faultText(error));
        setAsked(false);
      },
      onSettled: refresh,
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faults.length === 0 && changed.length > 0 && note.trim() !== '') setAsked(true);
  };
  const faultOfField = (field: keyof Policy) => faults.find((f) => f.field === field);
  return (
    <form className={forms.form} onSubmit={submit}>
      {editable ? null : <p className={forms.hint}>{words.readOnly}</p>}
      {POLICY_NUMBERS.map((field) => {
        const { min, max } = POLICY_BOUNDS[field];
        const fault = faultOfField(field);
        return (
          <label key={field} className={styles.row}>
            <span className={styles.name}>
              <b>{words.fields[field]}</b>
              <small>{words.hints[field]}</small>
            </span>
            <span className={styles.number}>
              <input
                type="number"
                min={min}
                max={max}
                step={1}
                disabled={!editable}
                aria-invalid={fault !== undefined}
                value={Number.isNaN(draft[field]) ? '' : draft[field]}
                onChange={(event) => set({ [field]: event.target.value === '' ? Number.NaN : Number(event.target.value) })}
              />
              <span>{words.units[field]}</span>
              <small>{fault ? words.faults[fault.why] : words.bounds(min, max)}</small>
            </span>
          </label>
        );
      })}
      <label className={styles.row}>
        <span className={styles.name}>
          <b>{words.fields.comparison}</b>
          <small>{words.hints.comparison}</small>
        </span>
        <span className={forms.check}>
          <input type="checkbox" disabled={!editable} checked={draft.comparison} onChange={(event) => set({ comparison: event.target.checked })} />
          <span>{draft.comparison ? words.on : words.off}</span>
        </span>
      </label>
      <FactorRoles draft={draft} editable={editable} onChange={(factorRoles) => set({ factorRoles })} />
      {editable && changed.length > 0 ? (
        <>
          {faults.length === 0 ? <Effect policy={draft} changed={changed} /> : null}
          <label className={forms.field}>
            <span>{words.decision}</span>
            <input required maxLength={200} value={note} placeholder={words.decisionHint} onChange={(event) => setNote(event.target.value)} />
          </label>
          {asked ? (
            <div className={forms.sure} role="status">
              <p>{words.sure(changed.map((f) => `${words.fields[f]} ${text(newest.policy, f)} → ${text(draft, f)}`).join('；'))}</p>
              <div className={forms.actions}>
                <Button
                  look="primary"
                  disabled={save.isPending}
                  onClick={() => save.mutate({ version: newest.version, policy: { ...draft, factorRoles: [...draft.factorRoles] }, note: note.trim() })}
                >
                  {words.save}
                </Button>
                <Button onClick={() => setAsked(false)}>{words.reset}</Button>
              </div>
            </div>
          ) : (
            <div className={forms.actions}>
              <Button type="submit" look="primary" disabled={faults.length > 0 || note.trim() === ''}>
                {words.save}
              </Button>
              <Button onClick={() => set(newest.policy)}>{words.reset}</Button>
            </div>
          )}
        </>
      ) : null}
    </form>
  );
}

type FactorProps = { draft: Policy; editable: boolean; onChange: (roles: Policy['factorRoles']) => void };

function FactorRoles({ draft, editable, onChange }: FactorProps) {
  const { locale } = useLocale();
  const words = policyWords[locale];
  const roles = roleWords[locale];
  return (
    <fieldset className={styles.roles}>
      <legend>
        <b>{words.fields.factorRoles}</b>
        <small>{words.hints.factorRoles}</small>
      </legend>
      {ROLES.map((role) => {
        const always = ADMINISTRATORS.includes(role);
        return (
          <label key={role} className={forms.check}>
            <input
              type="checkbox"
              disabled={!editable || always}
              checked={draft.factorRoles.includes(role)}
              onChange={(event) => onChange(ROLES.filter((r) => (r === role ? event.target.checked : draft.factorRoles.includes(r))))}
            />
            <span>
              {roles[role].name}
              {always ? <small>{words.alwaysFactor}</small> : null}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** What the draft would do to the accounts and sessions of this moment. */
function Effect({ policy, changed }: { policy: Policy; changed: readonly (keyof Policy)[] }) {
  const words = policyWords[useLocale().locale];
  const trpc = useTRPC();
  const effect = useQuery(
    trpc.admin.policyEffect.queryOptions({ policy: { ...policy, factorRoles: [...policy.factorRoles] } }, { placeholderData: (before) => before }),
  ).data;
  const of = (...fields: (keyof Policy)[]) => fields.some((field) => changed.includes(field));
  const lines = effect
    ? [
        of('factorRoles') && effect.withoutFactor > 0 ? words.withoutFactor(effect.withoutFactor) : null,
        of('idleMinutes', 'absoluteHours') && effect.sessionsEnded > 0 ? words.sessionsEnded(effect.sessionsEnded, effect.sessions) : null,
        of('passwordMinLength') && effect.passwords > 0 ? words.passwords(effect.passwords) : null,
        of('auditYears') && effect.auditRows > 0 ? words.auditRows(effect.auditRows) : null,
      ].filter((line) => line !== null)
    : null;
  return (
    <section className={forms.section} aria-live="polite">
      <h3>
        {words.effect} <small className={forms.hint}>{words.effectNote}</small>
      </h3>
      {lines === null ? (
        <p>…</p>
      ) : (
        <ul className={styles.effect}>{lines.length === 0 ? <li>{words.noEffect}</li> : lines.map((line) => <li key={line}>{line}</li>)}</ul>
      )}
    </section>
  );
}

'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type GiveFault, type GrantWish, giveFault } from '../../server/core/access/delegation.ts';
import { mayUnmask, ROLES, type Role } from '../../server/core/access/roles.ts';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useLineage } from '../figure/use-regions.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import { AccountPicker } from './account-picker.tsx';
import styles from './forms.module.css';
import { dayEnd, dayStart } from './grant-time.ts';
import { useTimeText } from './time-bar.tsx';
import { useAccessWords, useAdminRefresh, useFaultText, useSelf } from './use-admin.ts';

type Draft = { role: Role | ''; department: string; unmask: boolean; from: string; until: string; note: string };
const EMPTY: Draft = { role: '', department: '', unmask: false, from: '', until: '', note: '' };

type Props = {
  account: number | null;
  region: string;
  regionName: string;
  now: number;
  onPick: (account: number | null) => void;
  onDone: (said: string) => void;
};

/** Gives a grant over the region that the tree shows: fields, then what it would mean, then done. */
export function GiveGrant({ account, region, regionName, now, onPick, onDone }: Props) {
  const words = useAccessWords();
  const roles = roleWords[useLocale().locale];
  const { meta, offset } = useConsole();
  const { self } = useSelf();
  const trpc = useTRPC();
  const refresh = useAdminRefresh();
  const faultText = useFaultText();
  const timeText = useTimeText();
  const [draft, setDraft] = useState(EMPTY);
  const [checked, setChecked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const holder = useQuery(trpc.admin.account.queryOptions({ account: account ?? 1 }, { enabled: account !== null }));
  const held = useQuery(trpc.admin.accountGrants.queryOptions({ account: account ?? 1 }, { enabled: account !== null }));
  const lineage = useLineage(region).map((r) => r.adcode);
  const set = (patch: Partial<Draft>) => {
    setDraft({ ...draft, ...patch });
    setChecked(false);
    setFault(null);
  };
  const give = useMutation(
    trpc.admin.giveGrant.mutationOptions({
      onSuccess: () => onDone(words.given(holder.data?.name ?? '', draft.role === '' ? '' : roles[draft.role].name)),
      onError: (error) => {
        setFault(faultText(error));
        setChecked(false);
      },
      onSettled: refresh,
    }),
  );
  const from = draft.from === '' ? now : dayStart(draft.from, offset);
  const until = draft.until === '' ? null : dayEnd(draft.until, offset);
  const wish: GrantWish | null =
    draft.role === '' || from === null
      ? null
      : { role: draft.role, region, department: draft.department || null, unmask: draft.unmask && mayUnmask(draft.role), from: Math.max(from, now), until };

  /** The server decides; what can be told before is told before. Departments below departments are known to it alone. */
  const faultNow = (): string | null => {
    if (!wish || !holder.data || !held.data) return words.faults.choose;
    if (from === null || (draft.until !== '' && until === null)) return words.faults.day;
    const grants = held.data.map((g) => ({ ...g }));
    const contains = { region: (ancestor: string) => lineage.includes(ancestor), department: () => true };
    const known = giveFault(
      { account: self.account, grants: self.grants },
      { account: holder.data.id, disabled: holder.data.state === 'disabled', grants },
      wish,
      contains,
      now,
    );
    return known ? faultWords(known) : null;
  };
  const faultWords = (known: GiveFault) =>
    known.why === 'conflict' ? words.conflictRoles(roles[known.first].name, roles[known.second].name) : words.faults[known.why];

  const check = (event: FormEvent) => {
    event.preventDefault();
    const found = faultNow();
    setFault(found);
    setChecked(found === null);
  };
  const confirm = () => {
    if (!wish || !holder.data) return;
    const { role, department, unmask } = wish;
    const asked = { role, region, department, unmask, from: draft.from === '' || (from ?? 0) <= now ? null : from, until };
    give.mutate({ account: holder.data.id, version: holder.data.version, ...asked, note: draft.note.trim() || null });
  };
  const span = wish ? timeText({ ...wish, revokedAt: null, time: wish.from > now ? 'future' : 'active' }, now) : '';

  return (
    <form className={styles.form} onSubmit={check}>
      <AccountPicker
        account={account}
        onPick={(picked) => {
          onPick(picked);
          set({});
        }}
      />
      <label className={styles.field}>
        <span>{words.role}</span>
        <select value={draft.role} onChange={(event) => set({ role: ROLES.find((r) => r === event.target.value) ?? '', unmask: false })}>
          <option value="" disabled>
            —
          </option>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {roles[role].name} · {roles[role].duty}
            </option>
          ))}
        </select>
      </label>
      <div className={styles.field}>
        <span>{words.region}</span>
        <div className={styles.value}>
          <b>{regionName}</b>
          <small>{words.regionHint}</small>
        </div>
      </div>
      <label className={styles.field}>
        <span>{words.department}</span>
        <select value={draft.department} onChange={(event) => set({ department: event.target.value })}>
          <option value="">{words.allDepartments}</option>
          {Object.entries(meta.departments).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {draft.role !== '' && mayUnmask(draft.role) ? (
        <label className={styles.check}>
          <input type="checkbox" checked={draft.unmask} onChange={(event) => set({ unmask: event.target.checked })} />
          <span>
            {words.unmaskLabel}
            <small>{words.unmaskHint}</small>
          </span>
        </label>
      ) : null}
      <div className={styles.pair}>
        <label className={styles.field}>
          <span>{words.fromLabel}</span>
          <input type="date" value={draft.from} onChange={(event) => set({ from: event.target.value })} />
          <small>{words.fromHint}</small>
        </label>
        <label className={styles.field}>
          <span>{words.untilLabel}</span>
          <input type="date" value={draft.until} onChange={(event) => set({ until: event.target.value })} />
          <small>{words.untilHint}</small>
        </label>
      </div>
      <label className={styles.field}>
        <span>{words.note}</span>
        <input value={draft.note} maxLength={200} placeholder={words.noteHint} onChange={(event) => set({ note: event.target.value })} />
      </label>
      {fault ? (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      ) : null}
      {checked && wish && holder.data ? (
        <div className={styles.sure} role="status">
          <p>
            {words.summary(
              holder.data.name,
              roles[wish.role].name,
              regionName,
              wish.department ? (meta.departments[wish.department] ?? wish.department) : words.allDepartments,
              [draft.from === '' ? words.spanFromNow : '', span, wish.unmask ? words.unmaskLabel : ''].filter(Boolean).join('，'),
            )}
          </p>
          <div className={styles.actions}>
            <Button look="primary" disabled={give.isPending} onClick={confirm}>
              {words.confirm}
            </Button>
            <Button onClick={() => setChecked(false)}>{words.back}</Button>
          </div>
        </div>
      ) : (
        <div className={styles.actions}>
          <Button type="submit" look="primary">
            {words.check}
          </Button>
        </div>
      )}
    </form>
  );
}

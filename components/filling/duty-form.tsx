'use client';
import { type FormEvent, useRef, useState } from 'react';
import { type Ask, dutyFault, FILLING_GRAINS, FILLING_STATUSES, type FillingGrain, type FillingStatus, takesFilling } from '../../server/core/filling/duty.ts';
import { periodAt } from '../../server/core/filling/periods.ts';
import type { DutyView } from '../../server/wire/filling.ts';
import { useConsole } from '../figure/console-context.tsx';
import { DepartmentOptions, RegionOptions } from '../knowledge/filters.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { useWords } from '../ui/locale.tsx';
import styles from './filling.module.css';
import { Field } from './filling-form.tsx';
import { useFillingWords, useReread } from './use-filling.ts';

type DutyFormProps = { region: string; duty: DutyView | null; onClose: () => void; onSaved: (id: number) => void };
type AskText = { on: boolean; amount: string; unit: Ask['unit'] };
type Asks = Record<FillingStatus, AskText>;
type Wrong = 'indicator' | 'level' | 'asks' | 'days' | 'from' | 'until' | 'remind' | 'department';

const START: Record<FillingStatus, string> = { preliminary: '5', formal: '15', revised: '60' };

function asksOf(duty: DutyView | null): Asks {
  const of = (status: FillingStatus): AskText => {
    const ask = duty?.asks.find((a) => a.status === status);
    return { on: duty === null ? status === 'formal' : ask !== undefined, amount: String(ask?.amount ?? START[status]), unit: ask?.unit ?? 'working_day' };
  };
  return { preliminary: of('preliminary'), formal: of('formal'), revised: of('revised') };
}

/** A duty as it is made or changed. What it is of stays once it is made; its last period ends it. */
export function DutyForm({ region, duty, onClose, onSaved }: DutyFormProps) {
  const words = useFillingWords();
  const common = useWords();
  const { meta, offset, viewer, indicator, region: placeOf } = useConsole();
  const client = useTRPCClient();
  const reread = useReread();
  const [code, setCode] = useState(duty?.indicator ?? '');
  const [place, setPlace] = useState(duty?.region ?? region);
  const [department, setDepartment] = useState(duty?.department ?? '');
  const [grain, setGrain] = useState<FillingGrain>(duty?.grain ?? 'month');
  const [asks, setAsks] = useState(() => asksOf(duty));
  const [from, setFrom] = useState(duty?.from ?? periodAt('month', meta.now, offset));
  const [until, setUntil] = useState(duty?.until ?? '');
  const [remind, setRemind] = useState(String(duty?.remindDays ?? 3));
  const [note, setNote] = useState(duty?.note ?? '');
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef('');
  const made = duty !== null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const given = FILLING_STATUSES.flatMap((status): Ask[] =>
      asks[status].on ? [{ status, amount: Number(asks[status].amount), unit: asks[status].unit }] : [],
    );
    const asked = {
      indicator: code,
      region: place,
      department,
      grain,
      asks: given,
      from: from.trim(),
      until: until.trim() || null,
      remindDays: Number(remind),
    };
    const wrong: Wrong | null = dutyFault(asked, indicator(code) ?? undefined, placeOf(place)?.level ?? '') ?? (department === '' ? 'department' : null);
    if (wrong) {
      setSaid(words.duties.lacks(labels[wrong]));
      return;
    }
    setBusy(true);
    setSaid(null);
    key.current ||= crypto.randomUUID();
    try {
      const saved = await client.filling.saveDuty.mutate({ ...asked, id: duty?.id ?? null, expect: duty?.version ?? 0, note: note.trim(), key: key.current });
      key.current = '';
      await reread();
      setSaid(words.duties.saved);
      onSaved(saved.id);
    } catch (error) {
      const { what, todo } = faultOf(error, common);
      const conflict = (error as { data?: { code?: string } }).data?.code === 'CONFLICT';
      if (conflict) key.current = '';
      setSaid(conflict ? words.duties.conflict : `${what}，${todo}`);
    }
    setBusy(false);
  };
  const labels: Record<Wrong, string> = {
    indicator: words.indicator,
    level: words.region,
    asks: words.duties.asks,
    days: words.duties.days,
    from: words.duties.from,
    until: words.duties.end,
    remind: words.duties.remind,
    department: words.department,
  };
  const setAsk = (status: FillingStatus, patch: Partial<AskText>) => setAsks({ ...asks, [status]: { ...asks[status], ...patch } });
  return (
    <form className={styles.body} onSubmit={(e) => void submit(e)} aria-label={made ? words.duties.change : words.duties.make} data-form="duty">
      <h2>{made ? duty.name : words.duties.make}</h2>
      <p className={styles.quiet}>{words.duties.fixed}</p>
      <Field name="indicator" label={`${words.indicator} *`}>
        <select value={code} disabled={made} onChange={(e) => setCode(e.target.value)}>
          <option value="" />
          {meta.indicators.filter(takesFilling).map((row) => (
            <option key={row.code} value={row.code}>
              {row.name}
            </option>
          ))}
        </select>
      </Field>
      <Field name="region" label={`${words.region} *`}>
        <select value={place} disabled={made} onChange={(e) => setPlace(e.target.value)}>
          <RegionOptions within={viewer.homes} />
        </select>
      </Field>
      <Field name="grain" label={`${words.duties.grain} *`}>
        <select
          value={grain}
          disabled={made}
          onChange={(e) => {
            const next = FILLING_GRAINS.find((g) => g === e.target.value) ?? 'month';
            setGrain(next);
            setFrom(periodAt(next, meta.now, offset));
          }}
        >
          {FILLING_GRAINS.map((g) => (
            <option key={g} value={g}>
              {words.grains[g]}
            </option>
          ))}
        </select>
      </Field>
      <Field name="department" label={`${words.department} *`}>
        <select value={department} onChange={(e) => setDepartment(e.target.value)}>
          <option value="" />
          <DepartmentOptions />
        </select>
      </Field>
      <fieldset className={styles.asks}>
        <legend>{`${words.duties.asks} *`}</legend>
        {FILLING_STATUSES.map((status) => (
          <div key={status}>
            <label>
              <input type="checkbox" checked={asks[status].on} onChange={(e) => setAsk(status, { on: e.target.checked })} data-ask={status} />
              {words.statuses[status]}
            </label>
            <span>{words.duties.days}</span>
            <input
              inputMode="numeric"
              aria-label={`${words.statuses[status]} ${words.duties.days}`}
              value={asks[status].amount}
              disabled={!asks[status].on}
              onChange={(e) => setAsk(status, { amount: e.target.value })}
            />
            <select
              aria-label={`${words.statuses[status]} ${words.duties.rule}`}
              value={asks[status].unit}
              disabled={!asks[status].on}
              onChange={(e) => setAsk(status, { unit: e.target.value === 'natural_day' ? 'natural_day' : 'working_day' })}
            >
              <option value="working_day">{words.duties.units.working_day}</option>
              <option value="natural_day">{words.duties.units.natural_day}</option>
            </select>
          </div>
        ))}
      </fieldset>
      <Field name="from" label={`${words.duties.from} *`}>
        <input value={from} placeholder={words.duties.periodHint[grain]} onChange={(e) => setFrom(e.target.value)} />
      </Field>
      <Field name="until" label={words.duties.end}>
        <input value={until} placeholder={words.duties.open} onChange={(e) => setUntil(e.target.value)} />
      </Field>
      <Field name="remind" label={`${words.duties.remind}（0–60）`}>
        <input inputMode="numeric" value={remind} onChange={(e) => setRemind(e.target.value)} />
      </Field>
      <Field name="duty_note" label={words.duties.note}>
        <textarea rows={2} maxLength={1_000} value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
      {said ? (
        <p className={styles.problem} role="status" data-said>
          {said}
        </p>
      ) : null}
      <footer>
        <Button type="submit" look="primary" disabled={busy}>
          {words.duties.save}
        </Button>
        <Button onClick={onClose}>{words.duties.cancel}</Button>
      </footer>
    </form>
  );
}

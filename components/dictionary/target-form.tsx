'use client';
import { type FormEvent, useId, useState } from 'react';
import { COMPARATORS, targetFaults } from '../../server/core/indicator/target-text.ts';
import type { DictionaryEntry } from '../../server/wire/dictionary.ts';
import { useConsole } from '../figure/console-context.tsx';
import styles from './dictionary.module.css';
import { ChoiceField, TextField } from './form-fields.tsx';
import { Documents, FormFoot } from './form-foot.tsx';
import { type FormOf, useDictionaryWords } from './use-dictionary.ts';
import { useDraft } from './use-draft.ts';

type Props = { entry: DictionaryEntry; form: FormOf; onDone: (said: string) => void; onClose: () => void };

const SIGNS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤' };

/** A target of one region and period, with the document that sets it; or the end of one. */
export function TargetForm({ entry, form, onDone, onClose }: Props) {
  const words = useDictionaryWords();
  const { meta, lineage } = useConsole();
  const list = useId();
  const begun = form.of?.kind === 'target' ? form.of : null;
  const tops = entry.may.draftIn;
  const levels = new Set(entry.row?.reportedAt ?? []);
  const adds = entry.row?.additivity.region === 'add';
  const regions = meta.regions.filter((r) => (r.parent === null || levels.has(r.level) || adds) && lineage(r.adcode).some((up) => tops.includes(up.adcode)));
  const [place, setPlace] = useState({ region: begun?.region ?? regions[0]?.adcode ?? '', period: begun?.period ?? '', path: begun?.path ?? '' });
  const course = entry.targets.find((t) => t.region === place.region && t.period === place.period.trim() && t.path === place.path.trim());
  // A target that is there already is changed, not begun a second time.
  const draft = useDraft({ ...form, base: begun ? form.base : (course?.versions[0]?.version ?? 0) }, onDone);
  const of = { kind: 'target', code: entry.code, region: place.region, period: place.period.trim(), path: place.path.trim() } as const;
  const ended = draft.form.fields.ended === 'yes';
  const kept = begun !== null || draft.id !== null;
  // Which target it is cannot be changed once it is kept: it is kept only when its period can be one.
  const period = targetFaults(of.period, {}).filter((f) => f.field === 'period');
  const ready = kept || period.length === 0;
  const placed = {
    fields: place,
    faults: of.period === '' ? draft.form.faults : [...period, ...draft.form.faults],
    set: (field: string, value: string) => setPlace((before) => ({ ...before, [field]: value })),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) draft.send(of);
  };
  return (
    <form className={styles.form} data-form="target" onSubmit={submit}>
      <h3>{words.targetTitle(entry.row?.name ?? entry.code)}</h3>
      <Documents id={list} />
      <fieldset className={styles.group}>
        <legend>{words.tabs.targets}</legend>
        <ChoiceField form={placed} field="region" disabled={kept} options={regions.map((r) => ({ id: r.adcode, name: r.name }))} />
        <TextField form={placed} field="period" disabled={kept} />
        {ended ? null : (
          <>
            <ChoiceField form={draft.form} field="comparator" options={COMPARATORS.map((c) => ({ id: c, name: SIGNS[c] ?? c }))} />
            <TextField form={draft.form} field="value" />
          </>
        )}
        <TextField form={placed} field="path" disabled={kept} />
        <ChoiceField
          form={draft.form}
          field="ended"
          options={[
            { id: '', name: words.inForce },
            { id: 'yes', name: words.endTarget },
          ]}
        />
        <TextField form={draft.form} field="document" list={list} />
        <TextField form={draft.form} field="place" />
      </fieldset>
      <FormFoot draft={ready ? draft : { ...draft, busy: true }} of={of} onClose={onClose} />
    </form>
  );
}

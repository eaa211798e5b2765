'use client';
import { type FormEvent, useId } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import styles from './dictionary.module.css';
import { useFieldText } from './field-text.ts';
import { ChoiceField, type Form, optionsOf, TextField } from './form-fields.tsx';
import { Documents, FormFoot } from './form-foot.tsx';
import { type FormOf, useDictionaryWords } from './use-dictionary.ts';
import { useDraft } from './use-draft.ts';

type Props = {
  code: string;
  /** The counting rule of an indicator that is there: shown, and not to be changed. */
  counting: Readonly<Record<string, string>>;
  isNew: boolean;
  form: FormOf;
  onDone: (said: string) => void;
  onClose: () => void;
};

/** The words of a definition, and of a new indicator its counting rule. */
export function DefinitionForm({ code, counting, isNew, form, onDone, onClose }: Props) {
  const words = useDictionaryWords();
  const draft = useDraft(form, onDone);
  const of = { kind: 'definition', code } as const;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    draft.send(of);
  };
  return (
    <form className={styles.form} data-form="definition" onSubmit={submit}>
      <h3>{words.editTitle(draft.form.fields.name || code)}</h3>
      {isNew ? <CountingFields form={draft.form} /> : <CountingFacts counting={counting} />}
      <WordFields form={draft.form} ratio={(isNew ? draft.form.fields.kind : counting.kind) === 'ratio'} />
      <FormFoot draft={draft} of={of} onClose={onClose} />
    </form>
  );
}

/** All words, in groups. */
export function WordFields({ form, ratio }: { form: Form; ratio: boolean }) {
  const words = useDictionaryWords();
  const list = useId();
  const range = form.fields.rangeKind ?? 'none';
  return (
    <>
      <Documents id={list} />
      <fieldset className={styles.group}>
        <legend>{words.groups.meaning}</legend>
        <TextField form={form} field="name" />
        <TextField form={form} field="shortName" />
        <TextField form={form} field="responsible" />
        <TextField form={form} field="population" />
        <div className={styles.wide}>
          <TextField form={form} field="definition" rows={2} />
          <TextField form={form} field="caliber" rows={2} />
          <TextField form={form} field="otherCaliber" />
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{words.groups.formula}</legend>
        <div className={styles.wide}>
          <TextField form={form} field="formula" rows={2} />
          <TextField form={form} field="formulaNote" />
        </div>
        {ratio ? <TextField form={form} field="numeratorName" /> : null}
        {ratio ? <TextField form={form} field="denominatorName" /> : null}
        <TextField form={form} field="formulaDocument" list={list} />
        <TextField form={form} field="formulaLine" />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{words.groups.judging}</legend>
        <ChoiceField form={form} field="direction" options={optionsOf(words.directions)} />
        <TextField form={form} field="decimals" />
        <ChoiceField form={form} field="rangeKind" options={optionsOf(words.ranges)} />
        <TextField form={form} field="cadence" />
        {range === 'fixed' ? (
          <>
            <TextField form={form} field="rangeLow" />
            <TextField form={form} field="rangeHigh" />
          </>
        ) : null}
        {range === 'pattern' ? (
          <>
            <TextField form={form} field="rangeWeeks" />
            <TextField form={form} field="rangeTolerance" />
          </>
        ) : null}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{words.groups.baseline}</legend>
        <TextField form={form} field="baselineValue" />
        <TextField form={form} field="baselineAsOf" />
        <TextField form={form} field="baselineDocument" list={list} />
        <TextField form={form} field="baselineLine" />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{words.groups.source}</legend>
        <TextField form={form} field="sourceDocument" list={list} />
        <TextField form={form} field="sourceLine" />
      </fieldset>
    </>
  );
}

/** How a new indicator counts; it is reported, and fixed once it is published. */
export function CountingFields({ form }: { form: Form }) {
  const words = useDictionaryWords();
  const { meta } = useConsole();
  const levels = new Set((form.fields.reportedAt ?? '').split(' ').filter(Boolean));
  const fault = form.faults.find((f) => f.field === 'reportedAt');
  const toggle = (id: string, on: boolean) =>
    form.set(
      'reportedAt',
      meta.profile.levels
        .map((l) => l.id)
        .filter((l) => (l === id ? on : levels.has(l)))
        .join(' '),
    );
  return (
    <fieldset className={styles.group}>
      <legend>{words.groups.counting}</legend>
      <ChoiceField form={form} field="kind" options={optionsOf(words.kinds)} />
      <ChoiceField form={form} field="function" options={[{ id: '', name: words.noFunction }, ...meta.profile.functions]} />
      <TextField form={form} field="unit" />
      <TextField form={form} field="scale" />
      <TextField form={form} field="factor" />
      <ChoiceField form={form} field="regionAdds" options={optionsOf({ add: words.adds.add, none: words.adds.none })} />
      <ChoiceField form={form} field="timeAdds" options={optionsOf(words.adds)} />
      <fieldset className={styles.levels} data-field="reportedAt" data-fault={fault?.fault}>
        <legend>{words.fields.reportedAt}</legend>
        {meta.profile.levels.map((level) => (
          <label key={level.id}>
            <input type="checkbox" checked={levels.has(level.id)} onChange={(event) => toggle(level.id, event.target.checked)} />
            <span>{level.name}</span>
          </label>
        ))}
        {fault ? <small className={styles.wrong}>{words.faults[fault.fault]}</small> : null}
      </fieldset>
    </fieldset>
  );
}

function CountingFacts({ counting }: { counting: Readonly<Record<string, string>> }) {
  const words = useDictionaryWords();
  const text = useFieldText();
  const shown = (['kind', 'unit', 'regionAdds', 'timeAdds', 'reportedAt'] as const).map((f) => `${words.fields[f]} ${text(f, counting[f] ?? '') || '—'}`);
  return (
    <p className={styles.said}>
      {words.fixed}：{shown.join('，')}
    </p>
  );
}

'use client';
import { useId } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { CategoryOptions, RegionOptions } from '../knowledge/filters.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatPercent } from '../ui/format.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Field } from './field.tsx';
import styles from './intake.module.css';
import { CHANNELS, type IntakeFields, type IntakeProblems, worthTelling } from './intake-form.ts';
import { type Advice, useIntakeWords } from './use-intake.ts';

export type Set = (patch: Partial<IntakeFields>) => void;
type MatterProps = { fields: IntakeFields; set: Set; problems: IntakeProblems; advice: Advice | null; failed: boolean };

const percent = (share: number) => formatPercent(share * 100, 0);

/** What is asked for, where, and of which class, with what is advised under each. */
export function MatterFields({ fields, set, problems, advice, failed }: MatterProps) {
  const words = useIntakeWords();
  const { meta, viewer } = useConsole();
  const kindNote = useId();
  return (
    <fieldset className={styles.group}>
      <legend>{words.matter}</legend>
      <div className={cx(styles.kind, problems.requestType && styles.kindWrong)} data-invalid={problems.requestType ? '' : undefined}>
        <Segmented
          label={words.requestType}
          describedBy={problems.requestType ? kindNote : undefined}
          value={fields.requestType}
          options={meta.profile.requestTypes.map((id) => ({ id, label: id }))}
          onChange={(requestType) => set({ requestType })}
        />
        {problems.requestType ? (
          <span id={kindNote} className={styles.note}>
            <b>
              {words.requestType} {words.problems[problems.requestType]}
            </b>
          </span>
        ) : null}
      </div>
      <Field label={words.matterTitle} problem={problems.title} wide>
        {(control) => <input {...control} autoComplete="off" maxLength={120} value={fields.title} onChange={(event) => set({ title: event.target.value })} />}
      </Field>
      <Field label={words.body} problem={problems.body} wide>
        {(control) => (
          <textarea
            {...control}
            rows={5}
            maxLength={20_000}
            placeholder={words.bodyHint}
            value={fields.body}
            onChange={(event) => set({ body: event.target.value })}
          />
        )}
      </Field>
      <div className={styles.row}>
        <Field
          label={words.place}
          problem={problems.region}
          note={
            <>
              <TopNote region={fields.region} />
              <PlaceNote {...{ fields, set, advice, failed }} />
            </>
          }
        >
          {(control) => (
            <select {...control} value={fields.region} onChange={(event) => set({ region: event.target.value })}>
              <RegionOptions within={viewer.homes} />
              <TownOption region={fields.region} name={advice?.place?.region === fields.region ? advice.place.name : null} />
            </select>
          )}
        </Field>
        <Field label={words.category} note={<ClassNote {...{ fields, set, advice, failed }} />}>
          {(control) => (
            <select {...control} value={fields.category} onChange={(event) => set({ category: event.target.value })}>
              <option value="">{words.noCategory}</option>
              <CategoryOptions />
            </select>
          )}
        </Field>
      </div>
    </fieldset>
  );
}

/** A town that was taken from the text: the list ends at counties. */
function TownOption({ region, name }: { region: string; name: string | null }) {
  const { region: find, lineage } = useConsole();
  if (find(region)) return null;
  const above = lineage(`${region.slice(0, 6)}`)
    .slice(1)
    .map((r) => r.shortName)
    .join('');
  return <option value={region}>{`${above}${name ?? region}`}</option>;
}

/** A place at the top of what the seat may choose is most likely one that nobody asked for. */
function TopNote({ region }: { region: string }) {
  const words = useIntakeWords();
  const { viewer, root, region: find, childLevel } = useConsole();
  const below = childLevel(region);
  if (!viewer.homes.includes(region) || below === '') return null;
  return (
    <b className={styles.top} data-place-top={region}>
      {region === root.adcode ? words.placeWhole : words.placeTop(find(region)?.name ?? region, below)}
    </b>
  );
}

type NoteProps = Omit<MatterProps, 'problems'>;

function PlaceNote({ fields, set, advice, failed }: NoteProps) {
  const words = useIntakeWords();
  if (failed) return words.adviceFailed;
  if (!advice) return words.waiting;
  const { place } = advice;
  if (!place) return words.placeNone;
  if (place.region === fields.region) return words.placeSame(place.matched, percent(place.confidence));
  return (
    <Button data-place={place.region} keyName="Alt+P" onClick={() => set({ region: place.region })}>
      {words.placeTake(place.name, place.matched, percent(place.confidence))}
    </Button>
  );
}

function ClassNote({ fields, set, advice, failed }: NoteProps) {
  const words = useIntakeWords();
  if (failed) return words.adviceFailed;
  if (!advice) return words.waiting;
  const { suggestions, abstains, modelAt } = advice.classes;
  if (modelAt === null) return words.classNoModel;
  const worth = worthTelling(suggestions);
  if (abstains || worth.length === 0) return words.classAbstains;
  return (
    <span className={styles.suggestions}>
      {worth.map(({ category, name, probability }, i) => (
        <Button
          key={category}
          pressed={fields.category === category}
          data-class={category}
          keyName={i === 0 ? 'Alt+C' : undefined}
          onClick={() => set({ category })}
        >
          {words.classTake(name, percent(probability))}
        </Button>
      ))}
    </span>
  );
}

/** How urgent it is and how it came in. */
export function TermFields({ fields, set }: { fields: IntakeFields; set: Set }) {
  const words = useIntakeWords();
  return (
    <fieldset className={styles.group}>
      <legend>{words.terms}</legend>
      <div className={cx(styles.row, styles.terms)}>
        <Segmented
          label={words.priority}
          value={fields.priority}
          options={(['normal', 'urgent', 'critical'] as const).map((id) => ({ id, label: words.priorities[id] }))}
          onChange={(priority) => set({ priority })}
        />
        <Choice
          label={words.channel}
          value={fields.channel}
          options={CHANNELS.map((id) => [id, words.channels[id]])}
          onChange={(channel) => set({ channel })}
        />
        <Choice
          label={words.entrance}
          value={fields.entrance}
          options={[['', words.noEntrance], ...(['grassroots', 'petition', 'sector'] as const).map((id): [typeof id, string] => [id, words.entrances[id]])]}
          onChange={(entrance) => set({ entrance })}
        />
        <Field label={words.line}>
          {(control) => <input {...control} autoComplete="off" maxLength={40} value={fields.line} onChange={(event) => set({ line: event.target.value })} />}
        </Field>
      </div>
    </fieldset>
  );
}

function Choice<Id extends string>({ label, value, options, onChange }: { label: string; value: string; options: [Id, string][]; onChange: (id: Id) => void }) {
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={(event) => {
            const found = options.find(([id]) => id === event.target.value);
            if (found) onChange(found[0]);
          }}
        >
          {options.map(([id, text]) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

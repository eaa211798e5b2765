'use client';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { MEASURES } from '../../server/core/case/measures.ts';
import { DAY } from '../../server/core/indicator/window.ts';
import { dayProblem } from '../../server/core/task/until.ts';
import type { DeskField } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { fromWall, wallText } from '../figure/time-text.ts';
import { cx } from '../ui/class-names.ts';
import { useLocale } from '../ui/locale.tsx';
import { findUnits, type Named } from './command-line.ts';
import { choiceText, commandWords, fieldText } from './command-messages.ts';
import styles from './desk.module.css';
import { composes } from './desk-keys.ts';
import { deskWords } from './messages.ts';

export type CommandFieldProps = {
  field: DeskField;
  value: unknown;
  onChange: (value: unknown) => void;
  units: readonly Named[];
  /** Titles of tickets that a field of ids may hold. */
  tickets: ReadonlyMap<number, string>;
  wrong: boolean;
};

const UNIT_FIELDS = new Set(['unit', 'suggested']);
const REGION_FIELDS = new Set(['region', 'to']);

/** One field of a command, by its type and name: text, choice, unit, place, class, number, time, yes or no, tickets. */
export function CommandField(props: CommandFieldProps) {
  const { field, wrong } = props;
  const { locale } = useLocale();
  const words = commandWords[locale];
  // How hard a rectification is goes by the same name as how urgent a ticket is.
  const name = field.name === 'priority' && field.choice?.includes('complex') ? 'complexity' : field.type === 'date' ? 'deadline' : field.name;
  const label = `${fieldText(words, name)}${field.need ? ' *' : ''}`;
  const id = useId();
  const group = isScale(field) || field.choice !== null || field.type === 'bool' || field.type === 'codes' || field.type === 'ids' || field.type === 'helpers';
  if (group)
    return (
      <fieldset className={cx(styles.field, wrong && styles.wrong)} data-field={field.name}>
        <legend>{label}</legend>
        <Group {...props} />
      </fieldset>
    );
  return (
    <div className={cx(styles.field, wrong && styles.wrong)} data-field={field.name}>
      <label htmlFor={id}>{label}</label>
      <Single {...props} id={id} />
    </div>
  );
}

/** How content somebody is, from 5 to 1: a bare number does not say which end is good. */
const isScale = (field: DeskField): boolean => field.name === 'level' && field.type === 'number' && field.least === 1 && field.most === 5;
const SCALE = [5, 4, 3, 2, 1] as const;

function Single({ field, value, onChange, units, wrong, id }: CommandFieldProps & { id: string }): ReactNode {
  const { meta, offset, home, childrenOf } = useConsole();
  const words = deskWords[useLocale().locale];
  const text = typeof value === 'string' ? value : '';
  if (field.type === 'text')
    return <textarea id={id} rows={3} value={text} aria-invalid={wrong} maxLength={20_000} onChange={(e) => onChange(e.target.value)} />;
  if (field.type === 'number')
    return (
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={field.least ?? undefined}
        max={field.most ?? undefined}
        value={typeof value === 'number' ? value : ''}
        aria-invalid={wrong}
        onChange={(e) => onChange(e.target.value === '' ? null : Number(e.target.value))}
      />
    );
  if (field.type === 'time')
    return (
      <input
        id={id}
        type="datetime-local"
        value={typeof value === 'number' ? wallText(value, offset) : ''}
        aria-invalid={wrong}
        onChange={(e) => onChange(e.target.value === '' ? null : fromWall(Date.parse(`${e.target.value}Z`), offset))}
      />
    );
  if (field.type === 'date') return <DayField id={id} value={text} wrong={wrong} onChange={onChange} />;
  if (UNIT_FIELDS.has(field.name))
    return <PickNamed id={id} names={units} none={words.noSuchUnit} value={text} onPick={(unit) => onChange(unit?.code ?? null)} wrong={wrong} />;
  if (field.name === 'category')
    return (
      <PickNamed
        id={id}
        names={Object.entries(meta.categories).map(([code, name]) => ({ code, name }))}
        value={text}
        onPick={(c) => onChange(c?.code ?? null)}
        wrong={wrong}
      />
    );
  if (REGION_FIELDS.has(field.name))
    return (
      <PickNamed
        id={id}
        names={regionNames(field.name === 'to', meta.regions, home, childrenOf(home.adcode))}
        value={text}
        onPick={(r) => onChange(r?.code ?? null)}
        wrong={wrong}
      />
    );
  if (field.name === 'requestType')
    return (
      <select id={id} value={text} aria-invalid={wrong} onChange={(e) => onChange(e.target.value || null)}>
        <option value="">{words.unchanged}</option>
        {meta.profile.requestTypes.map((t) => (
          <option key={t}>{t}</option>
        ))}
      </select>
    );
  return <input id={id} value={text} maxLength={200} aria-invalid={wrong} onChange={(e) => onChange(e.target.value)} />;
}

/** The last day of something: one that is over or too far is told at once, beside the field. */
function DayField({ id, value, wrong, onChange }: { id: string; value: string; wrong: boolean; onChange: (value: unknown) => void }) {
  const { meta, offset } = useConsole();
  const words = deskWords[useLocale().locale];
  const today = Math.floor((meta.now + offset(meta.now)) / DAY);
  const problem = value === '' ? null : dayProblem(today, value);
  return (
    <>
      <input
        id={id}
        type="date"
        value={value}
        aria-invalid={wrong || problem !== null}
        aria-describedby={problem ? `${id}-why` : undefined}
        onChange={(e) => onChange(e.target.value || null)}
      />
      {problem ? (
        <span id={`${id}-why`} className={styles.problem} role="status">
          {words.dayProblems[problem]}
        </span>
      ) : null}
    </>
  );
}

type Place = { adcode: string; name: string; parent: string | null };

/** A hand-over is between the province and its cities; a place may be any. */
function regionNames(desks: boolean, all: readonly Place[], home: Place, below: readonly Place[]): Named[] {
  const root = all.find((r) => r.parent === null);
  const shown = desks
    ? all.filter((r) => r.parent === null || r.parent === root?.adcode)
    : [home, ...below, ...all.filter((r) => r !== home && !below.includes(r))];
  return shown.map((r) => ({ code: r.adcode, name: r.name }));
}

function Group({ field, value, onChange, units, tickets }: CommandFieldProps): ReactNode {
  const { locale } = useLocale();
  const words = commandWords[locale];
  const desk = deskWords[locale];
  const name = useId();
  if (field.type === 'helpers') return <PickMany units={units} value={value} onChange={onChange} />;
  if (field.type === 'ids') return <TicketIds value={value} tickets={tickets} onChange={onChange} />;
  if (field.type === 'codes') {
    const options: readonly string[] = field.choice ?? (field.name === 'measures' ? MEASURES : []);
    const on = new Set(Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []);
    const flip = (code: string) => onChange(options.filter((o) => (o === code ? !on.has(o) : on.has(o))));
    return (
      <span className={styles.options}>
        {options.map((code) => (
          <label key={code} className={cx(styles.option, on.has(code) && styles.optionOn)}>
            <input type="checkbox" value={code} checked={on.has(code)} onChange={() => flip(code)} />
            {field.name === 'measures' ? (words.measures[code] ?? code) : choiceText(words, field.name, code)}
          </label>
        ))}
      </span>
    );
  }
  const options = field.type === 'bool' ? [true, false] : isScale(field) ? SCALE : (field.choice ?? []);
  const textOf = (option: boolean | number | string) => {
    if (typeof option === 'boolean') return option ? desk.yes : desk.no;
    return typeof option === 'number' ? `${option} ${desk.level(option)}` : (field.names?.[option] ?? choiceText(words, field.name, option));
  };
  /** Digits take a place on the scale. */
  const onKeyDown = (event: KeyboardEvent) => {
    const level = SCALE.find((l) => String(l) === event.key);
    if (!isScale(field) || level === undefined || composes(event.nativeEvent)) return;
    event.preventDefault();
    onChange(level);
  };
  return (
    <span className={styles.options}>
      {options.map((option) => (
        <label key={String(option)} className={cx(styles.option, value === option && styles.optionOn)}>
          <input type="radio" name={name} value={String(option)} checked={value === option} onChange={() => onChange(option)} onKeyDown={onKeyDown} />
          {textOf(option)}
        </label>
      ))}
    </span>
  );
}

/** One of many names: typed in part, picked from what fits. What is typed replaces what stood there, before it names anything. */
export function PickNamed(props: {
  names: readonly Named[];
  value: string;
  onPick: (one: Named | null) => void;
  wrong?: boolean;
  label?: string;
  id?: string;
  /** What was picked leaves the field, for the next one. */
  clears?: boolean;
  /** Said while what is typed is in no name. */
  none?: string;
}) {
  const words = deskWords[useLocale().locale];
  const { names, value, onPick, wrong = false, label, id, clears = false, none = words.noSuchName } = props;
  const list = useId();
  const known = names.find((n) => n.code === value)?.name ?? value;
  const [typed, setTyped] = useState<string | null>(null);
  const [composing, setComposing] = useState(false);
  const text = typed ?? known;
  const fits = typed ? findUnits(names, typed).slice(0, 30) : names.slice(0, 30);
  const unknown = typed !== null && typed !== '' && fits.length === 0 && names.length > 0 && !composing;
  const pick = (now: string) => {
    setTyped(now);
    const one = names.find((n) => n.name === now || n.code === now);
    if (one || value !== '') onPick(one ?? null);
    if (one && clears) setTyped(null);
  };
  const settle = () => {
    if (typed === null) return;
    const found = findUnits(names, typed);
    const [one] = found;
    if (typed !== '' && found.length === 1 && one) onPick(one);
    // What names nothing stays in sight: it is not sent.
    if (typed === '' || found.length === 1) setTyped(null);
  };
  /** Enter takes the only one that fits before it may give the form; of several none is meant. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || composes(event.nativeEvent) || !typed || names.some((n) => n.name === typed)) return;
    event.preventDefault();
    if (findUnits(names, typed).length === 1) settle();
  };
  return (
    <>
      <input
        id={id}
        value={text}
        list={list}
        aria-label={label}
        aria-invalid={wrong || unknown}
        aria-describedby={unknown ? `${list}-none` : undefined}
        autoComplete="off"
        onFocus={(e) => e.target.select()}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onChange={(e) => pick(e.target.value)}
        onKeyDown={onKeyDown}
        onBlur={settle}
      />
      <datalist id={list}>
        {fits.map((n) => (
          <option key={n.code} value={n.name} />
        ))}
      </datalist>
      {unknown ? (
        <span id={`${list}-none`} className={styles.problem} role="status">
          {none}
        </span>
      ) : null}
    </>
  );
}

/** Units that help, as codes: the server gives each its part of the work. */
export function helperCodes(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((v: unknown) =>
    typeof v === 'string' ? [v] : typeof v === 'object' && v !== null && 'unit' in v && typeof v.unit === 'string' ? [v.unit] : [],
  );
}

export function PickMany({ units, value, onChange }: { units: readonly Named[]; value: unknown; onChange: (value: unknown) => void }) {
  const words = deskWords[useLocale().locale];
  const codes = helperCodes(value);
  const set = (next: string[]) => onChange(next);
  return (
    <span className={styles.helpers}>
      {codes.map((code) => (
        <span key={code} className={styles.helper}>
          {units.find((u) => u.code === code)?.name ?? code}
          <button
            type="button"
            aria-label={words.removeHelper(units.find((u) => u.code === code)?.name ?? code)}
            onClick={() => set(codes.filter((c) => c !== code))}
          >
            ×
          </button>
        </span>
      ))}
      <PickNamed
        clears
        names={units.filter((u) => !codes.includes(u.code))}
        value=""
        label={words.addHelper}
        none={words.noSuchUnit}
        onPick={(one) => {
          if (one) set([...codes, one.code]);
        }}
      />
    </span>
  );
}

function TicketIds({ value, tickets, onChange }: { value: unknown; tickets: ReadonlyMap<number, string>; onChange: (value: unknown) => void }) {
  const words = deskWords[useLocale().locale];
  const ids = Array.isArray(value) ? value.filter((v): v is number => typeof v === 'number') : [];
  if (ids.length === 0) return <span className={styles.quiet}>{words.noMembers}</span>;
  return (
    <span className={styles.helpers}>
      {ids.map((id) => (
        <span key={id} className={styles.helper}>
          {tickets.get(id) ?? `#${id}`}
          <button type="button" aria-label={words.removeHelper(tickets.get(id) ?? String(id))} onClick={() => onChange(ids.filter((i) => i !== id))}>
            ×
          </button>
        </span>
      ))}
    </span>
  );
}

'use client';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { DeskActedMany, DeskCommand, DeskRow } from '../../server/wire/desk.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { faultOf } from '../ui/fault.ts';
import { formatTime } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { CommandField } from './command-field.tsx';
import { focusFirst } from './command-form.tsx';
import type { Named } from './command-line.ts';
import { commandText, commandWords, fieldText } from './command-messages.ts';
import { forMany, formFields, missing, withOwn } from './command-rules.ts';
import decisionStyles from './decision.module.css';
import styles from './desk.module.css';
import { composes } from './desk-keys.ts';
import { deskWords } from './messages.ts';
import { refusalText } from './refusal-messages.ts';
import type { DraftData } from './use-draft.ts';

export type BulkPaneProps = {
  rows: readonly DeskRow[];
  /** Of the ticket that stands open: what may be given to it is offered for all. */
  commands: readonly DeskCommand[];
  units: readonly Named[];
  wanted: string | null;
  onWant: (command: string | null) => void;
  onDone: (answer: DeskActedMany) => void;
  onClear: () => void;
};

type Preview = { answer: DeskActedMany; titles: ReadonlyMap<number, string>; given: boolean };

/**
 * One command for several tickets: chosen, filled in, looked at for each of them, and only then given. Enter goes from one
 * to the next, Esc back by one.
 */
export function BulkPane({ rows, commands, units, wanted, onWant, onDone, onClear }: BulkPaneProps) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const ui = useWords();
  const box = useRef<HTMLFormElement>(null);
  const [data, setData] = useState<DraftData>({});
  const offered = forMany(commands);
  const command = offered.find((c) => c.command === wanted) ?? null;
  const { preview, setPreview, send, busy, failed } = useSend(rows, command, data, onDone);
  const lacks = command ? missing(command, data) : [];
  const [asked, setAsked] = useState(false);
  const name = wanted === null ? '' : commandText(commandWords[locale], wanted);
  const given = preview?.given === true;
  useEffect(() => {
    setAsked(false);
    if (wanted !== null) focusFirst(box.current?.querySelector('[data-bulk-fields]') ?? null);
  }, [wanted]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given) onClear();
    else if (command && lacks.length > 0) {
      setAsked(true);
      box.current?.querySelector<HTMLElement>(`[data-field="${lacks[0]}"] :is(textarea, input, select)`)?.focus();
    } else if (preview === null) send(true);
    else if (preview.answer.done.length > 0) send(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (composes(event.nativeEvent)) return;
    // A key that is held must not run through the preview.
    if (event.key === 'Enter' && event.repeat) event.preventDefault();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) box.current?.requestSubmit();
    else if (event.key === 'Escape' && wanted !== null && !given) {
      event.preventDefault();
      event.stopPropagation();
      onWant(null);
    }
  };
  return (
    <form ref={box} className={styles.bulk} aria-label={words.bulk} data-bulk={rows.length} onSubmit={submit} onKeyDown={onKeyDown}>
      <header className={styles.paneHead}>
        <h2>{words.bulkFor(given ? preview.titles.size : rows.length)}</h2>
        <Button look="plain" keyName="Esc" onClick={onClear}>
          {words.chooseNone}
        </Button>
      </header>
      <div className={decisionStyles.decisionBody}>
        {given ? null : (
          <p className={styles.chips}>
            {offered.map((c) => (
              <button
                key={c.command}
                type="button"
                className={cx(styles.chip, c.command === wanted && styles.chipOn)}
                aria-pressed={c.command === wanted}
                onClick={() => onWant(c.command)}
                data-bulk-command={c.command}
              >
                {commandText(commandWords[locale], c.command)}
              </button>
            ))}
          </p>
        )}
        {offered.length === 0 ? <p className={styles.quiet}>{words.bulkNone}</p> : wanted !== null && !command && !given ? <p>{words.bulkNot(name)}</p> : null}
        {command && !given ? (
          <div className={cx(decisionStyles.form, styles.fields)} data-bulk-fields>
            {formFields(command).map((field) => (
              <CommandField
                key={field.name}
                field={field}
                value={data[field.name]}
                onChange={(value) => {
                  setPreview(null);
                  setData((old) => ({ ...old, [field.name]: value }));
                }}
                units={units}
                tickets={new Map(rows.map((r) => [r.id, r.title]))}
                wrong={asked && lacks.includes(field.name)}
              />
            ))}
          </div>
        ) : null}
        {preview ? <PreviewList preview={preview} /> : command ? <p className={styles.quiet}>{words.previewFirst}</p> : null}
        {asked && lacks.length > 0 ? (
          <p className={styles.problem} role="alert">
            {words.lacks(lacks.map((l) => fieldText(commandWords[locale], l)).join('、'))}
          </p>
        ) : null}
        {failed ? (
          <p className={styles.problem} role="alert">
            {faultOf(failed, ui).what}，{faultOf(failed, ui).todo}
          </p>
        ) : null}
      </div>
      <footer className={decisionStyles.actions}>
        <Button
          type="submit"
          look="primary"
          keyName="Enter"
          disabled={!given && (!command || busy || preview?.answer.done.length === 0)}
          data-bulk-go={given ? 'over' : preview ? 'give' : 'preview'}
        >
          {given ? words.bulkOver : preview ? words.giveMany(name, preview.answer.done.length) : words.preview}
        </Button>
      </footer>
    </form>
  );
}

/** Asks what would become of each, and gives it. A preview is of one command, one form and one choice; what was given stays to be read. */
function useSend(rows: readonly DeskRow[], command: DeskCommand | null, data: DraftData, onDone: (answer: DeskActedMany) => void) {
  const client = useTRPCClient();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const chosen = rows.map((r) => `${r.id}.${r.version}`).join();
  const name = command?.command;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another command or another choice is another preview
  useEffect(() => setPreview((old) => (old?.given ? old : null)), [name, chosen]);
  const ask = async (look: boolean) => {
    if (!command || busy) return;
    setBusy(true);
    setFailed(null);
    try {
      const answer = await client.desk.actMany.mutate({
        command: command.command,
        data: withOwn(command, data) as Record<string, never>, // codes, texts and times, as JSON is
        tickets: rows.map((r) => ({ id: r.id, expect: r.version })),
        preview: look,
        key: crypto.randomUUID(),
      });
      setPreview({ answer, titles: new Map(rows.map((r) => [r.id, r.title])), given: !look });
      if (!look) onDone(answer);
    } catch (fault) {
      setFailed(fault);
    } finally {
      setBusy(false);
    }
  };
  return { preview, setPreview, send: (look: boolean) => void ask(look), busy, failed };
}

function PreviewList({ preview }: { preview: Preview }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const { answer, given, titles } = preview;
  return (
    <div className={decisionStyles.preview} data-preview={given ? 'given' : 'before'}>
      <p role="status">{given ? words.gaveMany(answer.done.length, answer.refused.length) : words.willMany(answer.done.length, answer.refused.length)}</p>
      <ul>
        {answer.refused.map((r) => (
          <li key={r.id}>
            <b>{titles.get(r.id) ?? r.no}</b>
            <span>{refusalText(r.refusal, locale, (at) => formatTime(at, timeZone))}</span>
          </li>
        ))}
        {answer.done.map((d) => (
          <li key={d.id}>
            <span>{titles.get(d.id) ?? d.no}</span>
            <span>{given ? words.given : words.goesThrough}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

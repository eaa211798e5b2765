'use client';
import { type KeyboardEvent, type Ref, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatTime } from '../ui/format-time.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { useLocale, useWords } from '../ui/locale.tsx';
import barStyles from './bar.module.css';
import { type LineContext, type LineProblem, type ParsedLine, parseLine } from './command-line.ts';
import { commandText, commandWords } from './command-messages.ts';
import styles from './desk.module.css';
import { composes, type DeskAction, type DeskKeys, keyCap } from './desk-keys.ts';
import { type DeskWords, deskWords } from './messages.ts';
import { refusalText } from './refusal-messages.ts';
import type { Acting } from './use-act.ts';

export type LineCommand = Extract<ParsedLine, { kind: 'command' }>;
export type CommandBarProps = {
  context: LineContext;
  keys: DeskKeys;
  acting: Acting;
  now: number;
  input: Ref<HTMLInputElement>;
  /** Gives a line that has no problems; whether it went through. */
  onLine: (line: LineCommand) => Promise<boolean>;
  onUndo: () => void;
};

const SHOWN: readonly DeskAction[] = ['next', 'previous', 'sign', 'dispatch', 'return', 'merge', 'urge'];

/** The bottom bar: the command line, the keys, and what was done last with its way back. */
export function CommandBar({ context, keys, acting, now, input, onLine, onUndo }: CommandBarProps) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const [text, setText] = useState('');
  const before = useRef<HTMLElement | null>(null);
  const parsed = parseLine(text, context);
  const give = async () => {
    if (parsed.kind !== 'command' || parsed.problems.length > 0) return;
    if (await onLine(parsed)) setText('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter that takes a word of the input method is not the reader's Enter.
    if (composes(event.nativeEvent)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      void give();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.currentTarget.blur();
      if (before.current?.isConnected) before.current.focus({ preventScroll: true });
    }
  };
  return (
    <footer className={barStyles.bar}>
      <div className={barStyles.line}>
        <KeyCap name={keyCap(keys.map.command) || 'Ctrl K'} />
        <input
          ref={input}
          value={text}
          spellCheck={false}
          autoComplete="off"
          aria-label={words.commandLine}
          aria-describedby="desk-line"
          placeholder={words.lineHint}
          onChange={(e) => setText(e.target.value)}
          onFocus={(e) => {
            before.current = e.relatedTarget instanceof HTMLElement ? e.relatedTarget : null;
          }}
          onKeyDown={onKeyDown}
          className={barStyles.lineInput}
          data-command-line
        />
      </div>
      <p id="desk-line" className={barStyles.lineRead} role="status">
        <LineRead parsed={parsed} context={context} />
      </p>
      {text === '' && !keys.off ? (
        <ul className={barStyles.keyList} aria-hidden>
          {SHOWN.map((action) => (
            <li key={action}>
              <KeyCap name={keyCap(keys.map[action]) || '–'} />
              {words.actions[action]}
            </li>
          ))}
        </ul>
      ) : null}
      <Outcome acting={acting} now={now} keys={keys} onUndo={onUndo} />
    </footer>
  );
}

/** How the line was understood, before Enter gives it. */
function LineRead({ parsed, context }: { parsed: ParsedLine; context: LineContext }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  if (parsed.kind === 'empty') return null;
  if (parsed.kind === 'unknown') return <span className={styles.problem}>{words.lineUnknown(parsed.word)}</span>;
  const ticket = context.tickets.find((t) => t.id === parsed.ticket);
  return (
    <>
      <b>{parsed.command === 'open' ? words.openIt : commandText(commandWords[locale], parsed.command)}</b>
      {ticket ? <span>{ticket.no.slice(-6)}</span> : null}
      {parsed.unit ? <span>{parsed.unit.name}</span> : null}
      {parsed.co.length > 0 ? <span>{`${words.co} ${parsed.co.map((c) => c.name).join('、')}`}</span> : null}
      {parsed.choices.map((c) => (
        <span key={`${c.field} ${c.value}`}>{c.label}</span>
      ))}
      {parsed.note ? <span>{`${words.note} ${parsed.note}`}</span> : null}
      {parsed.problems.map((p) => (
        <span key={p.code} className={styles.problem}>
          {problemText(p, words)}
        </span>
      ))}
      {parsed.problems.length === 0 ? <KeyCap name="Enter" /> : null}
    </>
  );
}

function problemText(problem: LineProblem, words: DeskWords): string {
  switch (problem.code) {
    case 'no_ticket':
      return words.lineNoTicket(problem.word);
    case 'many_tickets':
      return words.lineManyTickets(problem.word, problem.count);
    case 'nothing_open':
      return words.lineNothingOpen;
    case 'no_unit':
      return words.lineNoUnit(problem.word);
    case 'many_units':
      return words.lineManyUnits(problem.word, problem.names.join('、'));
  }
}

/** What became of the last command: done with ten seconds to take it back, or why not. */
export function Outcome({ acting, now, keys, onUndo }: Pick<CommandBarProps, 'now' | 'keys' | 'onUndo'> & { acting: Omit<Acting, 'act' | 'undo'> }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const ui = useWords();
  const { refused, failed, done, busy } = acting;
  if (refused)
    return (
      <div className={barStyles.outcome} role="alert" data-refused={refused.refusal.code}>
        <span>
          <b>{refused.no.slice(-6)}</b> {words.notDone(commandText(commandWords[locale], refused.command))}
          {refusalText(refused.refusal, locale, (at) => formatTime(at, timeZone))}
        </span>
        <Button look="plain" onClick={acting.dismiss}>
          {words.understood}
        </Button>
      </div>
    );
  if (failed) {
    const fault = faultOf(failed, ui);
    return (
      <div className={barStyles.outcome} role="alert" data-refused="failed">
        <span>
          {fault.what}，{fault.todo}
        </span>
        <Button look="plain" onClick={acting.dismiss}>
          {words.understood}
        </Button>
      </div>
    );
  }
  if (busy) return <div className={barStyles.outcome}>{words.giving}</div>;
  if (!done) return null;
  const left = done.undoUntil === null ? 0 : Math.ceil((done.undoUntil - now) / 1000);
  if (left <= 0 && Date.now() - done.at > 15_000) return null;
  return (
    <div className={barStyles.outcome} role="status" data-done={done.command}>
      <span>
        <b>{done.no.slice(-6)}</b> {done.command === 'undo' ? words.undone(done.what) : done.what}
      </span>
      {left > 0 ? (
        <button type="button" className={barStyles.undo} onClick={onUndo} data-undo>
          <b>{words.undo}</b>
          {keys.off || keys.map.undo === '' ? null : <KeyCap name={keyCap(keys.map.undo)} />}
          <span>{words.seconds(left)}</span>
        </button>
      ) : null}
    </div>
  );
}

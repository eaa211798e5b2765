'use client';
import type { DeskCommand } from '../../server/wire/desk.ts';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import { commandText, commandWords } from './command-messages.ts';
import { buttonsOf, primaryOf } from './command-rules.ts';
import { type DeskKeys, keyCap } from './desk-keys.ts';
import styles from './work.module.css';

type CaseActionsProps = { commands: readonly DeskCommand[]; busy: boolean; keys: DeskKeys; nothing: string; onCommand: (command: DeskCommand) => void };

/** What may be done to a case now, the next thing first; `nothing` is said where there is none. */
export function CaseActions({ commands, busy, keys, nothing, onCommand }: CaseActionsProps) {
  const { locale } = useLocale();
  const words = commandWords[locale];
  const primary = primaryOf(commands);
  const { beside, more } = buttonsOf(commands);
  return (
    <footer className={styles.actions}>
      {primary ? (
        <Button
          look="primary"
          disabled={busy}
          keyName={keys.off ? undefined : keyCap(keys.map.confirm) || undefined}
          onClick={() => onCommand(primary)}
          data-primary={primary.command}
        >
          {commandText(words, primary.command)}
        </Button>
      ) : null}
      {[...beside, ...more].map((c) => (
        <Button key={c.command} disabled={busy} onClick={() => onCommand(c)} data-command={c.command}>
          {commandText(words, c.command)}
        </Button>
      ))}
      {!primary && beside.length + more.length === 0 ? <span className={styles.quiet}>{nothing}</span> : null}
    </footer>
  );
}

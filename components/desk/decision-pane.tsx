'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { DeskAdvice, DeskCommand, DeskTicket, UnitSuggestion } from '../../server/wire/desk.ts';
import { Button } from '../ui/button.tsx';
import { KeyCap } from '../ui/key-cap.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { PickMany } from './command-field.tsx';
import type { Named } from './command-line.ts';
import { commandText, commandWords } from './command-messages.ts';
import { actionFor, buttonsOf, hasCommand, primaryOf } from './command-rules.ts';
import decisionStyles from './decision.module.css';
import styles from './desk.module.css';
import { type DeskKeys, keyCap } from './desk-keys.ts';
import { deskWords } from './messages.ts';
import { PlaceMap } from './place-map.tsx';
import { UnitCard } from './unit-card.tsx';

/** The unit that Enter would send the ticket to, and who helps. `rank` from 1; null when it was not suggested. */
export type Choice = { unit: string; name: string; rank: number | null; co: readonly string[] };

export type DecisionPaneProps = {
  ticket: DeskTicket | null;
  advice: { advice: DeskAdvice | null; loading: boolean; error: unknown; reload: () => void };
  choice: Choice | null;
  onChoose: (unit: UnitSuggestion, rank: number) => void;
  onCo: (co: readonly string[]) => void;
  units: readonly Named[];
  keys: DeskKeys;
  busy: boolean;
  onKeys: () => void;
  onPrimary: () => void;
  onCommand: (command: DeskCommand) => void;
  /** The form that stands open, in place of the cards. */
  form: ReactNode;
};

/** The decision at the right: who it goes to and why, where it is, and the actions, pinned. */
export function DecisionPane(props: DecisionPaneProps) {
  const { ticket, advice, keys, onKeys, form } = props;
  const { locale } = useLocale();
  const words = deskWords[locale];
  const dispatches = ticket !== null && ['dispatch', 'designate'].some((c) => hasCommand(ticket.commands, c));
  const rule = advice.advice?.units[0]?.rule ?? null;
  return (
    <section className={styles.decision} aria-label={words.decision}>
      <header className={styles.paneHead}>
        <h2>{dispatches ? words.dispatchTo : words.whatNext}</h2>
        <span className={styles.quiet}>
          {dispatches && rule ? words.catalogue(rule.version) : ''}
          {advice.advice ? (
            <>
              {' · '}
              <Link href="/admin/classes" prefetch={false} title={words.modelWhat}>
                {advice.advice.classes.modelAt === null ? words.noModel : words.model}
              </Link>
            </>
          ) : null}
        </span>
        <button type="button" className={styles.inlineKey} onClick={onKeys}>
          <KeyCap name={keyCap(keys.map.keys) || '?'} />
          {words.allKeys}
        </button>
      </header>
      <div className={decisionStyles.decisionBody}>
        {form}
        {dispatches && !form ? <Units {...props} /> : null}
        {ticket && !form ? <Suggested ticket={ticket} advice={advice.advice} /> : null}
        {ticket ? <PlaceMap region={ticket.row.region} name={ticket.row.regionName} lon={ticket.lon} lat={ticket.lat} /> : null}
      </div>
      {ticket ? <Actions {...props} ticket={ticket} /> : <footer className={decisionStyles.actions} />}
    </section>
  );
}

function Units({ advice, choice, onChoose, onCo, units, keys }: DecisionPaneProps) {
  const words = deskWords[useLocale().locale];
  if (advice.error || advice.loading || !advice.advice)
    return (
      <div className={decisionStyles.waits}>
        <PanelStateBody state={advice.error ? { kind: 'error', error: advice.error, onRetry: advice.reload } : { kind: 'loading', skeleton: 'list' }} />
      </div>
    );
  const suggested = advice.advice.units.slice(0, 3);
  return (
    <>
      {suggested.length === 0 ? <p className={styles.quiet}>{words.noUnits}</p> : null}
      {suggested.map((unit, i) => (
        <UnitCard
          key={unit.unit}
          unit={unit}
          keyName={keys.off ? '' : keyCap(keys.map[(['unit1', 'unit2', 'unit3'] as const)[i] ?? 'unit3'])}
          chosen={choice?.unit === unit.unit}
          onChoose={() => onChoose(unit, i + 1)}
        />
      ))}
      {choice ? (
        <div className={decisionStyles.coLine}>
          <span>{words.co}</span>
          <PickMany
            units={units.filter((u) => u.code !== choice.unit)}
            value={[...choice.co]}
            onChange={(co) => onCo(Array.isArray(co) ? co.map(String) : [])}
          />
        </div>
      ) : null}
    </>
  );
}

/** Class and place as the text tells them, where they differ from what the ticket says. */
function Suggested({ ticket, advice }: { ticket: DeskTicket; advice: DeskAdvice | null }) {
  const words = deskWords[useLocale().locale];
  if (!advice || !hasCommand(ticket.commands, 'reclassify')) return null;
  const [first] = advice.classes.suggestions;
  const other = first && !advice.classes.abstains && first.category !== ticket.row.category ? first : null;
  const place = advice.place && advice.place.region !== ticket.row.region ? advice.place : null;
  if (!other && !place) return null;
  return (
    <ul className={decisionStyles.suggested}>
      {other ? <li>{words.maybeClass(other.name, Math.round(other.probability * 100))}</li> : null}
      {place ? <li>{words.maybePlace(place.name, place.matched, Math.round(place.confidence * 100))}</li> : null}
    </ul>
  );
}

function Actions(props: DecisionPaneProps & { ticket: DeskTicket }) {
  const { ticket, choice, keys, busy, form, onPrimary, onCommand } = props;
  const { locale } = useLocale();
  const words = deskWords[locale];
  const commands = commandWords[locale];
  const primary = primaryOf(ticket.commands);
  const { beside, more } = buttonsOf(ticket.commands);
  const capOf = (command: string) => {
    const action = actionFor(command);
    return action && !keys.off && keys.map[action] ? keyCap(keys.map[action]) : undefined;
  };
  const dispatches = primary?.command === 'dispatch' || primary?.command === 'designate';
  const label = dispatches ? (choice ? words.sendTo(choice.rank === null ? choice.name : String(choice.rank), choice.co.length) : words.chooseUnit) : '';
  return (
    <footer className={decisionStyles.actions} data-actions={ticket.row.id}>
      {primary && !form ? (
        <Button
          look="primary"
          className={decisionStyles.primary}
          disabled={busy || (dispatches && !choice)}
          keyName={keys.off ? undefined : keyCap(keys.map.confirm) || undefined}
          onClick={onPrimary}
          data-primary={primary.command}
          title={choice && dispatches ? choice.name : undefined}
        >
          {dispatches ? label : commandText(commands, primary.command)}
        </Button>
      ) : null}
      {beside.map((c) => (
        <Button key={c.command} keyName={capOf(c.command)} disabled={busy} onClick={() => onCommand(c)} data-command={c.command}>
          {commandText(commands, c.command)}
        </Button>
      ))}
      {more.length > 0 ? (
        <details
          className={decisionStyles.more}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.removeAttribute('open');
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.currentTarget.removeAttribute('open');
            event.currentTarget.querySelector('summary')?.focus();
          }}
        >
          <summary>{words.more}</summary>
          <ul>
            {more.map((c) => (
              <li key={c.command}>
                <button
                  type="button"
                  data-command={c.command}
                  onClick={(event) => {
                    event.currentTarget.closest('details')?.removeAttribute('open');
                    onCommand(c);
                  }}
                >
                  {commandText(commands, c.command)}
                </button>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {!primary && beside.length === 0 && more.length === 0 ? <span className={styles.quiet}>{words.nothingToDo}</span> : null}
    </footer>
  );
}

'use client';
import { useState } from 'react';
import type { DeskEntry } from '../../server/wire/desk.ts';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import { commandText, commandWords } from './command-messages.ts';
import { actorText, deskWords } from './messages.ts';
import ticketStyles from './ticket.module.css';
import { stamp } from './ticket-clocks.tsx';
import { useDataText } from './use-data-text.ts';

const SHORT = 12;

/** What a kind calls fields that mean something else to it. */
type Labels = Readonly<Record<string, string>>;

/** The journal of a ticket, as it grew: when, what, by whom, with which words, by which rule, who was told. */
export function TicketTimeline({ journal, now, labels }: { journal: readonly DeskEntry[]; now: number; labels?: Labels }) {
  const words = deskWords[useLocale().locale];
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, journal.length - SHORT);
  return (
    <section className={ticketStyles.part}>
      <header>
        <h2>{words.timeline}</h2>
        <span>{words.appendOnly(journal.length)}</span>
      </header>
      {hidden > 0 ? (
        <Button look="plain" onClick={() => setAll(true)}>
          {words.earlier(hidden)}
        </Button>
      ) : null}
      <ol className={ticketStyles.timeline}>
        {journal.slice(hidden).map((entry) => (
          <Entry key={entry.seq} entry={entry} now={now} labels={labels} />
        ))}
      </ol>
    </section>
  );
}

const ANSWERS = ['answer', 'direct_answer', 'rectify'];

/** What was answered last, in full: who checks or calls back must have read it, wherever it stands in the journal. */
export function LastAnswer({ journal, now }: { journal: readonly DeskEntry[]; now: number }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const told = useDataText();
  const entry = journal.findLast((e) => ANSWERS.includes(e.command));
  if (!entry) return null;
  const { text, ...rest } = entry.data;
  return (
    <section className={ticketStyles.part} data-last-answer={entry.seq}>
      <header>
        <h2>{words.lastAnswer}</h2>
        <span>{`${actorText(words, entry.actor)} ${stamp(entry.at, now, locale, timeZone)}`}</span>
      </header>
      {typeof text === 'string' ? <p className={ticketStyles.text}>{text}</p> : null}
      <p className={ticketStyles.told}>
        {told(rest)
          .map((d) => `${d.label} ${d.text}`)
          .join('，')}
      </p>
    </section>
  );
}

function Entry({ entry, now, labels }: { entry: DeskEntry; now: number; labels?: Labels }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const commands = commandWords[locale];
  const data = useDataText()(entry.data, entry.places);
  const short = data.filter((d) => !d.long && d.field !== 'text' && d.field !== 'reason');
  const long = data.filter((d) => d.long || d.field === 'text' || d.field === 'reason');
  return (
    <li data-seq={entry.seq} data-command={entry.command}>
      <time>{stamp(entry.at, now, locale, timeZone)}</time>
      <b>{commandText(commands, entry.command)}</b>
      <div>
        <p>
          <span>{actorText(words, entry.actor)}</span>
          {short.map((d) => (
            <span key={d.field}>
              {labels?.[d.field] ?? d.label} {d.text}
            </span>
          ))}
        </p>
        {long.map((d) => (
          <p key={d.field} className={ticketStyles.said}>
            {d.text}
          </p>
        ))}
        {entry.told.length > 0 ? (
          <p className={ticketStyles.told}>{entry.told.map((t) => words.told(words.whom[t.whom], t.toName, commands.told[t.what] ?? t.what)).join('；')}</p>
        ) : null}
        {entry.rules.length > 0 ? (
          <p className={ticketStyles.told}>
            {entry.rules.map((r) => (
              <span key={`${r.id} ${r.version}`} title={r.id}>
                {words.ruleOf(r.source, r.version)}
              </span>
            ))}
          </p>
        ) : null}
      </div>
    </li>
  );
}

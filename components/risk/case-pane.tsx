'use client';
import { type ReactNode, useEffect, useRef } from 'react';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import type { ClockView, DeskCommand } from '../../server/wire/desk.ts';
import type { RiskCase, RiskRow } from '../../server/wire/risk.ts';
import { CaseActions } from '../desk/case-actions.tsx';
import { Outcome } from '../desk/command-bar.tsx';
import { choiceText, commandWords, stateText } from '../desk/command-messages.ts';
import { type DeskKeys, keyCap } from '../desk/desk-keys.ts';
import { actorText, deskWords } from '../desk/messages.ts';
import ticketStyles from '../desk/ticket.module.css';
import { stamp, TicketClocks } from '../desk/ticket-clocks.tsx';
import { TicketAsks, TicketReminders } from '../desk/ticket-parts.tsx';
import { TicketTimeline } from '../desk/ticket-timeline.tsx';
import type { Acting } from '../desk/use-act.ts';
import styles from '../desk/work.module.css';
import { figureWords } from '../figure/messages.ts';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { Facts, RiskEpisodes, RiskEvidencePart, RiskRulePart } from './risk-evidence.tsx';
import { evidenceText, judgedText, nothingText, partsOf } from './risk-text.ts';
import { useRiskWords } from './use-risks.ts';

export type CasePaneProps = {
  id: number | null;
  one: RiskCase | null;
  error: unknown;
  onRetry: () => void;
  /** The list is being read: what will stand open is not known yet. */
  waits: boolean;
  position: string;
  /** It stands in the list no more. */
  left: boolean;
  now: number;
  keys: DeskKeys;
  acting: Acting<RiskRow>;
  onCommand: (command: DeskCommand) => void;
  onReceipt: (seq: number) => void;
  onExplain: (clock: ClockView) => void;
  onBack: () => void;
  form: ReactNode;
};

/** One risk: what was found, by which evidence and rule, its clocks, what was done, and what may be done next. */
export function CasePane(props: CasePaneProps) {
  const { id, one, error, onRetry, waits, position, left, acting, now, keys, form, onBack } = props;
  const words = useRiskWords();
  const { locale } = useLocale();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another risk is read from its beginning
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [id]);
  return (
    <section className={styles.case} aria-label={words.theRisk}>
      <header className={styles.caseHead}>
        <Button look="plain" className={styles.back} onClick={onBack}>
          {words.back}
        </Button>
        {one ? (
          <>
            <span className={styles.no}>{one.row.no}</span>
            <Tag>
              <span data-case-state={one.row.state}>{stateText(commandWords[locale], one.row.state)}</span>
            </Tag>
            {one.row.mark ? <Tag>{figureWords[locale].marks[one.row.mark]}</Tag> : null}
          </>
        ) : null}
        <span className={styles.position}>{position}</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys must scroll a long case */}
      <div ref={box} className={styles.body} tabIndex={0}>
        {one ? (
          <article data-open-case={one.row.id} data-version={one.row.version}>
            {left ? (
              <p className={styles.leftNote} role="status">
                {words.left}
              </p>
            ) : null}
            <Found one={one} now={now} />
            <TicketClocks row={one.row} clocks={one.clocks} now={now} onExplain={props.onExplain} />
            <RiskEvidencePart one={one} />
            <RiskRulePart one={one} />
            <Answered one={one} now={now} />
            <RiskEpisodes one={one} now={now} />
            <TicketAsks ticket={one} now={now} />
            <TicketReminders ticket={one} now={now} receiptKey={keys.off ? null : keyCap(keys.map.acknowledge) || null} onReceipt={props.onReceipt} />
            <TicketTimeline journal={one.journal} now={now} labels={{ desk: words.assignedBy }} />
          </article>
        ) : error ? (
          <PanelStateBody state={{ kind: 'error', error, onRetry }} />
        ) : id !== null || waits ? (
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        ) : (
          <PanelStateBody state={{ kind: 'empty', why: words.noRisk, what: words.noRiskWhat }} />
        )}
      </div>
      {form ? <div className={styles.formBox}>{form}</div> : null}
      <Outcome acting={acting} now={now} keys={keys} onUndo={() => void acting.undo()} />
      {one && !form ? (
        <CaseActions
          commands={settleable(one)}
          busy={acting.busy}
          keys={keys}
          nothing={nothingText(one.row.state, one.deskName, one.row.unitName, locale)}
          onCommand={props.onCommand}
        />
      ) : null}
    </section>
  );
}

/** What was found of what, how grave it is, and with whom it is. */
function Found({ one, now }: { one: RiskCase; now: number }) {
  const words = useRiskWords();
  const { locale, timeZone } = useLocale();
  const { about, row, zoneName, episodes, dropped } = one;
  const names = RISK_NAMES[locale];
  const ended = episodes[0]?.endedAt ?? null;
  const rows: [string, ReactNode][] = [
    [words.head, names.heads[about.head]],
    [words.zone, zoneName],
    [words.subject, partsOf(about.of, locale).join(' · ')],
    [words.unit, row.unitName ?? words.notAssigned],
    [words.raisedAt, `${stamp(row.at, now, locale, timeZone)} · ${ended === null ? words.holds : words.endedAt(stamp(ended, now, locale, timeZone))}`],
    ...(one.outcome ? [[words.result, <b key="result">{choiceText(commandWords[locale], 'result', one.outcome)}</b>] as [string, ReactNode]] : []),
    ...(dropped ? [[words.droppedBy, `${dropped.says}（${dropped.source}）`] as [string, ReactNode]] : []),
  ];
  return (
    <section aria-label={words.what} data-found={about.check}>
      <h2 className={styles.title}>
        <SeverityMark severity={about.severity} size={20} look={ended === null ? 'filled' : 'hollow'} />{' '}
        {`${zoneName} ${names.checks[about.check]} ${judgedText(about.evidence, words)}`}
      </h2>
      <p className={styles.comment}>{evidenceText(about.evidence, words)}</p>
      <Facts rows={rows} />
    </section>
  );
}

/** What the department answered last, in full: whoever files it must have read it. */
function Answered({ one, now }: { one: RiskCase; now: number }) {
  const words = useRiskWords();
  const { locale, timeZone } = useLocale();
  const entry = one.journal.findLast((e) => e.command === 'answer');
  if (!entry) return null;
  return (
    <section className={ticketStyles.part} data-result={entry.seq}>
      <header>
        <h2>{words.result}</h2>
        <span>{`${actorText(deskWords[locale], entry.actor)} ${stamp(entry.at, now, locale, timeZone)}`}</span>
      </header>
      <p className={ticketStyles.text}>{typeof entry.data.text === 'string' ? entry.data.text : ''}</p>
    </section>
  );
}

/** What nobody asked for cannot be settled. */
const settleable = ({ commands, asks }: RiskCase): DeskCommand[] =>
  commands.filter((c) => c.command !== 'settle_extension' || asks.some((a) => a.ask === 'extension'));

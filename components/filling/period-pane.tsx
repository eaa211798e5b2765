'use client';
import { useEffect, useState } from 'react';
import type { PeriodView } from '../../server/wire/filling.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useUrl } from '../figure/use-url.ts';
import { useNow } from '../live/use-now.ts';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { CheckForm } from './check-form.tsx';
import styles from './filling.module.css';
import { FillingForm } from './filling-form.tsx';
import { instantText, periodText } from './filling-text.ts';
import { PeriodHistory } from './period-history.tsx';
import { SideBySide } from './side-by-side.tsx';
import { UrgeForm } from './urge-form.tsx';
import { useFillingUrl, useFillingWords, usePeriod } from './use-filling.ts';

/** The period that stands open: its statuses side by side, what one may do to the one chosen, and how it came so far. */
export function PeriodPane() {
  const words = useFillingWords();
  const [{ open }, setUrl] = useFillingUrl();
  const answer = usePeriod(open);
  const [said, setSaid] = useState('');
  const which = open ? `${open.duty}.${open.period}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said is of the period before
  useEffect(() => setSaid(''), [which]);
  const data = open ? answer.data : undefined;
  return (
    <section className={styles.pane} aria-label={words.thePeriod} data-open-period={which}>
      <Button look="plain" className={styles.back} onClick={() => setUrl({ open: null, status: null })}>
        {words.back}
      </Button>
      {open === null ? (
        <PanelStateBody state={{ kind: 'empty', why: words.pick, what: words.pickWhat }} />
      ) : data ? (
        <Period key={which} view={data} said={said} onSaid={setSaid} />
      ) : answer.isError ? (
        <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />
      ) : (
        <PanelStateBody state={{ kind: 'loading' }} />
      )}
    </section>
  );
}

function Period({ view, said, onSaid }: { view: PeriodView; said: string; onSaid: (text: string) => void }) {
  const words = useFillingWords();
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  const now = useNow() ?? meta.now;
  const [{ status }, setUrl] = useFillingUrl();
  const [, setPlace] = useUrl();
  const { duty, period, statuses, may } = view;
  const chosen = statuses.find((s) => s.ask.status === status) ?? statuses.find((s) => s.slot.pending !== null) ?? statuses[0];
  if (!chosen) return <PanelStateBody state={{ kind: 'empty', why: words.noDuties, what: words.noDutiesWhat }} />;
  const { slot, ask } = chosen;
  const card = { window: null, indicator: duty.indicator, region: duty.region, span: { from: view.from, to: view.to }, status: ask.status };
  return (
    <div className={styles.body}>
      <header className={styles.head}>
        <h2>{duty.name}</h2>
        <p>
          {[periodText(period, locale), duty.regionName, duty.departmentName].join(' · ')}{' '}
          <Button look="plain" onClick={() => setPlace({ card })}>
            {words.openCard}
          </Button>
        </p>
        {duty.note ? <p className={styles.quiet}>{duty.note}</p> : null}
      </header>
      <SideBySide view={view} now={now} />
      <div className={styles.choose}>
        <Segmented
          label={words.form.status}
          value={ask.status}
          options={statuses.map((s) => ({ id: s.ask.status, label: words.statuses[s.ask.status] }))}
          onChange={(next) => setUrl({ status: next }, { replace: true })}
        />
        <span>
          {`${words.states[slot.state]} · ${words.due(instantText(slot.dueAt, locale, timeZone, now))}`}
          {slot.provisional ? ` · ${words.provisional}` : ''}
          {slot.receivedAt === null ? '' : ` · ${words.received(instantText(slot.receivedAt, locale, timeZone, now))}`}
          {slot.late ? ` · ${words.late}` : ''}
        </span>
      </div>
      <p className={styles.said} role="status" data-said>
        {said}
      </p>
      {may.check && (slot.pending !== null || slot.standing !== null) ? (
        <CheckForm key={`check ${ask.status} ${slot.version}`} view={view} of={chosen} now={now} onSaid={onSaid} />
      ) : null}
      {may.submit ? <FillingForm key={`form ${ask.status}`} view={view} of={chosen} now={now} onSaid={onSaid} /> : null}
      {may.manage && (slot.state === 'open' || slot.state === 'overdue' || slot.state === 'returned') ? (
        <UrgeForm key={`urge ${ask.status}`} view={view} of={chosen} onSaid={onSaid} />
      ) : null}
      <PeriodHistory view={view} now={now} />
    </div>
  );
}

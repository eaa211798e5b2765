'use client';
import { BRIEF_KINDS } from '../../server/core/brief/brief-spans.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useKeys } from '../figure/use-keys.ts';
import { RegionOptions } from '../knowledge/filters.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import styles from './brief.module.css';
import { BriefDocument } from './brief-document.tsx';
import { BriefFiles } from './brief-files.tsx';
import { periodName } from './brief-text.ts';
import { type BriefPlace, useBrief, useBriefPlace, useBriefWords } from './use-brief.ts';

/** 简报: what a day, a week or a month amounted to, as it was known when it was over, beside what is known now. */
export function BriefScreen() {
  const words = useBriefWords();
  const place = useBriefPlace();
  const { answer, made, make } = useBrief(place);
  const step = (by: 1 | -1) => {
    const next = place.beside(by);
    if (next !== null) place.setPeriod(next);
  };
  // As on every list: J for the next, K for the one before.
  useKeys({ j: () => step(1), k: () => step(-1) });
  const state: PanelState = answer.isError
    ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
    : answer.isPending
      ? { kind: 'loading', skeleton: 'list' }
      : { kind: 'ready' };
  return (
    <div className={styles.page} data-brief={place.kind} aria-busy={answer.isFetching}>
      <header className={styles.top}>
        <h1>{words.title}</h1>
        <Segmented
          label={words.kind}
          value={place.kind}
          options={BRIEF_KINDS.map((id) => ({ id, label: words.kinds[id] }))}
          onChange={(kind) => place.setKind(kind)}
        />
        <Pickers place={place} made={made} onStep={step} />
        {answer.data ? <BriefFiles place={place} /> : null}
      </header>
      {answer.data ? (
        <BriefDocument brief={answer.data} onOpen={(card, knownAt) => place.setUrl({ card, knownAt })} />
      ) : (
        <>
          <p className={styles.paperOnly}>{words.notPrintable}</p>
          <Panel label={words.title} state={state} className={styles.waiting}>
            <NotMade making={make.isPending} error={make.error} onMake={() => make.mutate({ kind: place.kind, region: place.region, at: place.from })} />
          </Panel>
        </>
      )}
    </div>
  );
}

/** Region and period; a period without a brief says so before it is chosen. */
function Pickers({ place, made, onStep }: { place: BriefPlace; made: ReadonlySet<number>; onStep: (by: 1 | -1) => void }) {
  const words = useBriefWords();
  const { locale, timeZone } = useLocale();
  const { viewer } = useConsole();
  const nameOf = (from: number) => {
    const name = periodName(place.kind, from, place.endOf(from), words, locale, timeZone);
    return made.has(from) ? name : words.notMadeOption(name);
  };
  return (
    <div className={styles.pickers}>
      <label>
        <span className="tg-vh">{words.region}</span>
        <select value={place.region} onChange={(event) => place.setUrl({ region: event.target.value, card: null, knownAt: null })}>
          <RegionOptions within={viewer.homes} />
        </select>
      </label>
      <label>
        <span className="tg-vh">{words.period}</span>
        <select value={place.from} onChange={(event) => place.setPeriod(Number(event.target.value))}>
          {place.choices.map((from) => (
            <option key={from} value={from}>
              {nameOf(from)}
            </option>
          ))}
        </select>
      </label>
      <Button keyName="K" onClick={() => onStep(-1)}>
        {words.before}
      </Button>
      <Button keyName="J" disabled={place.beside(1) === null} onClick={() => onStep(1)}>
        {words.after}
      </Button>
    </div>
  );
}

/** A period without a brief: why, and who can have one made. */
function NotMade({ making, error, onMake }: { making: boolean; error: unknown; onMake: () => void }) {
  const words = useBriefWords();
  const ui = useWords();
  const { may } = useConsole();
  const fault = error ? faultOf(error, ui) : null;
  return (
    <div className={styles.none}>
      <p>
        <b>{words.none}</b>
      </p>
      <p>{may('figure.export') ? words.noneWhat : words.noneMay}</p>
      {may('figure.export') ? (
        <Button look="primary" disabled={making} onClick={onMake}>
          {making ? words.making : words.make}
        </Button>
      ) : null}
      {fault ? <p role="alert">{words.failed(fault.what, fault.todo)}</p> : null}
    </div>
  );
}

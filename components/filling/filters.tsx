'use client';
import type { ReactNode } from 'react';
import { SLOT_STATES, type SlotState } from '../../server/core/filling/slot.ts';
import { type DutyView, FILLING_SPANS } from '../../server/wire/filling.ts';
import { useConsole } from '../figure/console-context.tsx';
import styles from './filling.module.css';
import type { FillingBack, FillingTab } from './filling-url.ts';
import { useFillingUrl, useFillingWords } from './use-filling.ts';

/** Which department, indicator, state and how many periods. What is chosen stays on offer, whatever else narrows the list. */
export function Filters({ tab, duties }: { tab: FillingTab; duties: readonly DutyView[] }) {
  const words = useFillingWords();
  const { meta, indicator } = useConsole();
  const [url, setUrl] = useFillingUrl();
  const departments = new Map(duties.map((d) => [d.department, d.departmentName]));
  const indicators = new Map(duties.map((d) => [d.indicator, d.name]));
  if (url.department) departments.set(url.department, meta.departments[url.department] ?? url.department);
  if (url.indicator) indicators.set(url.indicator, indicator(url.indicator)?.name ?? url.indicator);
  return (
    <div className={styles.filters}>
      <Choice label={words.department} value={url.department} onChange={(department) => setUrl({ department })}>
        <option value="">{words.allDepartments}</option>
        <Options of={departments} />
      </Choice>
      <Choice label={words.indicator} value={url.indicator} onChange={(code) => setUrl({ indicator: code })}>
        <option value="">{words.allIndicators}</option>
        <Options of={indicators} />
      </Choice>
      {tab === 'matrix' ? (
        <>
          <Choice label={words.state} value={url.state} onChange={(state) => setUrl({ state: state as SlotState | null })}>
            <option value="">{words.allStates}</option>
            <Options of={new Map(SLOT_STATES.map((s) => [s, words.states[s]]))} />
          </Choice>
          <Choice label={words.span} value={String(url.back)} onChange={(back) => setUrl({ back: Number(back) as FillingBack })}>
            <Options of={new Map(FILLING_SPANS.map((n) => [String(n), words.spans(n)]))} />
          </Choice>
        </>
      ) : null}
    </div>
  );
}

function Options({ of }: { of: ReadonlyMap<string, string> }) {
  return [...of].map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
}

type ChoiceProps = { label: string; value: string | null; onChange: (value: string | null) => void; children: ReactNode };

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label>
      <span className="tg-vh">{label}</span>
      <select value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        {children}
      </select>
    </label>
  );
}

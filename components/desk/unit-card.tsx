'use client';
import type { UnitSuggestion } from '../../server/wire/desk.ts';
import { cx } from '../ui/class-names.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { useLocale } from '../ui/locale.tsx';
import decisionStyles from './decision.module.css';
import { deskWords } from './messages.ts';

/** Load at which a unit is said to be full; the tick of the bar. */
const FULL = 0.85;

/** One suggested unit: why, how it does, and what speaks against it. The counter-evidence is never left out. */
export function UnitCard({ unit, keyName, chosen, onChoose }: { unit: UnitSuggestion; keyName: string; chosen: boolean; onChoose: () => void }) {
  const words = deskWords[useLocale().locale];
  const { load, onTime, returned, history } = unit;
  const share = load.usual ? Math.min(1, load.open / Math.max(1, load.usual / FULL)) : null;
  const against = unit.against.map((a) => words.against[a.code](a.params));
  return (
    <button type="button" className={cx(decisionStyles.card, chosen && decisionStyles.cardOn)} aria-pressed={chosen} onClick={onChoose} data-unit={unit.unit}>
      <span className={decisionStyles.cardHead}>
        {keyName ? <KeyCap name={keyName} /> : null}
        <b>{unit.name}</b>
        <span>{unit.score.toFixed(2)}</span>
      </span>
      <span className={decisionStyles.reasons}>
        {unit.clause ? <span>{words.clause(unit.clause, unit.rule?.version ?? null)}</span> : null}
        {history.den > 0 ? <span>{words.history(history.den, percent(history.num, history.den))}</span> : null}
        {!unit.clause && history.den === 0 ? <span>{words.noHistory}</span> : null}
      </span>
      <span className={decisionStyles.figures}>
        <span>
          {words.load} {load.open}
          {share === null ? null : (
            <i className={decisionStyles.load} aria-hidden>
              <i style={{ width: `${Math.round(share * 100)}%` }} />
            </i>
          )}
        </span>
        <span>{unit.distanceKm === null ? words.noDistance : `${unit.distanceKm.toFixed(1)} km`}</span>
        <span>{words.onTime(onTime.den === 0 ? '—' : percent(onTime.num, onTime.den))}</span>
        <span>{words.returned(returned.den === 0 ? '—' : percent(returned.num, returned.den))}</span>
      </span>
      <span className={decisionStyles.against}>
        <span>{words.counter}</span>
        <span>{against.length > 0 ? against.join('；') : words.noCounter}</span>
      </span>
    </button>
  );
}

function percent(num: number, den: number): string {
  return den === 0 ? '—' : `${((100 * num) / den).toFixed(1)}%`;
}

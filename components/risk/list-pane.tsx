'use client';
import { memo } from 'react';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import { RISK_VIEWS, type RiskRow, type RiskView } from '../../server/wire/risk.ts';
import { CaseList, CaseRow, type CaseRowProps } from '../desk/case-list.tsx';
import { choiceText, commandWords, stateText } from '../desk/command-messages.ts';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { figureOf, partsOf } from './risk-text.ts';
import { type useRisks, useRiskWords } from './use-risks.ts';

export type ListPaneProps = {
  view: RiskView;
  open: number | null;
  now: number;
  rows: readonly RiskRow[];
  counts: Record<RiskView, number> | null;
  answer: ReturnType<typeof useRisks>['answer'];
  onView: (view: RiskView) => void;
  onSelect: (id: number) => void;
};

/** Lists of risks with their counts, and the rows of one. */
export function ListPane(list: ListPaneProps) {
  return <CaseList {...list} words={useRiskWords()} views={RISK_VIEWS} filter={null} Row={Row} />;
}

/** One risk: what was found and by how much, over head, place and of what. */
const Row = memo(function Row(props: CaseRowProps<RiskRow>) {
  const words = useRiskWords();
  const { locale } = useLocale();
  const { head, check, of, evidence, severity, zoneName, unitName, result, state } = props.row;
  const names = RISK_NAMES[locale];
  return (
    <CaseRow
      {...props}
      title={`${zoneName} ${names.checks[check]} ${figureOf(evidence.unit, evidence.value, words)}`}
      facts={[names.heads[head], ...partsOf(of, locale), unitName ?? words.notAssigned]}
      after={<SeverityMark severity={severity} size={14} look={props.row.endedAt === null ? 'filled' : 'hollow'} />}
      state={result && state !== 'dropped' ? choiceText(commandWords[locale], 'result', result) : stateText(commandWords[locale], state)}
    />
  );
});

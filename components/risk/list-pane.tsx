'use client';
import { memo } from 'react';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import { RISK_VIEWS, type RiskRow, type RiskRun, type RiskView } from '../../server/wire/risk.ts';
import { CaseList, CaseRow, type CaseRowProps } from '../desk/case-list.tsx';
import { choiceText, commandWords, stateText } from '../desk/command-messages.ts';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { judgedText, partsOf } from './risk-text.ts';
import { type useRisks, useRiskWords } from './use-risks.ts';

export type ListPaneProps = {
  view: RiskView;
  open: number | null;
  now: number;
  rows: readonly RiskRow[];
  counts: Record<RiskView, number> | null;
  run: RiskRun | null;
  answer: ReturnType<typeof useRisks>['answer'];
  onView: (view: RiskView) => void;
  onSelect: (id: number) => void;
};

/** Lists of risks with their counts, and the rows of one. */
export function ListPane({ run, ...list }: ListPaneProps) {
  const words = useRiskWords();
  // Nothing was found is said only after the rules have looked.
  const notYet = run !== null && run.at === null;
  const emptyOf = { ...words.emptyOf, ...Object.fromEntries(RISK_VIEWS.filter((v) => v !== 'closed').map((v) => [v, words.notJudged])) };
  const said = notYet ? { ...words, emptyOf, emptyWhat: words.nothingWhat } : words;
  return <CaseList {...list} words={said} views={RISK_VIEWS} filter={null} Row={Row} />;
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
      title={`${zoneName} ${names.checks[check]} ${judgedText(evidence, words)}`}
      facts={[...partsOf(of, locale), names.heads[head], unitName ?? words.notAssigned]}
      mark={<SeverityMark severity={severity} size={18} look={props.row.endedAt === null ? 'filled' : 'hollow'} />}
      state={result && state !== 'dropped' ? choiceText(commandWords[locale], 'result', result) : stateText(commandWords[locale], state)}
    />
  );
});

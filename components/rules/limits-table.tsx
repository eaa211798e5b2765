'use client';
import { buildRuleBook, type RuleRow, ruleAt } from '../../server/core/case/rules.ts';
import { PRIORITIES } from '../../server/core/kinds/ticket-terms.ts';
import type { RuleList } from '../../server/wire/rule-view.ts';
import { limitRows } from './limit-rows.ts';
import { amountText } from './rule-text.ts';
import styles from './rules.module.css';
import { useRulesWords } from './use-rules.ts';

/** Time limits of tickets as they hold now in all of the province: types against priorities, then the other clocks. */
export function LimitsTable({
  list,
  held,
  selected,
  onOpen,
}: {
  list: RuleList;
  held: readonly RuleRow[];
  selected: string | null;
  onOpen: (id: string) => void;
}) {
  const words = useRulesWords();
  const book = buildRuleBook(held);
  return (
    <div className="tg-table-box">
      <table className={`tg-table ${styles.matrix}`}>
        <caption className="tg-vh">{words.matrix}</caption>
        <thead>
          <tr>
            <th scope="col">{words.type}</th>
            {PRIORITIES.map((p) => (
              <th key={p} scope="col">
                {words.priorities[p]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {limitRows(list.requestTypes).map(({ id, clock, requestType }) => (
            <tr key={id} data-clock={clock}>
              <th scope="row">{clock === 'handling' ? (requestType ?? words.otherTypes) : words.clocks[clock]}</th>
              {PRIORITIES.map((priority) => {
                const row = ruleAt(book, 'limit', { kind: 'ticket', clock, requestType, priority, regions: [list.root], categories: [] }, list.now);
                return (
                  <td key={priority}>
                    {row ? (
                      <button
                        type="button"
                        className={styles.cell}
                        data-own={row.where.priority === priority || (row.where.priority === undefined && priority === 'normal')}
                        aria-pressed={row.id === selected}
                        onClick={() => onOpen(row.id)}
                      >
                        {amountText(row.value, words)}
                      </button>
                    ) : (
                      '—'
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

'use client';
import { PRIORITIES } from '../../server/core/kinds/ticket-terms.ts';
import type { RuleDraft } from '../../server/wire/rule.ts';
import type { RuleList } from '../../server/wire/rule-view.ts';
import { Choice } from './fields.tsx';
import styles from './rules.module.css';
import { useRulesWords } from './use-rules.ts';

type Where = RuleDraft['where'];
type Props = { list: RuleList; where: Where; onChange: (where: Where) => void };

/** Where a special rule applies: a region, a class, and of tickets a type and a priority. */
export function ScopeFields({ list, where, onChange }: Props) {
  const words = useRulesWords();
  const whole = list.manages?.includes(list.root) ?? false;
  const set = (field: 'region' | 'category' | 'requestType' | 'priority') => (id: string | null) => onChange({ ...where, [field]: id ?? undefined });
  return (
    <fieldset className={styles.scope}>
      <legend>{words.scope}</legend>
      <Choice
        label={words.region}
        value={where.region ?? ''}
        options={list.regions.filter((r) => r.id !== list.root && (whole || list.manages?.includes(r.id)))}
        any={whole ? words.any : undefined}
        onChange={set('region')}
      />
      <Choice label={words.category} value={where.category ?? ''} options={list.categories} any={words.any} onChange={set('category')} />
      {where.kind === 'ticket' ? (
        <>
          <Choice
            label={words.requestType}
            value={where.requestType ?? ''}
            options={list.requestTypes.map((id) => ({ id, name: id }))}
            any={words.any}
            onChange={set('requestType')}
          />
          <Choice
            label={words.priority}
            value={where.priority ?? ''}
            options={PRIORITIES.map((id) => ({ id, name: words.priorities[id] ?? id }))}
            any={words.any}
            onChange={set('priority')}
          />
        </>
      ) : null}
    </fieldset>
  );
}

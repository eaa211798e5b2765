'use client';
import type { RuleDraft } from '../../server/wire/rule.ts';
import { AmountFields, Choice, NumberField, ShareField } from './fields.tsx';
import { RiskFields } from './risk-fields.tsx';
import { useRulesWords } from './use-rules.ts';

type Props = { draft: RuleDraft; onChange: (draft: RuleDraft) => void };
const FROMS = ['received', 'dispatched'] as const;

/** What a rule says, as fields. What it is about (a flag, commands, units) is not changed here. */
export function ValueFields({ draft, onChange }: Props) {
  const words = useRulesWords();
  switch (draft.rule) {
    case 'limit': {
      const { value } = draft;
      return (
        <>
          <AmountFields label={words.length} value={value} onChange={(amount) => onChange({ ...draft, value: { ...value, ...amount } })} />
          <Choice
            label={words.from}
            value={value.from}
            options={FROMS.map((id) => ({ id, name: words.froms[id] }))}
            onChange={(id) => onChange({ ...draft, value: { ...value, from: FROMS.find((f) => f === id) ?? value.from } })}
          />
          <ShareField label={words.soon} value={value.soon} onChange={(soon) => onChange({ ...draft, value: { ...value, soon } })} />
        </>
      );
    }
    case 'return': {
      const { value } = draft;
      return (
        <>
          <AmountFields label={words.within} value={value.within} onChange={(within) => onChange({ ...draft, value: { ...value, within } })} />
          <NumberField
            label={words.designateAfter}
            value={value.designateAfter}
            min={1}
            max={99}
            onChange={(designateAfter) => onChange({ ...draft, value: { ...value, designateAfter } })}
          />
        </>
      );
    }
    case 'extension': {
      const { value } = draft;
      return (
        <>
          <AmountFields label={words.most} value={value.most} onChange={(most) => onChange({ ...draft, value: { ...value, most } })} />
          <NumberField label={words.times} value={value.times} max={99} onChange={(times) => onChange({ ...draft, value: { ...value, times } })} />
          <NumberField
            label={words.leaderFrom}
            value={value.leaderFrom}
            min={1}
            max={99}
            onChange={(leaderFrom) => onChange({ ...draft, value: { ...value, leaderFrom } })}
          />
        </>
      );
    }
    case 'urge': {
      const { steps } = draft.value;
      const change = (step: (typeof steps)[number], to: Partial<typeof step>) =>
        onChange({ ...draft, value: { steps: steps.map((s) => (s === step ? { ...s, ...to } : s)) } });
      return steps.map((step, i) =>
        step.share !== undefined ? (
          <ShareField
            key={step.id}
            label={`${words.step(i + 1)}，${words.urgeShare('%', words.acts[step.act])}`}
            value={step.share}
            onChange={(share) => change(step, { share })}
          />
        ) : step.by === null ? null : (
          <AmountFields
            key={step.id}
            label={`${words.step(i + 1)}，${(step.when === 'before' ? words.urgeBefore : words.urgeAfter)('', words.acts[step.act])}`}
            value={step.by}
            onChange={(by) => change(step, { by })}
          />
        ),
      );
    }
    case 'follow_up': {
      const { value } = draft;
      return (
        <>
          <ShareField label={words.share} value={value.share} onChange={(share) => onChange({ ...draft, value: { ...value, share } })} />
          <NumberField
            label={words.attempts}
            value={value.attempts}
            min={1}
            max={20}
            onChange={(attempts) => onChange({ ...draft, value: { ...value, attempts } })}
          />
        </>
      );
    }
    case 'redo':
      return <NumberField label={words.redoMost} value={draft.value.most} max={20} onChange={(most) => onChange({ ...draft, value: { most } })} />;
    case 'undo': {
      const { value } = draft;
      return (
        <NumberField label={words.seconds} value={value.seconds} max={3_600} onChange={(seconds) => onChange({ ...draft, value: { ...value, seconds } })} />
      );
    }
    case 'archive':
      return <AmountFields label={words.after} value={draft.value.after} onChange={(after) => onChange({ ...draft, value: { after } })} />;
    case 'composite': {
      const { value } = draft;
      const fields = ['response', 'resolution', 'satisfaction'] as const;
      return fields.map((field) => (
        <ShareField key={field} label={words[field]} value={value[field]} onChange={(share) => onChange({ ...draft, value: { ...value, [field]: share } })} />
      ));
    }
    case 'risk':
      return <RiskFields draft={draft} onChange={onChange} />;
    default:
      return null;
  }
}

'use client';
import type { RiskParams } from '../../server/core/risk/terms.ts';
import { FLOW_SCOPES, FLOW_STATUSES } from '../../server/core/trade/flow.ts';
import type { RuleDraft } from '../../server/wire/rule.ts';
import { Choice, NumberField, ShareField } from './fields.tsx';
import { useRulesWords } from './use-rules.ts';

type RiskDraft = Extract<RuleDraft, { rule: 'risk' }>;
const SEVERITIES = [1, 2, 3, 4] as const;

/** The parameters of a check of cross-border trade. Which check it is, is not changed here. */
export function RiskFields({ draft, onChange }: { draft: RiskDraft; onChange: (draft: RuleDraft) => void }) {
  const words = useRulesWords();
  const { riskFields: fields, riskNames: names } = words;
  const { value } = draft;
  const set = (over: Partial<RiskParams>) => onChange({ ...draft, value: { ...value, ...over } });
  return (
    <>
      {value.check === 'price' ? (
        <NumberField label={fields.bound} value={value.bound} min={1} max={1000} step={0.1} onChange={(bound) => set({ bound })} />
      ) : value.check === 'growth' ? (
        <NumberField label={`${fields.bound} %`} value={value.bound * 100} min={1} onChange={(percent) => set({ bound: percent / 100 })} />
      ) : (
        <ShareField label={`${fields.bound} %`} value={value.bound} onChange={(bound) => set({ bound })} />
      )}
      <NumberField label={fields.days} value={value.days} min={1} max={92} onChange={(days) => set({ days })} />
      <NumberField label={fields.past} value={value.past} max={12} onChange={(past) => set({ past })} />
      <NumberField label={fields.least} value={value.least} min={1} max={100_000_000} onChange={(least) => set({ least })} />
      <NumberField label={fields.floor} value={value.floor} max={1e12} onChange={(floor) => set({ floor })} />
      {value.times === null ? null : <NumberField label={fields.times} value={value.times} min={1} max={1000} onChange={(times) => set({ times })} />}
      <Choice
        label={fields.scope}
        value={value.scope}
        options={FLOW_SCOPES.map((id) => ({ id, name: names.scopes[id] ?? id }))}
        onChange={(id) => set({ scope: FLOW_SCOPES.find((s) => s === id) ?? value.scope })}
      />
      <Choice
        label={fields.status}
        value={value.status}
        options={FLOW_STATUSES.map((id) => ({ id, name: names.statuses[id] ?? id }))}
        onChange={(id) => set({ status: FLOW_STATUSES.find((s) => s === id) ?? value.status })}
      />
      <Choice
        label={fields.severity}
        value={String(value.severity)}
        options={SEVERITIES.map((n) => ({ id: String(n), name: words.severities[n - 1] ?? String(n) }))}
        onChange={(id) => set({ severity: SEVERITIES.find((n) => String(n) === id) ?? value.severity })}
      />
    </>
  );
}

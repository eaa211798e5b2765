import type { Amount } from '../../server/core/calendar/reach.ts';
import type { RuleRow, RuleWhere, UrgeStep } from '../../server/core/case/rules.ts';
import type { RuleName } from '../../server/wire/rule-view.ts';
import type { RulesWords } from './messages.ts';

/** Names of the regions and classes that rules apply to. */
export type PlaceNames = { readonly regions: readonly RuleName[]; readonly categories: readonly RuleName[] };

export function amountText({ amount, unit }: Amount, words: RulesWords): string {
  return words.amount(amount, words.units[unit]);
}

/** A share as a percentage without more digits than it has. */
export function shareText(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

/** What a rule says, in one line. */
export function valueText(row: RuleRow, words: RulesWords): string {
  const amount = (a: Amount) => amountText(a, words);
  switch (row.rule) {
    case 'limit':
      return words.limitSays(amount(row.value), words.froms[row.value.from], shareText(row.value.soon));
    case 'return':
      return words.returnSays(amount(row.value.within), row.value.designateAfter);
    case 'extension':
      return words.extensionSays(amount(row.value.most), row.value.times, row.value.leaderFrom);
    case 'urge':
      return row.value.steps.map((step) => stepText(step, words)).join('；');
    case 'follow_up':
      return words.samplingSays(shareText(row.value.share), row.value.attempts);
    case 'redo':
      return words.redoSays(row.value.most);
    case 'undo':
      return words.undoSays(row.value.seconds, row.value.commands.map((c) => words.commands[c] ?? c).join('、'));
    case 'archive':
      return words.archiveSays(amount(row.value.after));
    case 'exclusion':
      return words.exclusionSays(words.flags[row.value.flag] ?? row.value.flag, row.value.measures.map((m) => words.measures[m] ?? m).join('、'));
    case 'composite':
      return words.compositeSays(shareText(row.value.response), shareText(row.value.resolution), shareText(row.value.satisfaction));
    case 'risk':
      return words.riskSays(row.value);
    case 'lawful':
      return words.lawfulSays(row.value.says, row.value.checks.map((c) => words.riskNames.checks[c]).join('、'));
    case 'dispatch':
      return [row.value.main, ...row.value.co].join('、');
  }
}

function stepText({ when, by, share, act }: UrgeStep, words: RulesWords): string {
  if (share !== undefined) return words.urgeShare(shareText(share), words.acts[act]);
  if (by === null) return words.urgeAt(words.acts[act]);
  return (when === 'before' ? words.urgeBefore : words.urgeAfter)(amountText(by, words), words.acts[act]);
}

/** What a rule applies to, the kind of case first. */
export function whereText(where: RuleWhere, words: RulesWords, names: PlaceNames): string {
  const nameOf = (list: readonly RuleName[], id: string) => list.find((n) => n.id === id)?.name ?? id;
  const kinds: Record<string, string> = words.kinds;
  const parts = [
    where.kind === undefined ? null : (kinds[where.kind] ?? where.kind),
    where.clock === undefined ? null : words.clocks[where.clock],
    where.requestType ?? null,
    where.priority === undefined ? null : (words.priorities[where.priority] ?? where.priority),
    where.region === undefined ? null : nameOf(names.regions, where.region),
    where.category === undefined ? null : nameOf(names.categories, where.category),
    where.entrance === undefined ? null : words.entrance(where.entrance),
  ];
  return parts.filter((part) => part !== null).join(' · ') || words.everything;
}

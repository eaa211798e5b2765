import type { RefusalCode } from '../../server/core/case/refusal.ts';
import type { DeskRefusal } from '../../server/wire/desk.ts';
import type { Locale } from '../ui/types.ts';
import { commandText, commandWords, fieldText, stateText } from './command-messages.ts';
import { actorText, deskWords } from './messages.ts';

type Params = DeskRefusal['params'];

/** Why a command changed nothing, and what to do. `{name}` stands for what the server said of it. */
export type RefusalWords = {
  what: Record<RefusalCode, string>;
  todo: Partial<Record<RefusalCode, string>>;
  problems: Record<string, string>;
  unknown: string;
  /** Who was first, when, with what. */
  first: (who: string, when: string, what: string) => string;
  reread: string;
};

const zh: RefusalWords = {
  what: {
    conflict: '这件工单已被改动',
    unknown_command: '没有这项操作',
    wrong_state: '工单现为{state}，不能这样做',
    forbidden: '您没有这项权限，或工单不在您手上',
    field: '{field}{problem}',
    mirrored: '镜像工单由上游平台流转',
    not_mirrored: '不是镜像工单',
    merged: '工单已并入主单，随主单办理',
    not_merged: '工单没有并入这件主单',
    has_members: '工单下有子单',
    not_a_member: '不是这件主单的子单',
    no_rule: '没有可用的时限规则',
    must_designate: '已派 {dispatches} 次，须指定承办',
    not_in_dispute: '没有退过单，不能指定承办',
    designated: '指定承办的工单不能退',
    returned_before: '这家单位已退过这件工单',
    return_denied: '退单已被驳回，不能再退',
    return_late: '已过退单时限',
    on_hold: '工单在挂账中',
    not_on_hold: '工单没有挂账',
    asked_already: '已经申请过，等待审批',
    not_asked: '没有待审的申请',
    extension_late: '已过期限，不能延期',
    extension_most: '最多延 {most}',
    extension_times: '延期次数已用完（{times} 次）',
    extension_unit: '延期单位与时限不同',
    needs_leader: '第 {nth} 次延期须领导同意',
    helpers_open: '协办单位还没有答复',
    helper_known: '这家单位已在承办或协办中',
    not_due: '还没有到时间',
    not_dissatisfied: '没有不满意的评价',
    redo_most: '已重办 {most} 次，不能再重办',
    redo_left: '还可重办 {left} 次，归档须写明理由',
    nothing_changes: '没有任何改变',
    flag_up: '已有这个标记',
    flag_down: '没有这个标记',
    unknown_entry: '找不到所指的记录',
    receipt_given: '已经回执',
    beyond_desk: '该地区不归本级受理，请先移交',
    same_desk: '已在这个热线',
    same_unit: '就是现在的单位',
    not_passed_down: '不是转派来的',
    not_automatic: '这类工单不允许自动派单',
    not_undoable: '这项操作不能撤销',
    undo_late: '撤销时限 {seconds} 秒已过',
    undo_other: '只能撤销自己的操作',
    unknown_case: '没有这件工单，或不在您的可见范围',
  },
  todo: {
    conflict: '已重读，请看过再定',
    must_designate: '用“指定承办”',
    no_rule: '请督办员在规则页补上时限',
    returned_before: '换一家，或指定承办',
    helpers_open: '等协办答复，或让其退出',
    merged: '到主单上操作',
    has_members: '先拆单',
    mirrored: '可催办、督办、移交',
  },
  problems: { missing: '必填', type: '格式不对', range: '超出范围', choice: '不在可选之列', length: '太长' },
  unknown: '操作没有成功',
  first: (who, when, what) => `${who} ${when} 已${what}`,
  reread: '重读',
};

const en: RefusalWords = {
  what: {
    conflict: 'This ticket was changed',
    unknown_command: 'There is no such command',
    wrong_state: 'Not while the ticket is “{state}”',
    forbidden: 'You may not, or the ticket is not with you',
    field: '{field}: {problem}',
    mirrored: 'An upstream platform moves this ticket',
    not_mirrored: 'Not a mirrored ticket',
    merged: 'The ticket follows its master',
    not_merged: 'It does not follow this master',
    has_members: 'Other tickets follow this one',
    not_a_member: 'It does not follow this ticket',
    no_rule: 'No rule says how long',
    must_designate: 'Dispatched {dispatches} times: a unit must be designated',
    not_in_dispute: 'Never returned: nothing to designate',
    designated: 'A designated unit cannot return it',
    returned_before: 'This unit has returned it before',
    return_denied: 'The return was denied',
    return_late: 'The time to return is over',
    on_hold: 'The ticket is on hold',
    not_on_hold: 'The ticket is not on hold',
    asked_already: 'Asked already, waiting for a judgement',
    not_asked: 'Nothing was asked',
    extension_late: 'Too late to extend',
    extension_most: 'At most {most}',
    extension_times: 'Extended as often as may be ({times})',
    extension_unit: 'Another unit than the limit’s',
    needs_leader: 'Extension {nth} needs a leader',
    helpers_open: 'A helper has not answered',
    helper_known: 'This unit already works on it',
    not_due: 'Not due yet',
    not_dissatisfied: 'Nobody was dissatisfied',
    redo_most: 'Redone {most} times already',
    redo_left: '{left} more redo possible: say why to file it',
    nothing_changes: 'Nothing would change',
    flag_up: 'Already marked',
    flag_down: 'Not marked',
    unknown_entry: 'No such entry',
    receipt_given: 'Receipt already given',
    beyond_desk: 'That region is another desk’s: hand the ticket over first',
    same_desk: 'Already with this hotline',
    same_unit: 'It is with this unit',
    not_passed_down: 'It was not passed down',
    not_automatic: 'Not for a machine to dispatch',
    not_undoable: 'This cannot be undone',
    undo_late: 'The {seconds} seconds to undo are over',
    undo_other: 'Only one’s own acts can be undone',
    unknown_case: 'No such ticket in your sight',
  },
  todo: {
    conflict: 'It was read again: look before you decide',
    must_designate: 'Use “Designate”',
    no_rule: 'Ask a supervisor to add the limit',
    returned_before: 'Choose another unit, or designate',
    helpers_open: 'Wait for the helper, or let it leave',
    merged: 'Act on the master',
    has_members: 'Unmerge first',
    mirrored: 'You may urge, supervise, hand over',
  },
  problems: { missing: 'is needed', type: 'is not well formed', range: 'is out of range', choice: 'is not a choice', length: 'is too long' },
  unknown: 'It did not work',
  first: (who, when, what) => `${who}, ${when}: ${what}`,
  reread: 'Read again',
};

export const refusalWords: Record<Locale, RefusalWords> = { 'zh-CN': zh, en };

/** A refusal in words: what is in the way, who was first and when, what to do. `time` writes an instant. */
export function refusalText(refusal: DeskRefusal, locale: Locale, time: (at: number) => string): string {
  const words = refusalWords[locale];
  // Any code may come from a newer server; what has no words is said plainly.
  const code = refusal.code as RefusalCode;
  const what = (words.what[code] ?? words.unknown).replace(/\{(\w+)\}/g, (_, name: string) => paramText(refusal.params, name, locale));
  const command = typeof refusal.params.command === 'string' ? commandText(commandWords[locale], refusal.params.command) : '';
  const first = refusal.by && refusal.at !== null ? words.first(actorText(deskWords[locale], refusal.by), time(refusal.at), command) : null;
  const todo = words.todo[code] ?? null;
  return [what, first?.trim(), todo].filter(Boolean).join(locale === 'zh-CN' ? '；' : '; ');
}

function paramText(params: Params, name: string, locale: Locale): string {
  const value = params[name];
  const words = commandWords[locale];
  if (name === 'state' && typeof value === 'string') return stateText(words, value);
  if (name === 'field' && typeof value === 'string') return fieldText(words, value);
  if (name === 'problem' && typeof value === 'string') return refusalWords[locale].problems[value] ?? value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

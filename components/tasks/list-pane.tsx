'use client';
import { memo } from 'react';
import type { TaskCount } from '../../server/core/task/appraise-tasks.ts';
import { TASK_VIEWS, type TaskRow, type TaskView } from '../../server/wire/tasks.ts';
import { CaseList, CaseRow, type CaseRowProps } from '../desk/case-list.tsx';
import { choiceText, commandWords, stateText } from '../desk/command-messages.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useLocale } from '../ui/locale.tsx';
import type { TaskSpanName } from './tasks-url.ts';
import type { useTasks } from './use-tasks.ts';
import { useTasksWords } from './use-tasks-words.ts';

export type ListPaneProps = {
  view: TaskView;
  department: string | null;
  /** Instead of a list: a number of the appraisal of a span, and how many are behind it. */
  counted: TaskCount | null;
  span: TaskSpanName;
  behind: number | null;
  open: number | null;
  now: number;
  rows: readonly TaskRow[];
  counts: Record<TaskView, number> | null;
  answer: ReturnType<typeof useTasks>['answer'];
  onView: (view: TaskView) => void;
  onAll: () => void;
  onSelect: (id: number) => void;
};

/** Lists of tasks with their counts, and the rows of one. */
export function ListPane({ department, counted, span, behind, onAll, ...list }: ListPaneProps) {
  const words = useTasksWords();
  const { meta } = useConsole();
  const named = department === null ? null : words.ofDepartment(meta.departments[department] ?? department);
  const name = counted ? words.behind(words.counts[counted], words.appraisal.spans[span]) : null;
  const text = [named, name].filter((t) => t !== null).join(' · ');
  const instead = name ? { name, none: words.behindNone, count: behind } : undefined;
  const filter = text === '' ? null : { text, all: counted ? words.allLists : words.allDepartments, onClear: onAll, ...(instead ? { instead } : {}) };
  return <CaseList {...list} words={words} views={TASK_VIEWS} filter={filter} Row={Row} />;
}

/** One task: title over origin, place and department. */
const Row = memo(function Row(props: CaseRowProps<TaskRow>) {
  const words = useTasksWords();
  const { locale } = useLocale();
  const commands = commandWords[locale];
  const { title, origin, regionName, unitName, verdict, state } = props.row;
  return (
    <CaseRow
      {...props}
      title={title}
      facts={[words.origins[origin], regionName, unitName ?? words.notIssued]}
      state={verdict ? choiceText(commands, 'verdict', verdict) : stateText(commands, state)}
    />
  );
});

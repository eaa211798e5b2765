'use client';
import { memo } from 'react';
import { TASK_VIEWS, type TaskRow, type TaskView } from '../../server/wire/tasks.ts';
import { CaseList, CaseRow, type CaseRowProps } from '../desk/case-list.tsx';
import { choiceText, commandWords, stateText } from '../desk/command-messages.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useLocale } from '../ui/locale.tsx';
import type { useTasks } from './use-tasks.ts';
import { useTasksWords } from './use-tasks-words.ts';

export type ListPaneProps = {
  view: TaskView;
  department: string | null;
  open: number | null;
  now: number;
  rows: readonly TaskRow[];
  counts: Record<TaskView, number> | null;
  answer: ReturnType<typeof useTasks>['answer'];
  onView: (view: TaskView) => void;
  onDepartment: (department: string | null) => void;
  onSelect: (id: number) => void;
};

/** Lists of tasks with their counts, and the rows of one. */
export function ListPane({ department, onDepartment, ...list }: ListPaneProps) {
  const words = useTasksWords();
  const { meta } = useConsole();
  const filter =
    department === null
      ? null
      : { text: words.ofDepartment(meta.departments[department] ?? department), all: words.allDepartments, onClear: () => onDepartment(null) };
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

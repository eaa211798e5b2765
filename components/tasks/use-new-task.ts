'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TaskFigure, TaskOrigin } from '../../server/core/task/about.ts';
import { useConsole } from '../figure/console-context.tsx';
import type { TaskDraft } from '../figure/task-link.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { figureValueText, spanText } from './task-figure.tsx';
import { useTasksWords } from './use-tasks-words.ts';

/** What somebody has written in the form. */
export type Written = { title: string; text: string; origin: TaskOrigin; unit: string | null; until: string | null };

/** What the form begins with: words about the figure, as it is now. The server reads it again when the task is made. */
export function useNewTask(draft: TaskDraft | null): { start: Pick<Written, 'title' | 'text'>; figure: TaskFigure | null } {
  const words = useTasksWords();
  const trpc = useTRPC();
  const { locale, timeZone } = useLocale();
  const { indicator, region, meta } = useConsole();
  const { from = 0, to = 1, bound = null, side = null, ...named } = draft ?? { indicator: '', region: '' };
  const query = { queries: [{ ...named, span: { from, to } }] };
  const answer = useQuery(trpc.figure.values.queryOptions(query, { enabled: draft !== null, staleTime: 15_000 }));
  const read = answer.data?.[0];
  return useMemo(() => {
    if (!draft) return { start: { title: '', text: '' }, figure: null };
    const figure: TaskFigure | null = read ? { ...draft, value: read.value, readAt: meta.now } : null;
    const def = indicator(draft.indicator);
    const place = region(draft.region)?.name ?? draft.region;
    const name = def?.shortName ?? draft.indicator;
    const text = read
      ? words.form.textOfFigure({
          ...{ place, name, span: spanText(draft, locale, timeZone, meta.now) },
          ...{ value: figureValueText(def, read.value, locale) ?? words.noValue, bound: figureValueText(def, bound, locale), off: side !== null },
        })
      : '';
    return { start: { title: words.form.ofFigure(place, name, side), text }, figure };
  }, [draft, read, meta.now, indicator, region, words, locale, timeZone, bound, side]);
}

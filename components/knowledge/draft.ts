import type { OffsetAt } from '../../server/core/indicator/window.ts';
import type { KnowledgeContent, KnowledgeEntry } from '../../server/wire/knowledge.ts';
import { parsePeriod, wallText } from '../figure/time-text.ts';

/** An entry as its form holds it: days as their fields give them, keywords as one text. Pure. */
export type Draft = {
  title: string;
  question: string;
  answer: string;
  keywords: string;
  category: string;
  department: string;
  region: string;
  fromDay: string;
  untilDay: string;
  source: string;
};

const dayOf = (at: number | null, offset: OffsetAt): string => (at === null ? '' : wallText(at, offset).slice(0, 10));

export function draftOf(entry: KnowledgeEntry | null, region: string, department: string, offset: OffsetAt): Draft {
  if (!entry) return { title: '', question: '', answer: '', keywords: '', category: '', department, region, fromDay: '', untilDay: '', source: '' };
  const { content } = entry;
  return {
    title: content.title,
    question: content.question,
    answer: content.answer,
    keywords: content.keywords.join('，'),
    category: content.category ?? '',
    department: content.department ?? '',
    region: content.region,
    fromDay: dayOf(content.from, offset),
    // The end is exclusive; the field names the last day on which it holds.
    untilDay: content.until === null ? '' : dayOf(content.until - 1, offset),
    source: content.source,
  };
}

export const keywordsOf = (text: string): string[] =>
  [...new Set(text.split(/[,，、;；\s]+/).filter((word) => word !== ''))].slice(0, 20).map((word) => word.slice(0, 20));

/** The content of a draft. An instant whose day was not touched stays what it was, to the millisecond. */
export function contentOf(draft: Draft, entry: KnowledgeEntry | null, offset: OffsetAt): KnowledgeContent {
  const was = entry ? draftOf(entry, '', '', offset) : null;
  const from = was && was.fromDay === draft.fromDay ? (entry?.content.from ?? null) : (parsePeriod(draft.fromDay, offset)?.from ?? null);
  const until = was && was.untilDay === draft.untilDay ? (entry?.content.until ?? null) : (parsePeriod(draft.untilDay, offset)?.to ?? null);
  return {
    title: draft.title.trim(),
    question: draft.question.trim(),
    answer: draft.answer.trim(),
    keywords: keywordsOf(draft.keywords),
    category: draft.category || null,
    department: draft.department || null,
    region: draft.region,
    from,
    until,
    source: draft.source.trim(),
  };
}

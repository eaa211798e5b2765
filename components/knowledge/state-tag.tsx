import type { EntryState } from '../../server/core/knowledge/validity.ts';
import { Tag } from '../ui/tag.tsx';
import { useKnowledgeWords } from './use-knowledge.ts';

/** What an entry is when it is not current: that one needs no word. */
export function StateTag({ state }: { state: EntryState }) {
  const words = useKnowledgeWords();
  return state === 'current' ? null : <Tag look="dashed">{words.states[state]}</Tag>;
}

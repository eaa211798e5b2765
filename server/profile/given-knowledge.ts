import type { KnowledgeContent, KnowledgeFileRow } from '../wire/knowledge.ts';
import type { Profile } from './types.ts';

/** What the knowledge base begins with: the profile's entries, their papers in words. */
export function givenKnowledge({ knowledge, file }: Profile): { key: string; content: KnowledgeContent }[] {
  const papers = new Map(file.sources.map((paper) => [paper.id, paper]));
  const instant = (text: string | null) => (text === null ? null : Date.parse(text));
  const words = ({ document, line }: KnowledgeFileRow['source']) => {
    const paper = papers.get(document);
    const number = paper?.number ? `（${paper.number}）` : '';
    return `${paper?.title ?? document}${number}${line === null ? '' : `，汇编第 ${line} 行`}`;
  };
  return knowledge.map(({ key, from, until, source, ...texts }) => ({
    key,
    content: { ...texts, from: instant(from), until: instant(until), source: words(source) },
  }));
}

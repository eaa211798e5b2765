'use client';
import { useQuery } from '@tanstack/react-query';
import { diffText } from '../../server/core/knowledge/diff.ts';
import type { KnowledgeContent, KnowledgeEntry, KnowledgeVersion } from '../../server/wire/knowledge.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import styles from './knowledge.module.css';
import { useKnowledgeWords, useStamp } from './use-knowledge.ts';

type ComparePaneProps = { entry: KnowledgeEntry; versions: [number, number]; onBack: () => void };
type Field = keyof KnowledgeContent;
const FIELDS: readonly Field[] = ['title', 'question', 'answer', 'keywords', 'category', 'department', 'region', 'from', 'until', 'source'];

/** Two versions of an entry: of each field that differs what went out and what came in. */
export function ComparePane({ entry, versions, onBack }: ComparePaneProps) {
  const words = useKnowledgeWords();
  const trpc = useTRPC();
  const answer = useQuery(trpc.knowledge.versions.queryOptions({ id: entry.id, versions }, { staleTime: Number.POSITIVE_INFINITY }));
  if (answer.isError) return <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />;
  if (!answer.data) return <PanelStateBody state={{ kind: 'loading' }} />;
  return (
    <div className={styles.compare}>
      <header className={styles.entryHead}>
        <h2>{words.compareTitle(...versions)}</h2>
        <Button keyName="Esc" onClick={onBack}>
          {words.back}
        </Button>
      </header>
      <Differences before={answer.data[0]} after={answer.data[1]} />
    </div>
  );
}

function Differences({ before, after }: { before: KnowledgeVersion; after: KnowledgeVersion }) {
  const words = useKnowledgeWords();
  const stamp = useStamp();
  const text = useFieldText();
  const changed = FIELDS.filter((field) => text(before.content, field) !== text(after.content, field));
  return (
    <>
      <ul className={styles.who}>
        {[before, after].map((v) => (
          <li key={v.version}>
            <b>{words.versionNo(v.version)}</b> {words.by(v.by, stamp(v.at))} {v.note}
          </li>
        ))}
      </ul>
      {changed.length === 0 ? <p>{words.unchanged}</p> : null}
      {changed.map((field) => (
        <section key={field} className={styles.text} data-field={field}>
          <h3>{words.fields[field]}</h3>
          <Difference before={text(before.content, field)} after={text(after.content, field)} />
        </section>
      ))}
    </>
  );
}

function Difference({ before, after }: { before: string; after: string }) {
  let at = 0;
  const pieces = diffText(before, after).map((piece) => ({ ...piece, at: at++ }));
  return (
    <p className={styles.answer}>
      {pieces.map(({ kind, text, at: key }) =>
        kind === 'same' ? (
          text
        ) : kind === 'out' ? (
          <del key={key} className={styles.out}>
            {text}
          </del>
        ) : (
          <ins key={key} className={styles.in}>
            {text}
          </ins>
        ),
      )}
    </p>
  );
}

/** A field of a content in words, as the pane shows it. */
function useFieldText(): (content: KnowledgeContent, field: Field) => string {
  const words = useKnowledgeWords();
  const stamp = useStamp();
  const { meta, region } = useConsole();
  return (content, field) => {
    const value = content[field];
    if (field === 'category') return content.category === null ? words.noClass : (meta.categories[content.category] ?? content.category);
    if (field === 'department') return content.department === null ? words.noDepartment : (meta.departments[content.department] ?? content.department);
    if (field === 'region') return region(content.region)?.name ?? content.region;
    if (Array.isArray(value)) return value.join('、');
    return typeof value === 'number' ? stamp(value) : (value ?? words.always);
  };
}

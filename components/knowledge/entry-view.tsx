'use client';
import type { KnowledgeContent, KnowledgeEntry } from '../../server/wire/knowledge.ts';
import { useConsole } from '../figure/console-context.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './knowledge.module.css';
import { MarkedText } from './marked-text.tsx';
import { StateTag } from './state-tag.tsx';
import { useKnowledgeWords, useStamp, useValidityText } from './use-knowledge.ts';

type EntryViewProps = { entry: KnowledgeEntry; query: string; onCompare: (versions: [number, number]) => void };

/** An entry as it is read: its texts, where and until when it holds, by what paper, and who wrote which version. */
export function EntryView({ entry, query, onCompare }: EntryViewProps) {
  const words = useKnowledgeWords();
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  const { reports } = entry;
  const used = formatNumber(entry.uses);
  return (
    <>
      <header className={styles.entryHead}>
        <h2 className={entry.state === 'current' ? undefined : styles.struck}>
          <MarkedText text={entry.title} query={query} />
        </h2>
        <StateTag state={entry.state} />
        {entry.state === 'current' ? <Tag>{words.states.current}</Tag> : null}
      </header>
      {entry.state === 'current' ? null : <p className={styles.warning}>{words.notInsertable[entry.state]}</p>}
      <Texts content={entry.content} query={query} />
      <Facts content={entry.content} />
      <dl className={styles.facts}>
        <dt>{words.uses}</dt>
        <dd>{words.usedAt(used, entry.usedAt === null ? null : formatDay(entry.usedAt, locale, timeZone, meta.now))}</dd>
        <dt>{words.reports}</dt>
        <dd>{words.reportCounts(reports.open, reports.accepted, reports.declined)}</dd>
      </dl>
      <History entry={entry} onCompare={onCompare} />
    </>
  );
}

/** Question, answer and keywords, line breaks kept. */
export function Texts({ content, query }: { content: KnowledgeContent; query: string }) {
  const words = useKnowledgeWords();
  return (
    <>
      {content.question ? (
        <section className={styles.text}>
          <h3>{words.question}</h3>
          <p>
            <MarkedText text={content.question} query={query} />
          </p>
        </section>
      ) : null}
      <section className={styles.text}>
        <h3>{words.answer}</h3>
        <p className={styles.answer} data-answer>
          <MarkedText text={content.answer} query={query} />
        </p>
      </section>
      {content.keywords.length > 0 ? (
        <ul className={styles.keywords} aria-label={words.keywords}>
          {content.keywords.map((keyword) => (
            <li key={keyword}>
              <Tag>{keyword}</Tag>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** Class, department, region, validity and source of a content. */
export function Facts({ content }: { content: KnowledgeContent }) {
  const words = useKnowledgeWords();
  const { meta, region } = useConsole();
  const validity = useValidityText();
  const rows: [string, string][] = [
    [words.region, region(content.region)?.name ?? content.region],
    [words.category, content.category === null ? words.noClass : (meta.categories[content.category] ?? content.category)],
    [words.department, content.department === null ? words.noDepartment : (meta.departments[content.department] ?? content.department)],
    [words.validity, validity(content)],
    [words.source, content.source || words.noSource],
  ];
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function History({ entry, onCompare }: Pick<EntryViewProps, 'entry' | 'onCompare'>) {
  const words = useKnowledgeWords();
  const stamp = useStamp();
  return (
    <section className={styles.history}>
      <h3>
        {words.history} <small>{words.historyNote}</small>
      </h3>
      <ol>
        {entry.history.map((v) => (
          <li key={v.version}>
            <b>{words.versionNo(v.version)}</b>
            <span>{words.by(v.by, stamp(v.at))}</span>
            <span className={styles.versionNote}>{v.note}</span>
            {v.version > 1 ? (
              <button
                type="button"
                className="tg-link"
                aria-label={`${words.versionNo(v.version)} ${words.compareWith}`}
                onClick={() => onCompare([v.version - 1, v.version])}
              >
                {words.compare}
              </button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

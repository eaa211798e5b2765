'use client';
import Link from 'next/link';
import type { TopicSummary } from '../../server/wire/console.ts';
import { useConsole } from '../figure/console-context.tsx';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { wallWords } from './messages.ts';
import styles from './topic-list.module.css';

/** All application topics by lead department, with what of each is connected and what is not. */
export function TopicList() {
  const words = wallWords[useLocale().locale];
  const { meta } = useConsole();
  const topics = meta.topics.filter((t) => t.kind === 'application').sort((a, b) => a.order - b.order);
  const groups = new Map<string, TopicSummary[]>();
  for (const topic of topics) {
    const lead = topic.leadName ?? words.noLead;
    groups.set(lead, [...(groups.get(lead) ?? []), topic]);
  }
  return (
    <div className={`tg-page ${styles.page}`}>
      <PageHead title={words.topics} note={words.topicCount(topics.length, topics.filter((t) => t.connected).length)} />
      {[...groups].map(([lead, list]) => (
        <section key={lead} className={styles.group} aria-label={`${words.lead} ${lead}`}>
          <h2>{lead}</h2>
          <ul>
            {list.map((topic) => (
              <Topic key={topic.id} topic={topic} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Topic({ topic }: { topic: TopicSummary }) {
  const words = wallWords[useLocale().locale];
  const others = [...topic.coLeads.map((d) => d.name), ...topic.partners.map((d) => d.name)];
  return (
    <li className={styles.topic} data-topic={topic.id} data-connected={topic.connected}>
      <h3>{topic.hasView ? <Link href={`/wall/${topic.id}`}>{topic.title}</Link> : topic.title}</h3>
      {topic.summary ? <p className={styles.summary}>{topic.summary}</p> : null}
      {others.length > 0 ? (
        <p className={styles.partners}>
          <span>{words.partners}</span> {others.join('、')}
        </p>
      ) : null}
      <ul className={styles.elements} aria-label={words.elements}>
        {topic.elements.map((element) => (
          <li key={element.name} data-connected={element.connected}>
            <FreshnessMark state={element.connected ? 'fresh' : 'not_connected'} size="12px" decorative />
            <span>{element.name}</span>
            <span className={styles.state}>{element.connected ? words.connected : words.notConnected}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

import { notFound } from 'next/navigation';
import { PhoneView } from '../../../../components/wall/phone-view.tsx';
import { TopicView } from '../../../../components/wall/view.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function TopicPage({ params }: { params: Promise<{ topic: string }> }) {
  const { topic: id } = await params;
  const caller = await getCaller();
  const meta = await caller.console.meta();
  if (!meta.topics.some((t) => t.id === id)) notFound();
  const topic = await caller.topic.get({ id });
  return (
    <ConsoleScreen meta={meta} density={topic.view?.layout === 'wall' ? 'wall' : 'topic'} phone={<PhoneView topic={topic} />}>
      <TopicView topic={topic} />
    </ConsoleScreen>
  );
}

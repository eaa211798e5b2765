import { notFound } from 'next/navigation';
import { PhoneView } from '../../../components/wall/phone-view.tsx';
import { WallScreen } from '../../../components/wall/wall-screen.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

/** Topic 0, and beside it on very wide screens the first feed's topic. */
export default async function WallPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  const ordered = [...meta.topics].sort((a, b) => a.order - b.order);
  const first = ordered.find((t) => t.kind === 'wall');
  if (!first) notFound();
  const topic = await caller.topic.get({ id: first.id });
  // A display shows its own topic and nothing beside it.
  const second = meta.viewer.kind === 'display' ? undefined : ordered.find((t) => t.kind === 'feed' && t.hasView);
  const beside = second ? await caller.topic.get({ id: second.id }) : null;
  return (
    <ConsoleScreen meta={meta} density="wall" phone={<PhoneView topic={topic} />}>
      <WallScreen topic={topic} beside={beside} />
    </ConsoleScreen>
  );
}

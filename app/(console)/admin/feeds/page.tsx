import { FeedList } from '../../../../components/admin/feed-list.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function FeedsPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <ConsoleScreen meta={meta} density="desk" timed={false}>
      <FeedList />
    </ConsoleScreen>
  );
}

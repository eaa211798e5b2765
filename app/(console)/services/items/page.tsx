import { ItemsScreen } from '../../../../components/services/items-screen.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function ItemsPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <ConsoleScreen meta={meta} density="desk" timed={false}>
      <ItemsScreen />
    </ConsoleScreen>
  );
}

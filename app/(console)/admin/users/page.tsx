import { UsersScreen } from '../../../../components/admin/users-screen.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function UsersPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="desk" timed={false}>
        <UsersScreen />
      </ConsoleScreen>
    </div>
  );
}

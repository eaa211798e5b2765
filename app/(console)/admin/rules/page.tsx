import { AdminFrame } from '../../../../components/admin/admin-frame.tsx';
import { RulesScreen } from '../../../../components/rules/rules-screen.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function RulesPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="desk" timed={false}>
        <AdminFrame>
          <RulesScreen />
        </AdminFrame>
      </ConsoleScreen>
    </div>
  );
}

import { AdminFrame } from '../../../../components/admin/admin-frame.tsx';
import { ClassAccuracyScreen } from '../../../../components/rules/class-accuracy.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function ClassesPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="desk" timed={false}>
        <AdminFrame>
          <ClassAccuracyScreen />
        </AdminFrame>
      </ConsoleScreen>
    </div>
  );
}

import { AdminFrame } from '../../../../components/admin/admin-frame.tsx';
import { DictionaryScreen } from '../../../../components/dictionary/dictionary-screen.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function DictionaryPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="desk" timed={false}>
        <AdminFrame>
          <DictionaryScreen />
        </AdminFrame>
      </ConsoleScreen>
    </div>
  );
}

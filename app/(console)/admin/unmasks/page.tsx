import { UnmaskScreen } from '../../../../components/wall/caller-screens.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function UnmasksPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <ConsoleScreen meta={meta} density="desk" timed={false}>
      <UnmaskScreen />
    </ConsoleScreen>
  );
}

import { DeniedMessage } from '../../../components/shell/denied-message.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

/** What somebody sees who asked for a page of another's work. */
export default async function DeniedPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <ConsoleScreen meta={meta} density="desk" timed={false}>
      <DeniedMessage home={meta.viewer.home} idle={meta.viewer.may.length === 0} />
    </ConsoleScreen>
  );
}

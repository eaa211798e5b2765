import { CommercePhone, CommerceScreen } from '../../../components/commerce/commerce-screen.tsx';
import { RiskPanel } from '../../../components/risk/risk-panel.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

export default async function CommercePage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  const risk = meta.viewer.may.includes('risk.read') ? <RiskPanel /> : null;
  return (
    <ConsoleScreen meta={meta} density="topic" timed="pause" phone={<CommercePhone risk={risk} />}>
      <CommerceScreen risk={risk} />
    </ConsoleScreen>
  );
}

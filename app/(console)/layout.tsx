import { type ReactNode, Suspense } from 'react';
import { Providers } from '../../components/figure/providers.tsx';
import { getCaller } from '../../server/port.ts';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <Providers meta={meta}>
      <Suspense>{children}</Suspense>
    </Providers>
  );
}

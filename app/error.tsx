'use client';
import { PageMessage } from '../components/shell/page-message.tsx';
import { RetryButton } from '../components/shell/retry-button.tsx';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageMessage kind="failed" code={error.digest} action={<RetryButton onRetry={reset} />} />;
}

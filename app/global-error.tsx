'use client';
import './styles/globals.css';
import { PageMessage } from '../components/shell/page-message.tsx';
import { RetryButton } from '../components/shell/retry-button.tsx';

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="zh-CN" data-theme="dark">
      <body data-density="desk">
        <PageMessage kind="failed" code={error.digest} action={<RetryButton onRetry={reset} />} />
      </body>
    </html>
  );
}

'use client';
import { Button } from '../ui/button.tsx';
import { pageMessages } from './page-messages.ts';

export function RetryButton({ onRetry }: { onRetry: () => void }) {
  return (
    <Button look="primary" onClick={onRetry}>
      {pageMessages.retry.what}
    </Button>
  );
}

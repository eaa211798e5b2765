'use client';
import { useLocale } from '../ui/locale.tsx';
import { reviewsWords } from './messages.ts';

export function useReviewsWords() {
  return reviewsWords[useLocale().locale];
}

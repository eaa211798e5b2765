'use client';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Words, words } from './messages.ts';
import type { Locale } from './types.ts';

type LocaleValue = { locale: Locale; timeZone: string };

const Context = createContext<LocaleValue>({ locale: 'zh-CN', timeZone: 'Asia/Shanghai' });

/** Language and time zone of everything below; both come from the profile and the account. */
export function LocaleProvider({ locale, timeZone, children }: LocaleValue & { children: ReactNode }) {
  const value = useMemo(() => ({ locale, timeZone }), [locale, timeZone]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useLocale(): LocaleValue {
  return useContext(Context);
}

/** Words of the primitives in the current language. */
export function useWords(): Words {
  return words[useContext(Context).locale];
}

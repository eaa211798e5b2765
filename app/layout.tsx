import './styles/globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';

/** Every page carries the nonce of its own answer, so none is made at build time. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: '统管', description: '省域治理一网统管控制台' };
export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#0c0d0f' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request is what keeps the layout dynamic; the framework puts the nonce on its own scripts.
  await headers();
  return (
    <html lang="zh-CN" data-theme="dark">
      <body data-density="desk">{children}</body>
    </html>
  );
}

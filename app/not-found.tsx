import Link from 'next/link';
import { PageMessage } from '../components/shell/page-message.tsx';
import { pageMessages } from '../components/shell/page-messages.ts';

export default function NotFound() {
  return <PageMessage kind="missing" action={<Link href="/wall">{pageMessages.home.what}</Link>} />;
}

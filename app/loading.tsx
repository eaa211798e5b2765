import { PageMessage } from '../components/shell/page-message.tsx';

export default function Loading() {
  return <PageMessage kind="loading" />;
}

import { redirect } from 'next/navigation';
import { ADMIN_SECTIONS } from '../../../components/admin/sections.ts';
import { getCaller } from '../../../server/port.ts';

/** To the first page of the administration that the visitor may see; who may see none is told so there. */
export default async function AdminPage() {
  const caller = await getCaller();
  const { may } = await caller.admin.self();
  const first = ADMIN_SECTIONS.find((section) => may.includes(section.needs));
  redirect(first?.href ?? '/admin/users');
}

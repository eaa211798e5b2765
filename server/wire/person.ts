import type { CallerState, MaskedPerson, PersonField } from '../core/privacy/mask-person.ts';
import type { UnmaskRefusal } from '../core/privacy/unmask-rules.ts';
import type { TicketRow } from './figure.ts';

/** Who looks, and when by the server's clock: printed over everything that holds personal data. */
export type Viewer = { login: string; name: string; at: number };

/** The caller of one ticket, masked. */
export type CallerView = {
  ticket: number;
  state: CallerState;
  confidential: boolean;
  shown: MaskedPerson | null;
  /** Null = may be unmasked by whoever asks, with a reason. */
  refusal: UnmaskRefusal | null;
  /** End of an unmasking of this session that is still open: to see it again takes no new reason. */
  open: number | null;
  /** How long an unmasking lasts. */
  minutes: number;
  viewer: Viewer;
};

/** The caller in clear, until the instant named. */
export type RevealedCaller = {
  unmask: number;
  until: number;
  fields: { field: PersonField; text: string }[];
  text: { field: string; kind: string; text: string }[];
  viewer: Viewer;
};

export type PhoneSearch = { total: number; rows: TicketRow[]; viewer: Viewer };

/** One unmasking as a supervisor sees it; nothing of the caller is in it. */
export type UnmaskRow = {
  id: number;
  ticket: number;
  no: string;
  region: string;
  regionName: string;
  department: string | null;
  departmentName: string | null;
  login: string;
  name: string;
  role: string;
  reason: string;
  at: number;
  until: number;
  /** How often the caller was looked at in that time. */
  looks: number;
  own: boolean;
  reviewedAt: number | null;
  reviewedBy: string | null;
};
export type UnmaskList = { rows: UnmaskRow[]; next: number | null; waiting: number; viewer: Viewer };

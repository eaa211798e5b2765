'use client';
import { useState } from 'react';
import { PhoneSearch } from '../person/phone-search.tsx';
import { UnmaskReview } from '../person/unmask-review.tsx';
import { TicketDrawer } from './ticket-drawer.tsx';

/** Search by a caller's number; a row opens its ticket beside the list. */
export function CallerSearch() {
  const [ticket, setTicket] = useState<number | null>(null);
  return (
    <>
      <PhoneSearch onOpen={setTicket} />
      {ticket === null ? null : <TicketDrawer key={ticket} id={ticket} onClose={() => setTicket(null)} />}
    </>
  );
}

/** The unmaskings of a supervisor's part; a ticket's number opens it. */
export function UnmaskScreen() {
  const [ticket, setTicket] = useState<number | null>(null);
  return (
    <>
      <UnmaskReview onOpen={setTicket} />
      {ticket === null ? null : <TicketDrawer key={ticket} id={ticket} onClose={() => setTicket(null)} />}
    </>
  );
}

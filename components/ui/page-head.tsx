import type { ReactNode } from 'react';

/** The title of a page of lists, with what it holds in a few words. */
export function PageHead({ title, note }: { title: ReactNode; note?: ReactNode }) {
  return (
    <header className="tg-page-head">
      <h1>{title}</h1>
      {note ? <p>{note}</p> : null}
    </header>
  );
}

'use client';
import { Fragment, type ReactNode } from 'react';
import { useWords } from './locale.tsx';

export type Crumb = { label: string; href?: string; onSelect?: () => void };

/** 广东省 › 深圳市 › 龙岗区: the last one is where you are. `renderLink` lets a router own the links. */
export function Breadcrumb({ items, renderLink }: { items: Crumb[]; renderLink?: (crumb: Crumb) => ReactNode }) {
  const words = useWords();
  return (
    <nav className="tg-crumbs" aria-label={words.breadcrumb}>
      <ol>
        {items.map((crumb, i) => (
          <Fragment key={`${crumb.label}-${crumb.href ?? i}`}>
            {i > 0 ? (
              <li className="tg-crumb-sep" aria-hidden>
                ›
              </li>
            ) : null}
            <li>{i === items.length - 1 ? <span aria-current="page">{crumb.label}</span> : (renderLink?.(crumb) ?? <CrumbLink crumb={crumb} />)}</li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

function CrumbLink({ crumb }: { crumb: Crumb }) {
  if (crumb.href) return <a href={crumb.href}>{crumb.label}</a>;
  return (
    <button type="button" className="tg-link" onClick={crumb.onSelect}>
      {crumb.label}
    </button>
  );
}

'use client';
import { useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { parseWall, wallText } from '../figure/time-text.ts';
import { useLineage } from '../figure/use-regions.ts';
import { useNow } from '../live/use-now.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { AccountPane } from './account-pane.tsx';
import { AccountsPanel } from './accounts.tsx';
import { AdminFrame } from './admin-frame.tsx';
import { ADMIN_TABS } from './admin-url.ts';
import { DisplaysPanel, NewDisplay } from './displays.tsx';
import { GiveGrant } from './give-grant.tsx';
import { GrantPane } from './grant-pane.tsx';
import { GrantsPanel } from './grants.tsx';
import { ImportGrants } from './import-grants.tsx';
import { NewAccount } from './new-account.tsx';
import { RegionTree } from './region-tree.tsx';
import { useAccessWords, useSelf } from './use-admin.ts';
import { useAdminUrl } from './use-admin-url.ts';
import styles from './users-screen.module.css';
import { WhoCanSeePanel } from './who-can-see.tsx';

/** Accounts and grants by region: the tree, who can see what is picked in it, and by which grants. */
export function UsersScreen() {
  const words = useAccessWords();
  const { self, answer } = useSelf();
  const root = self.roots[0];
  return (
    <AdminFrame>
      {root ? (
        <Users root={root.adcode} />
      ) : (
        <div className={styles.message}>
          {answer.error ? (
            <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />
          ) : answer.data ? (
            <PanelStateBody state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} />
          ) : (
            <PanelStateBody state={{ kind: 'loading' }} />
          )}
        </div>
      )}
    </AdminFrame>
  );
}

function Users({ root }: { root: string }) {
  const words = useAccessWords();
  const { locale, timeZone } = useLocale();
  const { meta, offset, region: known } = useConsole();
  const { self } = useSelf();
  const [url, setUrl] = useAdminUrl();
  const [said, setSaid] = useState<string | null>(null);
  const clock = useNow() ?? meta.now;
  const region = url.region ?? root;
  const lineage = useLineage(region);
  const name = lineage.at(-1)?.name ?? known(region)?.name ?? self.roots.find((r) => r.adcode === region)?.name ?? region;
  const now = url.at ?? clock;
  const select = (adcode: string) => setUrl({ region: adcode === root ? null : adcode, page: 0 });
  const done = (text: string) => {
    setSaid(text);
    setUrl({ pane: null });
  };
  const stamp = `${formatDay(now, locale, timeZone, clock)} ${formatTime(now, timeZone)}`;
  const tabs = (
    <Segmented
      label={words.tabsLabel}
      value={url.tab}
      options={ADMIN_TABS.map((id) => ({ id, label: words.tabs[id] }))}
      onChange={(tab) => setUrl({ tab, search: '', page: 0 })}
    />
  );
  return (
    <div className={styles.users} data-pane={url.pane?.kind}>
      <aside className={styles.tree}>
        <RegionTree roots={self.roots} selected={region} at={url.at} onSelect={select} />
      </aside>
      <div className={styles.main}>
        <header className={styles.head}>
          <h1>{words.whoCanSee(name)}</h1>
          <span className={styles.path}>
            {region} · {lineage.map((r) => r.name).join(' › ')}
          </span>
          <span className={styles.tools}>
            {url.at === null ? (
              <span className={styles.path}>{words.now(stamp)}</span>
            ) : (
              <Button onClick={() => setUrl({ at: null })}>{words.backToNow}</Button>
            )}
            <label>
              <span className="tg-vh">{words.atInstant}</span>
              <input
                type="datetime-local"
                value={url.at === null ? '' : wallText(url.at, offset)}
                onChange={(event) => setUrl({ at: parseWall(event.target.value, offset), page: 0 }, { replace: true })}
              />
            </label>
          </span>
        </header>
        <WhoCanSeePanel region={region} name={name} at={url.at} onSelect={select} />
        {said ? (
          <p role="status" className={styles.said}>
            {said}
          </p>
        ) : null}
        {url.tab === 'grants' ? <GrantsPanel url={url} setUrl={setUrl} region={region} now={now} tabs={tabs} /> : null}
        {url.tab === 'accounts' ? <AccountsPanel url={url} setUrl={setUrl} region={region} now={clock} tabs={tabs} /> : null}
        {url.tab === 'displays' ? <DisplaysPanel region={region} now={clock} setUrl={setUrl} onSaid={setSaid} tabs={tabs} /> : null}
      </div>
      <Panes region={region} regionName={name} now={clock} onDone={done} />
    </div>
  );
}

function Panes({ region, regionName, now, onDone }: { region: string; regionName: string; now: number; onDone: (said: string) => void }) {
  const words = useAccessWords();
  const [url, setUrl] = useAdminUrl();
  const { pane } = url;
  const close = () => setUrl({ pane: null });
  if (!pane) return null;
  const title = {
    give: words.giveTitle,
    grant: pane.kind === 'grant' ? words.grantTitle(pane.grant) : '',
    account: words.accounts,
    import: words.importTitle,
    'new-account': words.newAccount,
    'new-display': words.newDisplay,
  }[pane.kind];
  return (
    <Drawer open onClose={close} title={title} width={424}>
      {pane.kind === 'give' ? (
        <GiveGrant
          account={pane.account}
          region={region}
          regionName={regionName}
          now={now}
          onPick={(account) => setUrl({ pane: { kind: 'give', account } }, { replace: true })}
          onDone={onDone}
        />
      ) : null}
      {pane.kind === 'grant' ? (
        <GrantPane
          grant={pane.grant}
          account={pane.account}
          now={now}
          onAccount={() => setUrl({ pane: { kind: 'account', account: pane.account } })}
          onDone={onDone}
        />
      ) : null}
      {pane.kind === 'account' ? (
        <AccountPane
          key={pane.account}
          account={pane.account}
          now={now}
          onGrant={(grant) => setUrl({ pane: { kind: 'grant', grant, account: pane.account } })}
          onGive={() => setUrl({ pane: { kind: 'give', account: pane.account } })}
        />
      ) : null}
      {pane.kind === 'import' ? <ImportGrants onDone={onDone} /> : null}
      {pane.kind === 'new-account' ? (
        <NewAccount region={region} regionName={regionName} onAccount={(account) => setUrl({ pane: { kind: 'account', account } })} />
      ) : null}
      {pane.kind === 'new-display' ? <NewDisplay region={region} regionName={regionName} /> : null}
    </Drawer>
  );
}

import type { ReactNode } from 'react';
import { CardDrawer } from '../../components/figure/card-drawer.tsx';
import { PicturePause } from '../../components/figure/picture.tsx';
import { roleWords } from '../../components/figure/role-words.ts';
import { AccountMenu } from '../../components/shell/account-menu.tsx';
import { Header } from '../../components/shell/header.tsx';
import { shellWords } from '../../components/shell/messages.ts';
import { navFor } from '../../components/shell/nav.ts';
import { Screen, type ScreenProps } from '../../components/shell/screen.tsx';
import { Banners } from '../../components/wall/banners.tsx';
import { TimeRange } from '../../components/wall/time-range.tsx';
import type { ConsoleMeta } from '../../server/wire/console.ts';

type ConsoleScreenProps = {
  meta: ConsoleMeta;
  density: ScreenProps['density'];
  phone?: ReactNode;
  /** `pause`: it is live, and chooses its own days. */
  timed?: boolean | 'pause';
  children: ReactNode;
};

/** A screen of the console: header with the profile's names and screens, content, card drawer. */
export function ConsoleScreen({ meta, density, phone, timed = true, children }: ConsoleScreenProps) {
  const { profile, topics, demo, calendarYears, viewer } = meta;
  const roles = viewer.roles.map((role) => roleWords['zh-CN'][role].name);
  return (
    <Screen
      density={density}
      header={
        <Header
          province={profile.name}
          brand={profile.brand.console ?? '统管'}
          // A display has one screen.
          nav={viewer.kind === 'display' ? { bar: [], menu: [] } : navFor(topics, viewer.may, shellWords['zh-CN'])}
          account={<AccountMenu viewer={viewer} roles={roles} />}
          demo={demo}
          calendarYears={calendarYears}
          pause={timed ? <PicturePause /> : null}
          tools={timed === true ? <TimeRange /> : null}
          legend={density === 'topic' || density === 'review'}
        />
      }
      banner={timed ? <Banners /> : null}
      phone={phone}
      drawer={<CardDrawer />}
    >
      {children}
    </Screen>
  );
}

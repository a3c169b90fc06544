import { AppShell, Burger, Group, ScrollArea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useView } from '../data/use-view.js';
import { AlertsBell } from '../search/alerts-bell.js';
import { strings } from '../strings/index.js';
import { PagesUnderView } from '../view-as/pages-under-view.js';
import { ViewBanner } from '../view-as/view-banner.js';
import { AwayBanner } from './away-banner.js';
import { ColourSchemeToggle } from './colour-scheme-toggle.js';
import { Navigation } from './navigation.js';
import { ProductName } from './product-name.js';
import { RouteFocus } from './route-focus.js';
import { StatusLine } from './status-line.js';
import { UserMenu } from './user-menu.js';
import classes from './shell.module.css';

const MAIN = 'main';

/** The frame around every page: header, navigation, status and the landmark that pages are drawn in. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const view = useView();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a className={classes.skip} href={`#${MAIN}`} onClick={focusMain}>
        {strings.shell.skip}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-expanded={opened}
              aria-label={opened ? strings.shell.closeMenu : strings.shell.openMenu}
            />
            <ProductName />
          </Group>
          <Group gap={4} wrap="nowrap">
            {view === null && <AlertsBell />}
            <ColourSchemeToggle />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={strings.shell.mainNavigation}>
        <AppShell.Section grow component={ScrollArea}>
          <Navigation onNavigate={close} />
        </AppShell.Section>
        <AppShell.Section>
          <StatusLine />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id={MAIN} tabIndex={-1}>
        <AwayBanner />
        <ViewBanner />
        <PagesUnderView />
      </AppShell.Main>
      <RouteFocus mainId={MAIN} />
    </AppShell>
  );
}

function focusMain(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById(MAIN)?.focus();
}

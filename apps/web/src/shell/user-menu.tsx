import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout, IconUserCog } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useSession, useSignOut } from '../data/use-session.js';
import { LanguageItems } from './language-items.js';
import { strings } from '../strings/index.js';

/** Who is signed in, and the way out. */
export function UserMenu() {
  const user = useSession().data?.user;
  const signOut = useSignOut();
  if (!user) return null;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton p={4}>
          <VisuallyHidden>{`${user.name}, ${strings.shell.roles[user.role]}`}</VisuallyHidden>
          <Avatar name={user.name} color="ink" variant="light" size={32} alt="" aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" component="span" display="block">
            {user.name}
          </Text>
          {strings.shell.roles[user.role]}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCog size={16} aria-hidden />}>
          {strings.account.title}
        </Menu.Item>
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          {strings.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

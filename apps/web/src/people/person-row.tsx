import type { PersonDetail } from '#contracts';
import { ActionIcon, Badge, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useSession } from '../data/use-session.js';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { BeginView } from '../view-as/begin-view.js';
import { EditPerson } from './edit-person.js';
import { usePersonActions } from './use-person-actions.js';
import classes from './people.module.css';

const words = strings.people;

/**
 * One person, as a list item with all that an administrator does with them; to look with their eyes is not offered for
 * oneself or who is suspended.
 */
export function PersonRow({ person }: { person: PersonDetail }) {
  const { name, login, role, suspendedAt, lastSeenAt, hasFactor } = person;
  const [isEditing, editing] = useDisclosure(false);
  const isMe = useSession().data?.user.id === person.id;
  const actions = usePersonActions(person);
  const [isLooking, looking] = useDisclosure(false);
  const seen = lastSeenAt ? words.lastSeen(formatDateTime(lastSeenAt)) : words.neverSeen;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Text fw={600} component="span" display="block">
          {name} {isMe && <Badge variant="light">{words.you}</Badge>}
        </Text>
        <Text size="sm" c="dimmed">
          {login === null ? seen : `${login} · ${seen}`}
        </Text>
      </div>
      <div className={classes.end}>
        {suspendedAt && (
          <Badge color="red" variant="light">
            {words.suspended}
          </Badge>
        )}
        {hasFactor && (
          <Badge variant="light" tt="none">
            {words.factor}
          </Badge>
        )}
        <Badge variant="light" color="gray" tt="none">
          {strings.shell.roles[role]}
        </Badge>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size="lg" aria-label={words.actions(name)}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!suspendedAt && !isMe && <Menu.Item onClick={looking.open}>{strings.viewAs.begin}</Menu.Item>}
            <Menu.Item onClick={editing.open}>{words.edit}</Menu.Item>
            {!suspendedAt && <Menu.Item onClick={actions.link}>{words.link}</Menu.Item>}
            {!suspendedAt && <Menu.Item onClick={actions.reset}>{words.reset}</Menu.Item>}
            <Menu.Item onClick={actions.endSessions}>{words.endSessions}</Menu.Item>
            {suspendedAt ? (
              <Menu.Item onClick={actions.reinstate}>{words.reinstate}</Menu.Item>
            ) : (
              <Menu.Item color="red" onClick={actions.suspend}>
                {words.suspend}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      {isLooking && <BeginView person={person} onClose={looking.close} />}
      <EditPerson person={person} isOpened={isEditing} onClose={editing.close} />
    </li>
  );
}

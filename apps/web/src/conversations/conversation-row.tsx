import type { ConversationSummary } from '#contracts';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatDay } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { ConversationMenu } from './conversation-menu.js';
import { titleOf } from './title-of.js';
import classes from './conversations.module.css';

const words = strings.conversations;

interface Props {
  conversation: ConversationSummary;
  isCurrent: boolean;
  onChosen?: () => void;
}

/** One of the list, as a list item with its menu; where words were searched for, it leads to the turn that holds them. */
export function ConversationRow({ conversation, isCurrent, onChosen }: Props) {
  const { id, owner, isMine, share, activeAt, turns, match } = conversation;
  const facts = [
    formatDay(activeAt),
    ...(turns > 1 ? [words.turns(turns)] : []),
    ...(isMine ? [] : [words.sharedBy(owner.name)]),
  ];
  return (
    <li className={classes.row} data-current={isCurrent || undefined}>
      <Link
        to={match === null ? `/ask/${id}` : `/ask/${id}?turn=${match}`}
        className={classes.link}
        aria-current={isCurrent ? 'page' : undefined}
        {...(onChosen && { onClick: onChosen })}
      >
        <span className={classes.title} dir="auto">
          {titleOf(conversation)}
        </span>
        <span className={classes.facts}>
          {share === 'organization' && <IconUsers size={13} aria-label={words.shared} role="img" />}
          {facts.join(' · ')}
        </span>
      </Link>
      <ConversationMenu conversation={conversation} />
    </li>
  );
}

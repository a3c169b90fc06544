import {
  IconAnchor,
  IconBriefcase,
  IconDeviceLaptop,
  IconKey,
  IconPassword,
  IconReportSearch,
  IconRobot,
  IconTimeline,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { PersonRole } from '#contracts';
import { strings } from '../strings/index.js';

const words = strings.access;

/** The pages of the section "Administration", in order, and whose they are. */
export const ADMIN_PAGES = [
  { to: '/admin/people', label: strings.people.title, Icon: IconUsers, roles: ['administrator'] },
  { to: '/admin/groups', label: words.groups.title, Icon: IconUsersGroup, roles: ['administrator'] },
  { to: '/admin/matters', label: words.matters.title, Icon: IconBriefcase, roles: ['administrator', 'librarian'] },
  { to: '/admin/grants', label: words.grants.title, Icon: IconKey, roles: ['administrator'] },
  {
    to: '/admin/access-report',
    label: words.report.title,
    Icon: IconReportSearch,
    roles: ['administrator', 'auditor'],
  },
  { to: '/log', label: strings.log.title, Icon: IconTimeline, roles: ['administrator', 'auditor'] },
  {
    to: '/admin/keeping',
    label: strings.stewardship.title,
    Icon: IconAnchor,
    roles: ['administrator', 'auditor'],
  },
  { to: '/admin/keys', label: strings.people.keysTitle, Icon: IconPassword, roles: ['administrator'] },
  { to: '/admin/service-accounts', label: strings.people.servicesTitle, Icon: IconRobot, roles: ['administrator'] },
  { to: '/admin/sessions', label: strings.people.sessionsTitle, Icon: IconDeviceLaptop, roles: ['administrator'] },
] as const satisfies readonly { roles: readonly PersonRole[]; [name: string]: unknown }[];

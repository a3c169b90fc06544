import { DrawerHeader, Fieldset, Menu, ModalHeader, Notification, createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { focusMenuButton } from './shared/focus-menu-button.js';
import { strings } from './strings/index.js';

const ink: MantineColorsTuple = [
  '#eef3fb',
  '#dce5f2',
  '#b7c9e2',
  '#92add3',
  '#7d9bcb',
  '#547ab5',
  '#42699f',
  '#2f568f',
  '#264a7e',
  '#1a3a69',
];

/** Fonts of the system only: the portal fetches nothing from elsewhere. */
const SYSTEM_FONTS = ['system-ui', '-apple-system', '"Segoe UI"', 'Roboto', '"Noto Sans"', '"Helvetica Neue"', 'Arial'];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink },
  defaultRadius: 'md',
  autoContrast: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily: [...SYSTEM_FONTS, ...strings.language.fonts, 'sans-serif'].join(', '),
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  components: {
    // Like the labels of the fields around it.
    Fieldset: Fieldset.extend({
      styles: { legend: { fontSize: 'var(--mantine-font-size-sm)', fontWeight: 'var(--mantine-font-weight-medium)' } },
    }),
    // The head of a dialog is no banner of the page.
    DrawerHeader: DrawerHeader.extend({ defaultProps: { role: 'presentation' } }),
    ModalHeader: ModalHeader.extend({ defaultProps: { role: 'presentation' } }),
    Menu: Menu.extend({ defaultProps: { onClose: focusMenuButton } }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': strings.shell.close } },
      // Below a title it is fainter than can be read well.
      styles: { description: { color: 'var(--mantine-color-text)' } },
    }),
  },
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.6rem' }, h2: { fontSize: '1.2rem' }, h3: { fontSize: '1rem' } },
  },
});

/** Muted and coloured text and the marker, at a contrast of at least 4.5 : 1 in both schemes (Mantine's own are near 3.5 : 1). */
export const cssVariables: CSSVariablesResolver = (base) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': base.colors.gray[7],
    '--mantine-color-placeholder': base.colors.gray[7],
    '--mantine-color-body': '#ffffff',
    '--mantine-color-anchor': ink[7],
    '--mantine-color-error': '#a61e1e',
    '--mantine-color-red-light-color': '#a01c1c',
    '--mantine-color-green-light-color': '#1c6330',
    '--mantine-color-yellow-light-color': '#7a4b00',
    '--mantine-color-orange-light-color': '#8f3d00',
    '--chancery-ground': '#f6f7f9',
    '--chancery-line': base.colors.gray[3],
    '--chancery-mark': '#ffe08a',
    '--chancery-mark-text': '#1c1c1c',
    '--chancery-soft': ink[0],
    '--chancery-gone': '#ffe9e7',
    '--chancery-come': '#e5f6e8',
    '--chancery-gone-mark': '#ffc2bd',
    '--chancery-come-mark': '#b5e5bd',
  },
  dark: {
    '--mantine-color-dimmed': '#b3b6bd',
    '--mantine-color-placeholder': '#a6a9b0',
    '--mantine-color-body': '#1b1d22',
    '--mantine-color-anchor': '#a9c1e8',
    '--mantine-color-error': '#ff9c9c',
    '--mantine-color-red-light': '#3a1f23',
    '--mantine-color-red-light-color': '#ffb4b4',
    '--mantine-color-green-light': '#1a3123',
    '--mantine-color-green-light-color': '#a5e3b5',
    '--mantine-color-yellow-light': '#352c14',
    '--mantine-color-yellow-light-color': '#f2d27a',
    '--mantine-color-orange-light': '#3a2716',
    '--mantine-color-orange-light-color': '#ffc48f',
    '--mantine-color-gray-light': '#2a2d33',
    '--mantine-color-gray-light-color': '#d3d6db',
    '--mantine-color-ink-light': '#232f45',
    '--mantine-color-ink-light-color': '#bcd0f0',
    '--mantine-color-grape-light': '#33213a',
    '--mantine-color-grape-light-color': '#e5bdf2',
    '--chancery-ground': '#141519',
    '--chancery-line': '#35383f',
    '--chancery-mark': '#6d5712',
    '--chancery-mark-text': '#fff6da',
    '--chancery-soft': '#232b3a',
    '--chancery-gone': '#45201d',
    '--chancery-come': '#18381f',
    '--chancery-gone-mark': '#7a302b',
    '--chancery-come-mark': '#245a31',
  },
});

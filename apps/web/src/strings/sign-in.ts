export const signIn = {
  title: 'Sign in',
  tagline: 'Ask your own documents. Every answer is quoted, cited and on record.',
  working: 'Signing you in…',
  needLink: 'You need a sign-in link',
  needLinkHint:
    'Chancery has no passwords. Whoever looks after this service can make a link that signs you in once. On the machine that runs it:',
  command: 'npx chancery sign-in-link',
  copy: 'Copy the command',
  copied: 'Copied',
  thenOpen: 'Then open the link it prints in this browser.',
  spent: 'This link no longer works',
  spentHint:
    'A link signs one person in, once, and only for a short while. This one was already used, has expired, or was cut off when it was copied. Make a new one:',
  failed: 'Signing in did not work',
};

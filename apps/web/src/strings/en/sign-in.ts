export const signIn = {
  title: 'Sign in',
  ended: 'Your session has ended. Sign in to go on where you were.',
  againTitle: 'Your session has ended',
  again: (name: string) =>
    `What you were typing is kept, out of sight. Sign in as ${name} to go on with it; for anybody else it is discarded.`,
  againByLink: 'By a one-time link',
  againByLinkHint:
    'Open it in another tab of this browser, then come back to this one. On the machine that runs Chancery:',
  againLeave: 'Discard it and leave',
  tagline: 'Ask your own documents. Every answer is quoted, cited and on record.',
  working: 'Signing you in…',
  login: 'Sign-in name or e-mail address',
  password: 'Password',
  send: 'Sign in',
  passkey: 'Sign in with a passkey',
  passkeysAt: (address: string) => `Passkeys work at ${address}.`,
  or: 'or',
  forgotten: 'Forgot your password?',
  forgottenHint:
    'You get a link by e-mail that signs you in once, within an hour. Then set a new password. A second factor is asked for as always.',
  forgottenLogin: 'Your sign-in name',
  mailIt: 'Mail me a link',
  mailedTitle: 'Look into your mailbox',
  mailed:
    'If there is an account of this name with an e-mail address, a link is on its way to it. If nothing comes, ask an administrator.',
  noAccount: 'First time here, or locked out?',
  noAccountHint:
    'An administrator can send you a one-time link: it signs you in, and lets you set a password or a passkey. On the machine that runs Chancery:',
  command: 'npx chancery sign-in-link',
  copy: 'Copy the command',
  copied: 'Copied',
  thenOpen: 'Then open the link it prints in this browser.',
  spent: 'This link no longer works',
  spentHint:
    'A link signs one person in, once, and only for a short while. This one was already used, has expired, or was cut off when it was copied. Make a new one:',
  failed: 'Signing in did not work',
  providerFailed: {
    'provider.no_account':
      'Your organization knows you, but no account here is linked to you. Sign in another way and link it under “Account”, or ask an administrator.',
    'provider.unavailable': 'Your organization’s sign-in does not answer. Try again later, or sign in another way.',
    'provider.identity_taken': 'Who you are there is linked to another account already.',
    'auth.step_lost': 'That took too long, or was begun in another browser. Begin again.',
    'auth.sign_in_refused': 'This account can’t sign in. Ask an administrator.',
  } as Readonly<Record<string, string>>,
  providerFailedOther: 'What your organization’s sign-in sent back was not accepted. Begin again.',
  passkeyFailed: 'The passkey was not used. Nothing was sent; try again, or sign in another way.',
  secondFactor: 'One more step',
  secondFactorHint: 'Show that it is you by something that you have.',
  code: 'Code of your authenticator app, or a recovery code',
  codeSend: 'Continue',
  usePasskey: 'Use your passkey',
  startAgain: 'Begin again',
};

/**
 * Words that passwords are most often made of, in lower case. A password counts as common when nothing but such words,
 * digits, signs and repetition is in it, so that a short list catches the long passwords that are made from them.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `password passwort passwd passphrase pass word wort secret geheim kennwort admin administrator root user guest login welcome
  willkommen bienvenue changeme change letmein let me in master monkey dragon football baseball basketball soccer hockey
  sunshine princess shadow superman batman michael jordan jennifer jessica ashley daniel andrew joshua thomas robert
  charlie hannah nicole maggie buster george summer winter spring autumn sommer herbst fruehling january february march
  april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
  hello hallo bonjour world iloveyou love you lovely i forever always never trustno trust no one two three four five six
  seven eight nine ten zero qwerty qwertz azerty asdf asdfgh zxcvbn qazwsx keyboard computer internet google facebook
  microsoft windows linux apple android samsung company firma office default test testing temp temporary demo example
  sample public private access system server database network security secure freedom whatever nothing starwars pokemon
  mustang ferrari porsche mercedes harley yamaha corvette killer hunter ranger tigger pepper ginger cookie cheese banana
  orange chocolate flower butterfly angel heaven jesus christ god blessed money silver golden diamond purple yellow green
  black white blue red london paris berlin newyork america england germany france canada liverpool chelsea arsenal barcelona
  realmadrid correct horse battery staple abc xyz abcd abcdef aaa my your our the is it this that mine new old good best
  big super great happy birthday family friends friend baby daddy mommy mother father sister brother chancery knowledge`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Rows of keyboards, the alphabet and the digits; pieces of them, in either direction, count as one sign. */
export const SEQUENCES: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
];

import { KnowledgeError } from '#knowledge';

/**
 * Without a key or session, or with one that is unknown, expired, withdrawn, or whose owner may not act any more. Which
 * of these is not told.
 */
export class NotSignedIn extends KnowledgeError {
  readonly code = 'auth.required';
  readonly kind = 'unauthenticated';
  constructor() {
    super(
      'Sign in first, or send a valid key as "Authorization: Bearer …". A key or session may have expired or been withdrawn.',
    );
  }
}

/** A link counts once, and only for a person who is not suspended; why this one does not is not told. */
export class SignInLinkInvalid extends KnowledgeError {
  readonly code = 'auth.link_invalid';
  readonly kind = 'unauthenticated';
  constructor() {
    super(
      'This sign-in link was used already or has expired. Make a new one on the server with: npx chancery sign-in-link',
    );
  }
}

/** The role, or the key, does not allow the action; the message names it. */
export class NotAllowed extends KnowledgeError {
  readonly code = 'auth.forbidden';
  readonly kind = 'forbidden';
  constructor(what: string) {
    super(`Your role does not allow you to ${what}. Ask an administrator.`);
  }
}

/** The key's holder may do it, but the key is limited to less: by its scope, or to some collections. */
export class KeyOutOfScope extends KnowledgeError {
  readonly code = 'auth.key_scope';
  readonly kind = 'forbidden';
  constructor() {
    super('This key is not meant for that. Use one of full scope that is not confined to collections.');
  }
}

/** Secrets were guessed, or something sends a wrong one over and over. */
export class TooManyAttempts extends KnowledgeError {
  readonly code = 'auth.too_many_attempts';
  readonly kind = 'busy';
  constructor(override readonly retryAfterS: number) {
    super(`Too many failed attempts. Try again in ${retryAfterS} seconds.`);
  }
}

/** No account has this id, or a service account has it where only people count. */
export class PersonNotFound extends KnowledgeError {
  readonly code = 'person.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such person. List them with: npx chancery people list');
  }
}

/** What was asked for needs an account in use: a way to sign in, an owner of a service account, somebody to look as. */
export class PersonSuspended extends KnowledgeError {
  readonly code = 'person.suspended';
  readonly kind = 'conflict';
  constructor() {
    super('This person is suspended. Reinstate them first.');
  }
}

/** Work that waited, or went on, in the name of somebody who may not do it any more. */
export class BeginnerGone extends KnowledgeError {
  readonly code = 'work.beginner_gone';
  readonly kind = 'conflict';
  constructor() {
    super(
      'Whoever began this is suspended, or may not do it any more, so it was not carried out. Somebody who may can begin it anew in their own name.',
    );
  }
}

/**
 * Nobody could administer the service any more: the last administrator in use can't be suspended or given another role.
 */
export class LastAdministrator extends KnowledgeError {
  readonly code = 'person.last_administrator';
  readonly kind = 'conflict';
  constructor() {
    super('Nobody else is an administrator. Make somebody else one first.');
  }
}

/** Also for a key of somebody else whom the caller may not manage. */
export class KeyNotFound extends KnowledgeError {
  readonly code = 'key.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such key. List them with: npx chancery keys list');
  }
}

/** Also for a session of somebody else whom the caller may not manage. */
export class SessionNotFound extends KnowledgeError {
  readonly code = 'session.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such session. List them with: npx chancery sessions list');
  }
}

/** No group that stands has this id or name; also where one of another origin has it. */
export class GroupNotFound extends KnowledgeError {
  readonly code = 'group.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such group. List them with: npx chancery groups list');
  }
}

/**
 * Another group that stands has a name that reads the same (case and width aside); a removed one leaves its name free.
 */
export class GroupExists extends KnowledgeError {
  readonly code = 'group.exists';
  readonly kind = 'conflict';
  constructor(name: string) {
    super(`There is a group "${name}" already.`);
  }
}

/** A directory or an identity provider says who is in it. */
export class GroupKeptOutside extends KnowledgeError {
  readonly code = 'group.kept_outside';
  readonly kind = 'conflict';
  constructor() {
    super('This group is kept by your directory or identity provider: change its name and members there.');
  }
}

/** No wall that stands has this id or name; a lifted one does not count. */
export class WallNotFound extends KnowledgeError {
  readonly code = 'wall.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such wall. List them with: npx chancery walls list');
  }
}

/** Another wall that stands has a name that reads the same; a lifted one leaves its name free. */
export class WallExists extends KnowledgeError {
  readonly code = 'wall.exists';
  readonly kind = 'conflict';
  constructor(name: string) {
    super(`There is a wall "${name}" already.`);
  }
}

/** Somebody asked to be shown what they see themselves. */
export class ViewNotPossible extends KnowledgeError {
  readonly code = 'view.not_possible';
  readonly kind = 'conflict';
  constructor() {
    super('You see with your own eyes already. Name somebody else.');
  }
}

/** What was asked for was to be seen as somebody else, and is not shown as oneself instead. */
export class ViewEnded extends KnowledgeError {
  readonly code = 'view.ended';
  readonly kind = 'conflict';
  constructor() {
    super('The time of looking as somebody else is over, or it was ended. Begin anew.');
  }
}

/**
 * While somebody looks as somebody else, requests beyond reading what that one sees are refused. The way out is to end
 * the view.
 */
export class ViewReadOnly extends KnowledgeError {
  readonly code = 'view.read_only';
  readonly kind = 'forbidden';
  constructor() {
    super('You are looking as somebody else: library, search and what would be cited, nothing more. End it first.');
  }
}

/** Sign-in names are unique in their normal form, over suspended accounts, too. */
export class LoginTaken extends KnowledgeError {
  readonly code = 'person.login_taken';
  readonly kind = 'conflict';
  constructor() {
    super('Somebody else has this sign-in name. Choose another.');
  }
}

/** Service accounts have keys; nobody signs in as one. */
export class NoSignInForServices extends KnowledgeError {
  readonly code = 'person.is_service';
  readonly kind = 'conflict';
  constructor() {
    super('This is a service account: it has keys and does not sign in. Make a key for it instead.');
  }
}

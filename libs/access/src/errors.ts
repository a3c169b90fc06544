import { KnowledgeError } from '#knowledge';

export class NotSignedIn extends KnowledgeError {
  readonly code = 'auth.required';
  readonly kind = 'unauthenticated';
  constructor() {
    super(
      'Sign in first, or send a valid key as "Authorization: Bearer …". A key or session may have expired or been withdrawn.',
    );
  }
}

export class SignInLinkInvalid extends KnowledgeError {
  readonly code = 'auth.link_invalid';
  readonly kind = 'unauthenticated';
  constructor() {
    super(
      'This sign-in link was used already or has expired. Make a new one on the server with: npx chancery sign-in-link',
    );
  }
}

export class NotAllowed extends KnowledgeError {
  readonly code = 'auth.forbidden';
  readonly kind = 'forbidden';
  constructor(what: string) {
    super(`Your role does not allow you to ${what}. Ask an administrator.`);
  }
}

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

export class PersonNotFound extends KnowledgeError {
  readonly code = 'person.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such person. List them with: npx chancery people list');
  }
}

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

export class LastAdministrator extends KnowledgeError {
  readonly code = 'person.last_administrator';
  readonly kind = 'conflict';
  constructor() {
    super('Nobody else is an administrator. Make somebody else one first.');
  }
}

export class KeyNotFound extends KnowledgeError {
  readonly code = 'key.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such key. List them with: npx chancery keys list');
  }
}

export class SessionNotFound extends KnowledgeError {
  readonly code = 'session.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such session. List them with: npx chancery sessions list');
  }
}

export class GroupNotFound extends KnowledgeError {
  readonly code = 'group.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such group. List them with: npx chancery groups list');
  }
}

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

export class WallNotFound extends KnowledgeError {
  readonly code = 'wall.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such wall. List them with: npx chancery walls list');
  }
}

export class WallExists extends KnowledgeError {
  readonly code = 'wall.exists';
  readonly kind = 'conflict';
  constructor(name: string) {
    super(`There is a wall "${name}" already.`);
  }
}

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

export class ViewReadOnly extends KnowledgeError {
  readonly code = 'view.read_only';
  readonly kind = 'forbidden';
  constructor() {
    super('You are looking as somebody else: library, search and what would be cited, nothing more. End it first.');
  }
}

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

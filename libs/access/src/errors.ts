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

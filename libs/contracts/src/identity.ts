import { z } from 'zod';
import { loginName } from './login-name.js';
import { sessionView } from './service.js';

const password = z.string().min(1, 'Give the password.').max(1_024);
const code = z.string().trim().min(6, 'Give the code.').max(40);
const base64url = z
  .string()
  .regex(/^[\w-]*$/)
  .max(16_384);

/** What an authenticator answered, as browsers write it (WebAuthn level 3, JSON). Checked in full by the service. */
const credential = <Response extends z.ZodRawShape>(response: Response) =>
  z.strictObject({
    id: base64url.min(1),
    rawId: base64url.min(1),
    type: z.literal('public-key'),
    authenticatorAttachment: z.string().max(40).nullish(),
    clientExtensionResults: z.record(z.string().max(60), z.unknown()),
    response: z.object(response),
  });

/** Answer to the registration of a passkey (`RegistrationResponseJSON`). */
export const madePasskey = credential({
  clientDataJSON: base64url,
  attestationObject: base64url,
  authenticatorData: base64url.optional(),
  transports: z.array(z.string().max(40)).max(10).optional(),
  publicKeyAlgorithm: z.int().optional(),
  publicKey: base64url.optional(),
});
export type MadePasskey = z.infer<typeof madePasskey>;

/** Answer to a challenge (`AuthenticationResponseJSON`). */
export const passkeyAnswer = credential({
  clientDataJSON: base64url,
  authenticatorData: base64url,
  signature: base64url,
  userHandle: base64url.nullish(),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>;

/** For `navigator.credentials`, as it is. */
export const passkeyOptions = z.record(z.string(), z.unknown());

/** The first proof was good, and a second one is asked for. */
export const secondFactorAsked = z.object({
  secondFactor: z.object({
    /** An authenticator app's or a recovery code would do. */
    code: z.boolean(),
    /** What to ask a passkey for; null: there is none. */
    passkey: passkeyOptions.nullable(),
  }),
});
export type SecondFactorAsked = z.infer<typeof secondFactorAsked>;

/** Either signed in, or asked for a second proof. */
export const signInReply = z.union([sessionView, secondFactorAsked]);
export type SignInReply = z.infer<typeof signInReply>;

/** Refused alike whether the name or the password is wrong. */
export const signInWithPassword = z.strictObject({ login: loginName, password });
export type SignInWithPassword = z.infer<typeof signInWithPassword>;

/** Six digits of an app, a recovery code, or a passkey's answer. */
export const secondProof = z.union([z.strictObject({ code }), z.strictObject({ passkey: passkeyAnswer })]);
export type SecondProofBody = z.infer<typeof secondProof>;

/** Nothing: passkeys know by themselves whose they are. */
export const askForPasskey = z.strictObject({});
export type AskForPasskey = z.infer<typeof askForPasskey>;

/** A passkey is proof enough by itself, and says who it is. */
export const signInWithPasskey = z.strictObject({ passkey: passkeyAnswer });
export type SignInWithPasskey = z.infer<typeof signInWithPasskey>;

/** The ways in that this service offers at this address. */
export const signInWays = z.object({
  passkeys: z.boolean(),
  /** Where passkeys do work, when they do not here. */
  passkeysAt: z.string().nullable(),
  /** An identity provider; null: none is set up. */
  provider: z.object({ label: z.string(), url: z.string() }).nullable(),
  /** A one-time link is mailed to who lost their password. */
  mailedLinks: z.boolean(),
});
export type SignInWays = z.infer<typeof signInWays>;

/** In which the portal speaks. */
export const mailLanguage = z.enum(['en', 'de', 'ja']);
export type MailLanguage = z.infer<typeof mailLanguage>;

/** Somebody lost their password. */
export const askForLink = z.strictObject({
  login: signInWithPassword.shape.login,
  language: mailLanguage.default('en'),
});
export type AskForLink = z.infer<typeof askForLink>;

/** Proves again who one is, before something that changes who may do what. */
export const confirmSession = z.union([
  z.strictObject({ password }),
  z.strictObject({ code }),
  z.strictObject({ passkey: passkeyAnswer }),
]);
export type ConfirmSession = z.infer<typeof confirmSession>;

/** A passkey by the name that its owner gave it; its key is not told. */
export const passkeyView = z.object({
  id: z.string(),
  name: z.string(),
  /** Its maker keeps it beyond the one device. */
  isBackedUp: z.boolean(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});

/** One's own ways to sign in. No secret is in it. */
export const accountView = z.object({
  login: z.string().nullable(),
  email: z.string().nullable(),
  passwordChangedAt: z.string().nullable(),
  hasApp: z.boolean(),
  recoveryCodesLeft: z.int(),
  passkeys: z.array(passkeyView),
  /** Who they are at an identity provider. */
  identities: z.array(
    z.object({ id: z.string(), issuer: z.string(), linkedAt: z.string(), lastUsedAt: z.string().nullable() }),
  ),
  /** The person's role asks for a second factor. */
  isFactorDemanded: z.boolean(),
});
export type AccountViewBody = z.infer<typeof accountView>;

/** The rules are those of NIST SP 800-63B: at least 12 characters, and none of the passwords that are guessed first. */
export const setPassword = z.strictObject({ password });
export type SetPassword = z.infer<typeof setPassword>;
/** `ended`: one's other sessions that ended with the old password. */
export const passwordSet = z.object({ ended: z.int() });

/** `uri` for a QR code, `secret` to type; neither is shown again. */
export const begunApp = z.object({ uri: z.string(), secret: z.string() });
/** A code of the app shows that it has the secret; before that it counts for nothing. */
export const confirmApp = z.strictObject({ code });
export type ConfirmApp = z.infer<typeof confirmApp>;

/** Shown once; null when earlier codes are left. */
export const factorAdded = z.object({ recoveryCodes: z.array(z.string()).nullable() });
export type FactorAdded = z.infer<typeof factorAdded>;

/** Under a name by which its owner tells it from others. */
export const addPasskey = z.strictObject({
  name: z.string().trim().min(1, 'Give it a name.').max(60),
  passkey: madePasskey,
});
export type AddPasskey = z.infer<typeof addPasskey>;

/** An administrator takes away what somebody lost; the reply's link lets them in to set up anew. */
export const resetPerson = z.strictObject({
  /** Authenticator app, passkeys and recovery codes, too. */
  factors: z.boolean().default(false),
});
export type ResetPerson = z.infer<typeof resetPerson>;

/** Where the browser goes to link an account. */
export const linkedElsewhere = z.object({ url: z.string() });

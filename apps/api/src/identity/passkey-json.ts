import type { MadePasskey, PasskeyAnswer, SecondProofBody } from '#contracts';
import type { AnsweredPasskey, NewPasskey, SecondProof } from '#identity';

/** What the contracts let through is of the shape that browsers send; whether it is true, `#identity` finds out. */
export const toAnswer = (passkey: PasskeyAnswer): AnsweredPasskey => passkey as AnsweredPasskey;

/** As {@link toAnswer}, when a passkey is added. */
export const toMade = (passkey: MadePasskey): NewPasskey => passkey as NewPasskey;

/** A second proof as `#identity` takes it: a code, or a passkey's answer. */
export const toProof = (body: SecondProofBody): SecondProof =>
  'code' in body ? body : { passkey: toAnswer(body.passkey) };

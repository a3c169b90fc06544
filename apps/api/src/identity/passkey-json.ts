import type { MadePasskey, PasskeyAnswer, SecondProofBody } from '#contracts';
import type { AnsweredPasskey, NewPasskey, SecondProof } from '#identity';

/** What the contracts let through is of the shape that browsers send; whether it is true, `#identity` finds out. */
export const toAnswer = (passkey: PasskeyAnswer): AnsweredPasskey => passkey as AnsweredPasskey;

export const toMade = (passkey: MadePasskey): NewPasskey => passkey as NewPasskey;

export const toProof = (body: SecondProofBody): SecondProof =>
  'code' in body ? body : { passkey: toAnswer(body.passkey) };

const OTHER_DOCUMENTS =
  /^\P{L}*(?:ignore|disregard|forget) (?:all |any )?(?:of )?(?:the |these |those )?other (?:documents?|passages?|sources?)\b/iu;
/** What documents say to readers of flesh and blood hardly ever, and to language models often. */
const ADDRESSES: readonly RegExp[] = [
  OTHER_DOCUMENTS,
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|guardrails?|context)\b/iu,
  /\b(?:ignorier|vergiss|missacht)\p{L}*\b.{0,40}\b(?:anweisung|regel|vorgabe)\p{L}*/iu,
  /\b(?:ignore[sz]?|oublie[zs]?|ignora)\b.{0,40}\b(?:instructions?|consignes|instrucciones|reglas)\b/iu,
  /\b(?:system|developer) (?:prompt|message)\b/iu,
  /\byou are (?:now )?(?:an?|the|my) (?:\p{L}+ ){0,2}(?:ai|assistant|language model|chatbot|model)\b/iu,
  /\b(?:language models?|assistants?|chatbots?|AIs?)\b.{0,40}\b(?:must|should|shall|have to|are to)\b.{0,30}\b(?:say|answer|reply|respond|write|output|cite)/iu,
  /^\s*(?:system|assistant|developer|AI)\s*[:：]/iu,
  /\b(?:answer|respond|reply|output|write)\b.{0,20}\b(?:every|all|each) (?:questions?|answers?)\b/iu,
  /\b(?:at the end of|in|to) (?:every|each|your) (?:answer|reply|response)s?\b/iu,
  /\bwhoever cites (?:it|this)\b/iu,
  /<\|[a-z_]+\|>|<\/?(?:start|end)_of_turn>|\[\/?INST\]|<<\/?SYS>>|<\/?think>|<\/?tool_call>/iu,
];
/** Of these, what nobody says to people. */
const COMMANDS: readonly RegExp[] = [
  /^\P{L}*(?:ignore|disregard|forget|override|bypass) (?:(?:all|any|of|the|these|those|your|my) ){0,3}(?:previous|prior|earlier|above|preceding|system) (?:\p{L}+ )?(?:instructions?|prompts?|rules)\b/iu,
  /^\P{L}*(?:ignoriere?|vergiss|missachte) (?:alle |die |sämtliche |deine ){0,2}(?:vorherig|bisherig|obig|vorig|früher)\p{L}* (?:\p{L}+ )?(?:anweisung|vorgabe)/iu,
  OTHER_DOCUMENTS,
  /\b(?:language models?|chatbots?|AI(?: (?:assistant|model|system)s?)?|AIs) (?:must|should|shall|has to|have to|is to|are to) (?:always |only )?(?:answer|reply|respond|output|write) (?:that|with)\b/iu,
  /^\P{L}*(?:system|developer)\s*[:：]\s*(?:you are|you must|ignore|say|answer|reply|respond)\b/iu,
  /<\|[a-z_]+\|>|<\/?(?:start|end)_of_turn>|\[\/?INST\]|<<\/?SYS>>/iu,
];
const INVISIBLE = /[\p{Cf}\u{E0000}-\u{E007F}]/gu;

/**
 * Whether a stored sentence speaks to a language model rather than to its readers. A sign, not a proof, and easy to evade: it
 * warns, and keeps such a sentence from being evidence; what keeps an answer bound to its sources is that documents are data.
 */
export function addressesModel(sentence: string): boolean {
  const visible = sentence.replace(INVISIBLE, '');
  return ADDRESSES.some((pattern) => pattern.test(visible)) || holdsHiddenText(sentence);
}

/**
 * Whether a stored sentence gives orders to language models, as nobody would to people: not even a quotation answers with it. Narrower than
 * {@link addressesModel}, because what is left out of quotations is lost to those who look for it.
 */
export function commandsModel(sentence: string): boolean {
  const visible = sentence.replace(INVISIBLE, '');
  return COMMANDS.some((pattern) => pattern.test(visible)) || holdsHiddenText(sentence);
}

/** Tag characters spell text that no font shows. */
function holdsHiddenText(text: string): boolean {
  return /[\u{E0020}-\u{E007E}]{4}/u.test(text);
}

/** A pattern of whole words in several languages, listed with spaces between; an underscore is a space within one. */
const words = (...lists: string[]): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${lists.join(' ').trim().replaceAll('_', '\\s+').replace(/ +/gu, '|')})(?!\\p{L})`,
    'iu',
  );
/** A pattern that any of several fulfils. */
const either = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join('|'), 'iu');

/** How binding a statement is: it has to be, it ought to be, it may be. */
const FORCES: readonly RegExp[] = [
  either(
    words(
      'must shall has_to have_to needs_to need_to is_required are_required is_obliged are_obliged mandatory',
      'muss müssen verpflichtet doit doivent obligatoire debe deben obligatorio',
    ),
    /なければな|なくてはな|必要が|必要とす|義務/u,
  ),
  either(
    words('should ought_to recommended soll sollen sollte sollten devrait devraient debería deberían'),
    /べきで|望ましい/u,
  ),
  either(
    words('may might can could optional kann können darf dürfen könnte peut peuvent puede pueden'),
    /でき[るまな]|てもよい|差し支えない/u,
  ),
];
const LIMITED = either(words('only nur lediglich seulement uniquement solo sólo solamente'), /のみ|に限|だけ/u);

/** Nothing is left out: what holds always, of all, or of the whole. */
const ALL = either(
  words(
    'always all every each entire entirely everyone everybody everything whole any anyone anything throughout without_exception invariably',
    'immer stets alle allen aller alles jede[mnrs]? jederzeit jeweils sämtliche[nrs]? ganze[mnrs]? gesamte[mnrs]? ausnahmslos',
    'toujours tous toute toutes chaque siempre todos todas toda cada',
  ),
  /すべて|全て|常に|いつでも|必ず|一切|全員|いずれ|どの|全社|毎/u,
);
/** Nothing at all, not merely not so. */
const NONE = words(
  'never none no nobody neither nothing not_any any ever without',
  'nie niemals niemand(?:e[mn])? kein(?:e[mnrs]?)? nichts keinesfalls ohne jamais aucune? sans nunca ningún ninguna? sin',
);
const NEVER = words('never none nobody nie niemals keinesfalls jamais nunca');
/** Of {@link ALL} these only tell where it is said of everything whatever the source says: "all" is often but a word for a plural. */
const EVERYWHERE = either(
  words(
    'always every all entire whole entirely invariably without_exception immer stets jederzeit ausnahmslos',
    'alle sämtliche[nrs]? jede[mnrs]? ganze[ns]? toujours tous toutes siempre todos todas',
  ),
  /すべて|全て|常に|いつでも|必ず|一切/u,
);

/**
 * Whether a sentence binds otherwise than its source: "must" for "may" or "should", "may" for "must". Tells nothing where either has several of these, a
 * denial ("may not" is "must not") or an "only" ("may only" is "must").
 */
export function bindsOtherwise(sentence: string, source: string, isDenied: (text: string) => boolean): boolean {
  if ([sentence, source].some((text) => isDenied(text) || LIMITED.test(text))) return false;
  const [own, there] = [forcesOf(sentence), forcesOf(source)];
  return own.length === 1 && there.length === 1 && own[0] !== there[0];
}

const forcesOf = (text: string): number[] => FORCES.flatMap((force, i) => (force.test(text) ? [i] : []));

/** Whether a sentence says of everything or for ever ("all", "always", "never") what its main source does not. */
export const knowsNoLimit = (sentence: string, source: string): boolean =>
  (EVERYWHERE.test(sentence) && !ALL.test(source)) || (NEVER.test(sentence) && !NONE.test(source));

/** Languages whose function words are known here; any other text keeps all its words. */
export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'nl' | 'pt' | 'ar' | 'other';

const LISTS: Readonly<Record<Exclude<Language, 'other'>, string>> = {
  en: `a about after again all also am an and any are as at be because been before being between both but by can could did do does doing done
    each else every few for from further get gets got had has have having he her here hers him himself his how i if in into is it its itself
    just let me more most must my no nor not of off on once one only or other our ours out over own per please same shall she should so some
    such tell than that the their theirs them themselves then there these they this those through to too under until up us very was we were
    what when where whether which while who whom whose why will with within would you your yours show give many much long often may might cannot can't
    won't don't doesn't didn't isn't aren't wasn't during upon`,
  de: `aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da damit dann darf das dass dein dem
    den denn der des dessen deren dich die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen ein eine einem einen einer
    eines er es etwas für gegen gibt hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja
    jede jedem jeden jeder jedes kann kein keine keinen können könnte lange man mehr mein mich mir mit muss müssen nach nicht noch nun nur ob
    oder ohne oft sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte über um und uns unser unter viel viele vom von
    vor wann war waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werde werden wessen wie wieviel wir wird wo wohin
    woher wodurch wofür wogegen womit wonach woran worauf woraus worin worüber wovon wozu wurde wurden würde zu zum zur zwischen bitte nenne`,
  fr: `a à ai au aux avec c ce cela ces cet cette combien comment d dans de des doit doivent du elle elles en entre est et été être eu fait il
    ils je l la laquelle le lequel les lesquels leur leurs lui ma mais me mes moi mon n ne nos notre nous on ont ou où par pas peut peuvent plus
    pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sous sur ta te tes toi ton tous tout toute toutes
    tu un une vos votre vous y`,
  es: `a al algo ante antes como cómo con contra cual cuál cuáles cuando cuándo cuanta cuánta cuántas cuanto cuánto cuántos de del desde debe deben
    donde dónde durante e el él ella ellas ellos en entre era eran es esa ese eso esta está estaba están este esto estos fue fueron ha había hay
    han hasta la las le les lo los más me mi muy ni no nos o para pero por porque puede pueden qué que quien quién quiénes se según ser si sin
    sobre son su sus también te tiene tienen tu un una uno unos y ya`,
  it: `a ad ai al alla alle anche che chi ci come con cosa da dal dalla dei del della delle di dove e è gli ha hanno i il in io la le lo ma nel
    nella non o per perché più qual quale quali quando quanti quanto se si sono su sul sulla tra un una uno`,
  nl: `aan als bij dat de der die deze dit door een en er haar hebben heeft het hij hoe hoeveel hun ik in is je kan kunnen maar met mijn moet
    moeten na naar niet of om onder ons ook op over te tot uit van voor waar waarom wanneer wat welke werd wie worden wordt ze zich zijn`,
  pt: `a ao aos as até com como da das de do dos e é ela ele em entre era essa esse esta está este eu foi há isso mais mas me na nas não no nos
    o onde os ou para pela pelo por porque qual quais quando quantas quanto quantos que quem são se sem ser seu seus sua suas também tem têm um
    uma você`,
  ar: `في من الى إلى على عن أن ان إن لا ما ماذا هل هو هي هم كم متى أين اين كيف لماذا أي اي التي الذي الذين هذا هذه ذلك تلك كان كانت يكون تكون مع
    أو او ثم قد لم لن كل بعد قبل بين عند حتى منذ اللذان اللتان به بها له لها فيه فيها`,
};

const SETS: ReadonlyMap<Language, ReadonlySet<string>> = new Map(
  Object.entries(LISTS).map(([language, words]) => [language as Language, new Set(words.split(/\s+/u))]),
);

/** The language whose function words a text uses most; `other` when it uses none that is known. Ties go to the first of the list. */
export function guessLanguage(text: string): Language {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  let best: Language = 'other';
  let most = 0;
  for (const [language, set] of SETS) {
    const hits = words.filter((word) => set.has(word)).length;
    if (hits > most) [best, most] = [language, hits];
  }
  return best;
}

/** Whether a lower-cased word only holds a sentence of its language together. */
export function isStopWord(word: string, language: Language): boolean {
  return SETS.get(language)?.has(word.replace('’', "'")) ?? false;
}

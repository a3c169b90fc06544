const TEXTS = {
  en: '(?:cheat sheet|guide|section|chapter|document|page|article|handbook|manual|tutorial)',
  de: '(?:Leitfaden|Abschnitt|Kapitel|Dokument|Artikel|Seite|Handbuch)',
  fr: '(?:guide|section|chapitre|document|article|page|manuel)',
  es: '(?:guía|sección|capítulo|documento|artículo|página|manual)',
} as const;
const FORMS = [
  String.raw`The (?:purpose|aim|goal) of this ${TEXTS.en}`,
  String.raw`In this ${TEXTS.en}`,
  String.raw`This ${TEXTS.en} (?:will (?:help|show|explain|describe|cover)|describes|explains|outlines|covers|provides|aims|is (?:intended|meant|designed) to|contains|gives an overview)`,
  String.raw`Diese[rs]? ${TEXTS.de} (?:beschreibt|erläutert|erklärt|behandelt|gibt einen Überblick)`,
  String.raw`(?:Ce|Cette|Cet) ${TEXTS.fr} (?:décrit|explique|présente|vise)`,
  String.raw`Est[ea] ${TEXTS.es} (?:describe|explica|presenta)`,
];
const PATTERN = new RegExp(FORMS.map((form) => String.raw`^${form}(?!\p{L})`).join('|'), 'u');

/** Whether a sentence tells what its document is for, and nothing of what is in it: "This guide will help you …". English, German, French, Spanish. */
export const describesItself = (sentence: string): boolean => PATTERN.test(sentence);

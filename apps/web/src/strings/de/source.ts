import type { Strings } from '../en/index.js';
import { placeOf } from './place.js';

export const source: Strings['source'] = {
  title: 'Quelle',
  panel: 'Quelle des Belegs',
  close: 'Quelle schließen',
  fullPage: 'Auf eigener Seite öffnen',
  document: 'Dokument',
  text: 'Text',
  superseded: 'Es gibt eine neuere Fassung',
  supersededHint: 'Dies ist die zitierte Fassung. Neuere können etwas anderes sagen.',
  seeRevisions: 'Alle Fassungen ansehen',
  download: 'Original herunterladen',
  revision: (n) => `Fassung ${n}`,
  place: placeOf,
  pageOf: (page, total) => `Seite ${page} von ${total}`,
  previous: 'Vorige Seite',
  next: 'Nächste Seite',
  goTo: 'Seitenzahl',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  fit: 'An Breite anpassen',
  zoom: (percent) => `${percent} %`,
  toCited: (page) => `Zurück zur zitierten Seite ${page}`,
  drawing: 'Die Seite wird gezeichnet',
  canvas: (page) => `Bild von Seite ${page}`,
  notLocated:
    'Der zitierte Wortlaut war auf dem Bild dieser Seite nicht zu finden. Unter „Text“ ist er genau markiert.',
  noText:
    'Diese Seite ist ein Bild ohne eigenen Text; die Wörter wurden darin erkannt. Unter „Text“ sind sie markiert.',
  pdfFailed: 'Das Original kann hier nicht gezeichnet werden. Unter „Text“ steht, was daraus gelesen wurde.',
  emptyText: 'Aus diesem Dokument wurde nichts gelesen.',
  outside: 'Die zitierte Textstelle liegt außerhalb dieses Textes; vielleicht wurde die Adresse verändert.',
  textRegion: 'Gespeicherter Text',
  pdfRegion: 'Seite des Dokuments',
};

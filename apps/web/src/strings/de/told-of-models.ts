import { type Sentences, word } from '../sentences.js';
import { models } from './models.js';
import { number, size } from './wording.js';

const quoted = (name: string): string => `„${name}“`;
/** The same with a space before it; nothing where there is no name. */
const after = (name?: string): string => (name === undefined ? '' : ` ${quoted(name)}`);
const at = (host?: string): string => (host === undefined ? 'Der Modellserver' : `Der Modellserver ${quoted(host)}`);
const settingOf = (setting?: string): string =>
  setting === undefined ? 'die Einstellungen' : `die Einstellung ${setting}`;
const AGAIN = 'Holen oder importieren Sie sie noch einmal.';

/** Models, and the keys of the vault. */
export const toldOfModels: Pick<Sentences, Extract<keyof Sentences, `${'model' | 'vault'}.${string}`>> = {
  'model.unavailable': ({ what, host = '', setting }) =>
    ({
      own: 'Die Modelle dieses Dienstes antworten nicht; sie werden gerade neu gestartet oder sind beschäftigt. Versuchen Sie es gleich noch einmal.',
      server: `Der Modellserver ${quoted(host)} antwortet nicht. Prüfen Sie, ob er läuft, und sehen Sie sich ${settingOf(setting)} an.`,
      download: `Die Verbindung zu ${quoted(host)} kam nicht zustande oder brach ab. Prüfen Sie Adresse und Verbindung und holen Sie das Modell noch einmal; es geht dort weiter, wo es aufgehört hat.`,
    })[what],
  'model.key_refused': ({ host, why, setting }) =>
    why === 'refused'
      ? `Der Modellserver ${quoted(host)} nimmt den API-Schlüssel nicht an. Prüfen Sie ${settingOf(setting)}.`
      : `Der Modellserver ${quoted(host)} verlangt einen API-Schlüssel. Ergänzen Sie ${settingOf(setting)}.`,
  'model.not_found': ({ what, name }) =>
    ({
      model: `Ein Modell ${quoted(name)} gibt es hier nicht mehr. Sehen Sie unter „Modelle“ nach, welche da sind.`,
      file: `Unter ${quoted(name)} gibt es keine Datei. Prüfen Sie die Adresse.`,
      catalogue: `Der Katalog kennt kein Modell ${quoted(name)}.`,
      no_address: `Der Katalog nennt zu ${quoted(name)} keine Datei. Wählen Sie eine beim Hersteller und geben Sie deren Adresse an.`,
      kind: `${quoted(name)} ist ein Modell anderer Art und taugt nicht dafür. Wählen Sie ein anderes.`,
      server: `Der Modellserver ${quoted(name)} kennt die Adresse oder das Modell nicht. Prüfen Sie beides in den Einstellungen.`,
    })[what],
  'model.corrupt': ({ why, name }) =>
    ({
      changed: `Das Modell${after(name)} kann nicht verwendet werden: Seine Datei ist nicht mehr die, die festgehalten wurde. ${AGAIN}`,
      missing: `Das Modell${after(name)} kann nicht verwendet werden: Seine Datei fehlt. ${AGAIN}`,
      unreadable: `Das Modell${after(name)} kann nicht verwendet werden: Seine Datei lässt sich nicht lesen. Geben Sie dem Dienst das Recht dazu, oder prüfen Sie die Platte.`,
      not_read: `Das Modell${after(name)} lässt sich nicht laden: Diese Version von llama.cpp kann die Datei nicht lesen. Nehmen Sie eine andere Datei des Modells.`,
      not_gguf:
        'Das ist keine brauchbare GGUF-Datei. Nehmen Sie das Modell im Format von llama.cpp, oder holen Sie die Datei noch einmal.',
      not_expected: 'Die Datei hat einen anderen SHA-256-Wert als erwartet. Sie wurde nicht behalten.',
    })[why],
  'model.name_taken': ({ name }) =>
    `Unter dem Namen ${quoted(name)} gibt es schon eine andere Datei. Geben Sie dieser einen eigenen.`,
  'model.not_loaded': ({ name }) =>
    `Das Modell ${quoted(name)} ließ sich nicht laden; vermutlich reicht der Arbeitsspeicher nicht. Nehmen Sie ein kleineres.`,
  'model.architecture_unknown': ({ name }) =>
    `Die Architektur dieses Modells${after(name)} ist dem llama.cpp dieser Version nicht bekannt. Aktualisieren Sie Chancery, oder nehmen Sie ein anderes Modell.`,
  'model.tokenizer_unknown': ({ name }) =>
    `Der Tokenizer dieses Modells${after(name)} ist dem llama.cpp dieser Version nicht bekannt. Aktualisieren Sie Chancery, oder nehmen Sie eine andere Datei des Modells.`,
  'model.not_quantizable': ({ why }) =>
    ({
      quantized:
        'Die Gewichte dieses Modells sind schon quantisiert. Kopien gibt es von Modellen mit Gewichten in F32, F16 oder BF16; nehmen Sie eine solche Datei.',
      type: 'Dieses Modell hat Gewichte einer Art, die diese Version von Chancery nicht kennt. Aktualisieren Sie Chancery, oder nehmen Sie eine F16-Datei des Modells.',
      nothing: 'Dieses Modell hat keine Gewichte, die in Q8_0 weniger Platz bräuchten. Nehmen Sie es, wie es ist.',
      numbers:
        'Die Datei dieses Modells enthält Gewichte, die keine endlichen Zahlen oder für Q8_0 zu groß sind. Nichts wurde behalten; holen Sie die Datei noch einmal, oder nehmen Sie eine andere.',
    })[why],
  'model.unsupported': ({ why }) =>
    ({
      no_use:
        'Diese Datei enthält kein Textmodell, das Texte einbetten, ordnen oder schreiben könnte (vielleicht einen Projektor oder nur ein Vokabular), oder ihr fehlt der Tokenizer. Nehmen Sie eine andere Datei.',
      no_name: 'Das Modell braucht einen Namen: Buchstaben, Ziffern, „.“, „_“ und „-“.',
    })[why],
  'model.role_empty': ({ role, why, setting = '' }) =>
    why === 'no_server'
      ? `Für die Rolle ${quoted(word(models.roles, role))} ist kein Server angegeben. Wer den Server betreibt, setzt INFERENCE_URL oder ${setting}.`
      : `Für die Rolle ${quoted(word(models.roles, role))} ist kein Modell eingesetzt. Setzen Sie unter „Modelle“ eines ein, oder holen oder importieren Sie zuerst eines.`,
  'model.context_exceeded': ({ promptTokens, contextTokens }) =>
    promptTokens === undefined || contextTokens === undefined
      ? 'Die Frage und ihre Textstellen sind länger, als das Modell lesen kann. Fragen Sie nach weniger Textstellen.'
      : `Die Eingabe hat ${number(promptTokens)} Tokens, und dieses Modell liest ${number(contextTokens)}. Fragen Sie nach weniger oder kürzeren Textstellen.`,
  'model.embedder_gone': ({ embedder }) =>
    `Der Index wurde mit dem Embedder ${quoted(embedder)} gebaut, der nicht mehr installiert ist: Gesucht wird nur nach Wörtern. Installieren Sie ihn wieder, oder bauen Sie den Index neu.`,
  'model.request_failed': ({ why, host, status = 0 }) =>
    ({
      status: `${at(host)} hat abgelehnt (${status}). Sein Protokoll sagt mehr; stimmt die Adresse?`,
      sends_elsewhere: `${at(host)} leitet weiter (${status}). Tragen Sie die Adresse ein, zu der er führt.`,
      odd: `${at(host)} hat etwas geantwortet, das nicht zu verstehen ist. Ist es ein Server für Modelle?`,
      ended: `${at(host)} hat seine Antwort zu früh beendet. Fragen Sie noch einmal.`,
      no_address: 'Geben Sie die http(s)-Adresse einer GGUF-Datei an.',
      leads_nowhere: `${host === undefined ? 'Die Adresse' : quoted(host)} leitet weiter, wohin der Dienst nicht folgt. Geben Sie die Adresse der Datei selbst an.`,
      schema: 'Das Modell kann die verlangte Form der Antwort nicht einhalten.',
    })[why],
  'vault.key_unavailable': ({ why, key = '', file = '' }) =>
    ({
      gone: `Der Schlüssel ${key} des Tresors, mit dem dies verschlüsselt wurde, ist nicht mehr da. Wer den Server betreibt, legt ihn hinter dem neuesten zurück.`,
      file: `Die Schlüsseldatei ${quoted(file)} fehlt oder lässt sich nicht lesen. Wer den Server betreibt, legt sie zurück.`,
      command:
        'Der Befehl, der die Schlüssel des Tresors holt, ist gescheitert. Wer den Server betreibt, führt ihn von Hand aus und sieht, warum.',
      form: 'Die Quelle der Schlüssel des Tresors liefert keine Schlüssel von 32 Byte. Wer den Server betreibt, sieht sie sich an.',
    })[why],

  'model.in_use': ({ name, as, roles = '', collections = 0 }) =>
    ({
      shipped: `${quoted(name)} gehört zum Dienst und bleibt.`,
      roles: `${quoted(name)} ist eingesetzt als ${roles
        .split(' ')
        .map((role) => word(models.roles, role))
        .join(', ')}. Setzen Sie dort zuerst ein anderes Modell ein.`,
      collections: `${quoted(name)} schreibt die Antworten von Sammlungen (${number(collections)}). Wählen Sie dort zuerst einen anderen Generator.`,
      index: `Ein Index wurde mit ${quoted(name)} gebaut. Bauen Sie zuerst einen mit einem anderen Embedder, oder verwerfen Sie ihn.`,
    })[as],
  'model.disk_full': ({ freeBytes, needsBytes }) =>
    `Auf der Platte der Modelle sind noch ${size(freeBytes)} frei; ${
      needsBytes === undefined ? 'das reicht nicht' : `gebraucht werden ${size(needsBytes)}`
    }. Schaffen Sie Platz und versuchen Sie es noch einmal.`,
};

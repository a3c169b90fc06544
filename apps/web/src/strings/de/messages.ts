import type { Strings } from '../en/index.js';
import { told } from './told.js';

const LOAD_AGAIN = 'Laden Sie die Seite neu.';

export const messages: Strings['messages'] = {
  whole: {
    'answer.library_empty':
      'In den Sammlungen, die Sie lesen dürfen, gibt es noch kein Dokument zu durchsuchen. Fügen Sie Dokumente hinzu und fragen Sie dann noch einmal.',
    'answer.library_empty_then':
      'An diesem Tag gab es in den Sammlungen, die Sie lesen dürfen, noch kein Dokument. Fragen Sie nach dem Stand eines späteren Tages.',
    'answer.nothing_found': 'Zu der Frage wurde nichts gefunden. Versuchen Sie andere Wörter oder andere Sammlungen.',
    'answer.not_enough_evidence': 'Nichts von dem Gefundenen beantwortet die Frage genau genug, um dafür einzustehen.',
    'answer.model_declined':
      'Das Modell hat die gefundenen Textstellen gelesen und sagt, dass sie die Frage nicht beantworten.',
    'answer.unsupported':
      'Nichts von dem, was das Modell schrieb, ist durch eine Quelle gestützt. Fragen Sie mit anderen Worten, oder sehen Sie sich die Textstellen an.',
    'answer.generation_failed':
      'Das Modell hat mittendrin aufgehört. Nichts ist endgültig, und nichts wurde festgehalten; fragen Sie noch einmal.',
    'answer.withheld': 'Diese Antwort stützt sich auf Dokumente, die Sie nicht sehen dürfen.',
    'answer.keywords_only': 'Der Embedder war nicht verfügbar: Gesucht wurde nur nach Wörtern.',
    'answer.cut_short': 'Das Modell hat seine Grenze an Tokens erreicht: Die Antwort ist vielleicht unvollständig.',
    'auth.required': 'Bitte melden Sie sich an. Ihre Sitzung ist abgelaufen oder wurde beendet.',
    'auth.link_invalid':
      'Dieser Anmeldelink wurde schon verwendet oder ist abgelaufen. Erzeugen Sie auf dem Server einen neuen: npx chancery sign-in-link',
    'auth.sign_in_refused':
      'Damit sind Sie nicht angemeldet. Prüfen Sie Ihre Eingabe; bleibt es dabei, bitten Sie die Administration um einen Link, mit dem Sie ein neues Passwort setzen.',
    'auth.too_many_attempts': 'Zu viele Fehlversuche. Warten Sie, bevor Sie es noch einmal versuchen.',
    'auth.step_lost':
      'Diese Anmeldung wurde vor zu langer Zeit oder in einem anderen Browser begonnen. Beginnen Sie von vorn.',
    'auth.code_refused':
      'Der Code ist falsch oder wurde schon verwendet. Warten Sie auf den nächsten Ihrer App, oder verwenden Sie einen Wiederherstellungscode.',
    'auth.proof_refused':
      'Passwort oder Code ist falsch, oder der Code wurde schon verwendet. Versuchen Sie es noch einmal.',
    'auth.recent_sign_in_needed':
      'Bestätigen Sie zuerst Ihre Identität: mit Passwort, Code oder Passkey, oder indem Sie sich neu anmelden.',
    'auth.second_factor_needed':
      'Ihre Rolle verlangt einen zweiten Faktor. Richten Sie unter „Konto“ zuerst einen ein: eine Authenticator-App oder einen Passkey.',
    'auth.session_needed': 'Mit einem Schlüssel ist das nicht möglich. Melden Sie sich im Portal an.',
    'auth.busy': 'Im Moment melden sich viele an. Versuchen Sie es in 10 Sekunden noch einmal.',
    'auth.forbidden': 'Ihre Rolle erlaubt das nicht. Wenden Sie sich an die Administration.',
    'factor.exists': 'Es gibt schon eine Authenticator-App. Entfernen Sie sie, bevor Sie eine andere einrichten.',
    'factor.not_found': `Diesen Faktor gibt es nicht, oder seine Einrichtung wurde nicht begonnen. ${LOAD_AGAIN}`,
    'factor.demanded':
      'Ihre Rolle verlangt einen zweiten Faktor, und dies ist der einzige. Richten Sie zuerst einen anderen ein.',
    'passkey.refused': 'Der Passkey ließ sich nicht prüfen. Beginnen Sie von vorn, mit demselben Authentifikator.',
    'passkey.unavailable':
      'Passkeys setzen voraus, dass das Portal unter einem Hostnamen über https oder als localhost erreichbar ist (PUBLIC_URL).',
    'provider.refused':
      'Was der Identitätsanbieter zurückgesendet hat, passt nicht zur Anfrage. Beginnen Sie von vorn; bleibt es dabei, sind seine Einstellungen zu prüfen.',
    'provider.unavailable': 'Der Identitätsanbieter antwortet nicht, oder es ist keiner eingerichtet.',
    'provider.identity_taken': 'Ihre Kennung beim Identitätsanbieter ist bereits mit einem anderen Konto verknüpft.',
    'provider.identity_not_found': `Diese Verknüpfung gibt es nicht. ${LOAD_AGAIN}`,
    'collection.not_found': 'Es gibt keine solche Sammlung, oder Sie dürfen sie nicht sehen.',
    'collection.exists': 'Eine Sammlung dieses Namens gibt es schon. Wählen Sie einen anderen Namen.',
    'collection.not_empty':
      'Die Sammlung enthält Dokumente. Entfernen Sie sie in ihren Einstellungen mitsamt den Dokumenten; alles lässt sich zurückholen.',
    'collection.removed': 'Die Sammlung wurde entfernt. Holen Sie zuerst sie zurück.',
    'collection.being_removed': 'Die Sammlung wird schon entfernt oder zurückgeholt.',
    'removal.not_found': 'Ein solches Entfernen einer Sammlung gibt es nicht.',
    'removal.not_at_work':
      'Es wird nichts mehr entfernt, also gibt es nichts anzuhalten. Sie können alles zurückholen.',
    'removal.not_undoable': 'Es läuft noch, oder alles ist schon zurück. Läuft es noch, so halten Sie es zuerst an.',
    'document.not_found': 'Es gibt kein solches Dokument, oder Sie dürfen es nicht sehen.',
    'document.empty':
      'Die Datei enthält keinen Text, also gibt es nichts zu durchsuchen. Prüfen Sie, ob die richtige Datei gesendet wurde.',
    'document.erased':
      'Dieses Dokument wurde endgültig gelöscht und kann nicht wiederkommen. Laden Sie die Datei bei Bedarf erneut hoch.',
    'document.place_not_writable':
      'Unter diesem Namen kann nichts abgelegt werden. Wählen Sie einen anderen, oder wenden Sie sich an die Administration.',
    'revision.not_found': 'Es gibt keine solche Fassung, oder Sie dürfen sie nicht sehen.',
    'revision.no_text': 'Diese Fassung hat noch keinen Text: Sie wird noch gelesen, oder das Lesen ist gescheitert.',
    'record.not_found': 'Es gibt keinen solchen Nachweis, oder Sie dürfen ihn nicht sehen.',
    'conversation.not_found': 'Es gibt keine solche Unterhaltung, oder Sie dürfen sie nicht sehen.',
    'conversation.not_yours':
      'Diese Unterhaltung ist zum Lesen mit Ihnen geteilt. Beginnen Sie eine eigene, um weiterzufragen.',
    'conversation.turn_not_found': `Die Unterhaltung enthält keine solche Frage. ${LOAD_AGAIN}`,
    'question.matter_required':
      'Fragen an diese Sammlung müssen den Vorgang nennen, zu dem sie gehören. Ergänzen Sie das Aktenzeichen und fragen Sie noch einmal.',
    'decision.not_found': 'Es gibt keine solche Entscheidung, oder Sie dürfen sie nicht sehen.',
    'decision.changed':
      'Die Entscheidung wurde geändert, seit Sie sie gelesen haben. Lesen Sie sie erneut und wiederholen Sie den Schritt, wenn er noch passt.',
    'decision.disposition_foreign':
      'Eine beurteilte Antwort gehört nicht zu denen, auf die sich die Entscheidung stützt. Nehmen Sie zuerst ihren Nachweis in die Entscheidung auf.',
    'decision.already_approved': 'Sie haben diesen Vorschlag bereits genehmigt. Er wartet auf andere.',
    'decision.responsible_unknown': 'Eine als verantwortlich oder prüfend genannte Person ist hier nicht bekannt.',
    'decision.successor_unfit':
      'Nur eine andere, genehmigte Entscheidung kann an ihre Stelle treten. Genehmigen Sie jene zuerst.',
    'decision_link.not_found': 'Die Entscheidung hat keine solche Verknüpfung, oder sie wurde zurückgenommen.',
    'decision_link.circular':
      'Mit dieser Verknüpfung würde eine Entscheidung sich selbst folgen, ersetzen oder veranlassen. Die Darstellung der Bezüge zeigt den Kreis.',
    'decision_link.exists': 'Die Entscheidung hat genau diese Verknüpfung schon.',
    'decision_link.not_yours':
      'Nur wen eine Entscheidung nennt, darf sie verknüpfen. Wenden Sie sich an die Person, die sie angelegt hat.',
    'doubt.not_found': 'Es gibt keinen solchen Fall, oder Sie dürfen ihn nicht sehen.',
    'doubt.settled': `Der Fall ist bereits erledigt. ${LOAD_AGAIN}`,
    'doubt.not_yours':
      'Erledigen darf dies nur, wer gefragt hat, oder wer die Entscheidung angelegt hat oder verantwortet.',
    'doubt.not_a_decision':
      'Nur eine Entscheidung kann wieder aufgenommen werden. Stellen Sie die Frage neu, oder halten Sie fest, dass die Antwort weiter gilt.',
    'feedback.not_found': 'Diese Rückmeldung gibt es nicht, oder sie wurde geändert oder zurückgezogen.',
    'feedback.no_candidate':
      'Diese Rückmeldung sagt nicht, worauf eine richtige Antwort beruht. Nennen Sie die richtige Quelle, oder nehmen Sie eine Antwort, die richtig war.',
    'golden.quote_not_found':
      'Diese Worte stehen nicht im Dokument; kein Index könnte sie je finden. Kopieren Sie sie aus dem Dokument.',
    'golden.not_found': 'Es gibt keine solche Prüffrage.',
    'matter.not_found': 'Es gibt keinen solchen Vorgang.',
    'matter.exists': 'Dieses Aktenzeichen ist vergeben.',
    'matter.closed': 'Dieser Vorgang ist geschlossen. Öffnen Sie ihn zuerst wieder.',
    'group.not_found': 'Es gibt keine solche Gruppe.',
    'group.exists': 'Eine Gruppe dieses Namens gibt es schon.',
    'group.kept_outside':
      'Diese Gruppe führt Ihr Verzeichnisdienst oder Identitätsanbieter: Ändern Sie Namen und Mitglieder dort.',
    'wall.not_found': 'Es gibt keine solche Informationsbarriere.',
    'wall.exists': 'Eine Informationsbarriere dieses Namens gibt es schon.',
    'person.not_found': 'Es gibt keine solche Person.',
    'person.login_taken': 'Diesen Anmeldenamen hat schon jemand anderes. Wählen Sie einen anderen.',
    'person.suspended': 'Das Konto dieser Person ist gesperrt. Entsperren Sie es zuerst.',
    'work.beginner_gone':
      'Wer dies begonnen hat, ist gesperrt oder darf es nicht mehr; es wurde nicht ausgeführt. Wer darf, kann es im eigenen Namen neu beginnen.',
    'person.last_administrator':
      'Niemand sonst hat die Rolle „Administration“. Geben Sie sie zuerst einer anderen Person.',
    'key.not_found': 'Es gibt keinen solchen Schlüssel.',
    'session.not_found': 'Es gibt keine solche Sitzung.',
    'view.ended': 'Die Ansicht mit fremden Augen ist zu Ende. Beginnen Sie neu, oder fahren Sie als Sie selbst fort.',
    'hold.not_found': 'Es gibt keine solche Aufbewahrungssperre, oder sie wurde schon aufgehoben.',
    'erasure.plan_changed':
      'Gelöscht würde nicht mehr das, was die Vorschau zeigte. Sehen Sie sich die Vorschau erneut an und bestätigen Sie dann diese.',
    'erasure.needs_another':
      'Löschungen verlangen hier vier Augen: Eine weitere Person der Administration muss genehmigen, was Sie verlangt haben.',
    'erasure.not_oneself': 'Niemand löscht sich selbst: Das muss eine andere Person der Administration tun.',
    'search.only_exclusions':
      'Die Suche sagt nur, was wegzulassen ist. Ergänzen Sie ein Wort, eine "Wendung" oder einen Operator, nach dem gesucht werden soll.',
    'search.nothing_to_compare':
      'Das Dokument, zu dem Ähnliches gesucht wird, gibt es nicht, Sie dürfen es nicht sehen, oder es hat keinen Text.',
    'saved_search.not_found': 'Eine solche gespeicherte Suche haben Sie nicht.',
    'saved_search.too_many':
      'Sie haben so viele gespeicherte Suchen, wie eine Person haben darf. Löschen Sie eine, die Sie nicht mehr brauchen.',
    'index.being_built':
      'Es wird bereits ein neuer Index aufgebaut. Warten Sie darauf, oder brechen Sie den Aufbau ab.',
    'index.generation_not_found': 'Es gibt keine solche Generation des Index.',
    'index.reason_missing': 'Geben Sie an, warum trotzdem umgeschaltet wird.',
    'source.not_found': 'Es gibt keine solche Datenquelle, oder Sie dürfen sie nicht sehen.',
    'storage.unwritable':
      'Die Datei konnte nicht gespeichert werden: Die Platte ist voll oder der Datenordner nicht beschreibbar. Nichts wurde behalten; schaffen Sie Platz und senden Sie sie erneut.',
    'storage.unreachable': 'Der Speicher der Originaldateien ist nicht erreichbar.',
    'database.unavailable':
      'Die Datenbank antwortet nicht, oder ihre Platte ist voll. Nichts wurde geändert; versuchen Sie es in Kürze noch einmal.',
    'database.contended':
      'Mehrere Änderungen kamen einander in die Quere, und diese wurde zurückgenommen. Senden Sie sie noch einmal.',
    'request.overtaken':
      'Jemand anderes hat im selben Augenblick dasselbe geändert, und dies wurde nicht getan. Sehen Sie nach, wie es steht, und senden Sie es noch einmal.',
    'log.unwritable':
      'Das Protokoll konnte nicht geschrieben werden, daher wurde nichts getan. Prüfen Sie, ob PostgreSQL läuft und seine Platte Platz hat, und versuchen Sie es noch einmal.',
    'page.blank': 'Die Seite ist leer.',
    'page.surroundings':
      'Nur der Hauptteil der Seite wurde gelesen; Menüs, Kopf und Fuß darum herum wurden weggelassen.',
    'request.not_found': 'Diese Adresse gibt es beim Dienst nicht. Laden Sie die Seite neu.',
    'document.not_locked': 'Dieses Dokument wartet auf kein Passwort.',
    'model.store_busy': 'Dieses Modell wird gerade geholt oder geändert. Warten Sie, bis das beendet ist.',
    'model.task_not_found':
      'Diesen Vorgang gibt es nicht mehr. Holen Sie das Modell noch einmal; es geht dort weiter, wo es aufgehört hat. Oder legen Sie die Kopie noch einmal an.',
    'source.kind_fixed': 'Die Art einer Datenquelle bleibt, wie sie ist. Fügen Sie eine andere hinzu.',
    'source.nothing_to_confirm': 'Dieser Lauf wartet auf keine Bestätigung. Sehen Sie seinen Bericht an.',
    'source.run_not_found': 'Diesen Lauf gibt es nicht.',
    'source.secret_needed':
      'Server, Benutzer oder Schutz ändern sich: Geben Sie das Kennwort oder den Schlüssel noch einmal ein.',
    'source.rights_gone':
      'Die Person, für die diese Datenquelle handelt, ist gesperrt oder darf es nicht mehr. Wer sie führen darf, öffnet ihre Einstellungen und speichert sie.',
    'view.not_possible': 'Sich selbst braucht niemand über die Schulter zu sehen. Wählen Sie jemand anderen.',
    'view.read_only': 'Mit fremden Augen lässt sich nur lesen und suchen. Beenden Sie zuerst diese Ansicht.',
    'feedback.bad_source':
      'Die richtige Quelle nennt eine Fassung, Seite oder Stelle, die es nicht gibt. Nennen Sie eine andere, oder nur das Dokument.',
    'decision.outcome_too_early':
      'Was daraus wurde, kann nicht vor der Genehmigung beobachtet worden sein. Nennen Sie einen späteren Tag.',
    'provider.no_account':
      'Der Identitätsanbieter kennt Sie, aber hier ist kein Konto damit verknüpft. Melden Sie sich anders an und verknüpfen Sie es unter „Konto“.',
    'person.is_service': 'Ein Dienstkonto hat Schlüssel und meldet sich nicht an.',
    'erasure.not_found': 'Es gibt keine solche Löschung.',
    'page.no_text': 'Auf dieser Seite wurde kein Text gefunden.',
    'page.garbled': 'Die Zeichen dieser Seite ergeben keine Wörter, und keine Zeichenerkennung hat sie ersetzt.',
    'page.unreadable': 'Dieser Teil ist beschädigt und wurde nicht oder nicht bis zum Ende gelesen.',
    'ocr.not_reached':
      'Die Seite hätte Zeichenerkennung gebraucht, aber die Zeit für das Dokument war vorher verbraucht. Teilen Sie das Dokument.',
    'chart.skipped': 'Diagramme wurden nicht gelesen.',
    'docx.comments_skipped': 'Kommentare wurden nicht gelesen.',
    'part.missing': 'Ein Teil fehlt in der Datei oder ist beschädigt und wurde nicht gelesen.',
    'text.hidden_unchecked':
      'Ab dieser Seite wurde nicht nach verborgenem Text gesucht: Dafür ist das Dokument zu lang. Was dort gelesen wurde, kann Wörter enthalten, die niemand sieht.',
    'part.hidden': 'Dieser Teil ist in der Datei ausgeblendet. Er wurde wie die anderen gelesen.',
    'signature.not_checked':
      'Das ist unterschrieben. Der Inhalt wurde gelesen; ob die Unterschrift gilt, wurde nicht geprüft.',
    'document.encrypted': 'Das Dokument ist mit einem Passwort geschützt. Geben Sie es hier ein.',
    'document.wrong_password': 'Das Passwort öffnet das Dokument nicht. Achten Sie auf Groß- und Kleinschreibung.',
    'document.cannot_unlock':
      'Das Dokument ist auf eine Weise geschützt, die hier auch mit Passwort nicht zu öffnen ist. Speichern Sie eine Kopie ohne Passwort.',
    'document.needs_libreoffice':
      'Dieses Format kann nur gelesen werden, wo LibreOffice installiert ist. Installieren Sie es auf dem Server (Debian: libreoffice-writer-nogui, libreoffice-impress-nogui), oder speichern Sie die Datei als .docx oder .pptx.',
    'parse.crashed':
      'Das Lesen ist unerwartet abgebrochen. Andere Dokumente sind nicht betroffen; versuchen Sie es mit diesem noch einmal.',
    'ingest.gave_up':
      'Das Lesen wurde nach zehn Anläufen aufgegeben. Prüfen Sie die Datei und versuchen Sie es dann noch einmal.',
    'decision.four_eyes':
      'Die Entscheidung braucht Genehmigungen von Personen, die sie weder angelegt noch vorgeschlagen haben.',
    'index.unavailable': 'Der Suchindex antwortet nicht. Ein neuer Versuch schadet nicht.',
    'model.busy': 'Das Modell ist ausgelastet. Fragen Sie gleich noch einmal.',
    'model.restarting': 'Das Modell wird gleich neu gestartet. Fragen Sie in ein paar Augenblicken noch einmal.',
    'model.overdue': 'Die Anfrage hat zu lange auf das Modell gewartet. Fragen Sie gleich noch einmal.',
    'model.timed_out':
      'Das Modell hat zu lange gebraucht. Fragen Sie nach weniger auf einmal, oder nehmen Sie ein kleineres Modell.',
    'model.in_parts':
      'Die Datei ist nur ein Teil eines Modells. Wählen Sie eine, die das ganze Modell enthält, oder fügen Sie die Teile mit „llama-gguf-split --merge“ zusammen und importieren Sie das Ergebnis.',
    'source.went_silent':
      'Die Datenquelle hat mitten im Lauf aufgehört zu antworten. Was bis dahin kam, bleibt; der nächste Lauf macht dort weiter.',
    'source.sign_in_refused':
      'Die Datenquelle hat die Anmeldung abgewiesen. Prüfen Sie Benutzer, Kennwort oder Schlüssel und deren Rechte dort.',
    'source.busy':
      'Ein Lauf ist im Gang oder wartet auf Bestätigung. Warten Sie sein Ende ab, oder brechen Sie ihn ab.',
    'source.folder_not_allowed':
      'Diesen Ordner darf der Dienst nicht lesen. Wer den Server betreibt, nennt erlaubte Ordner in SOURCE_FOLDERS.',
    'source.secret_unreadable': 'Das gespeicherte Geheimnis lässt sich nicht öffnen. Geben Sie es neu ein.',
    'source.place_taken':
      'Zwei Einträge der Datenquelle haben denselben Platz in der Sammlung. Benennen Sie einen der beiden dort um.',
    'internal.unexpected': 'Etwas Unerwartetes ist geschehen. Melden Sie es mit der Kennung des Vorfalls.',
    'storage.blob_missing': 'Die Originaldatei fehlt im Speicher. Sie lässt sich nur aus einem Backup zurückholen.',
    'vault.seal_broken':
      'Das Verschlüsselte passt nicht zu seinem Schlüssel. Es lässt sich nur aus einem Backup zurückholen.',
    'answer.instructions_left_out':
      'Text, der der Frage nahekommt, wurde nicht zitiert, weil er einem Sprachmodell Anweisungen gibt.',
    'model.template_unusable':
      'Mit der Chat-Vorlage dieses Modells lässt sich keine Frage stellen. Nehmen Sie eine andere Datei oder ein anderes Modell.',
  },
  told,
  before: {
    'docx.element_skipped': 'Etwas in der Datei wurde ausgelassen:',
    'attachment.skipped': 'Ein Anhang wurde nicht gelesen.',
    'member.not_read': 'Eine enthaltene Datei wurde nicht gelesen.',
    'answer.partial': 'Zu einem Teil der Frage wurde nichts gefunden, was nah genug ist; die Antwort lässt ihn aus.',
    'answer.citation_dropped': 'Belege, die nicht zum gespeicherten Text passten, wurden weggelassen.',
    'answer.instructions_in_source':
      'In einer Quelle steht Text, der sich wie eine Anweisung an ein Sprachmodell liest. Er wurde als Inhalt behandelt.',
    'answer.unsupported_sentences': 'Manche Sätze sind durch keine Textstelle gestützt.',
    'answer.superseded_sources': 'Manche zitierten Fassungen sind inzwischen ersetzt.',
    'answer.partly_read_sources': 'Von zitierten Dokumenten fehlt ein Teil des Textes.',
    'answer.unsure_recognition': 'Eine zitierte Seite wurde durch unsichere Zeichenerkennung gelesen.',
    'document.bad_name': 'Dieser Dateiname kann nicht verwendet werden.',
    'document.too_large': 'Die Datei ist größer, als dieser Dienst annimmt.',
    'document.unsupported_type': 'Dieses Dateiformat kann nicht gelesen werden.',
    'document.wrong_extension': 'Der Dateiname verspricht ein anderes Format als der Inhalt.',
    'document.corrupt':
      'Die Datei ist beschädigt und kann nicht gelesen werden. Speichern Sie sie in ihrem Programm neu.',
    'document.no_text': 'Keine Seite enthält Text; das Dokument ist wohl ein Scan.',
    'document.too_complex': 'Das Dokument überschreitet eine Grenze. Teilen Sie es in kleinere Dateien.',
    'archive.too_many_members': 'Das Archiv enthält zu viele Dateien.',
    'archive.too_large': 'Das Archiv ist entpackt zu groß.',
    'archive.ratio': 'Das Archiv entpackt sich auf ein Vielfaches seiner Größe, wie es schädliche Dateien tun.',
    'archive.too_deep': 'Zu viele Archive stecken ineinander.',
    'archive.nothing_read': 'Keine Datei des Archivs kann gelesen werden.',
    'parse.timeout': 'Das Lesen hat zu lange gedauert.',
    'parse.memory_limit': 'Das Lesen hat zu viel Speicher gebraucht.',
    'hold.in_place': 'Eine Aufbewahrungssperre verhindert das Löschen.',
    'index.switch_refused': 'Die Prüffragen sprechen gegen das Umschalten.',
    'index.generation_not_ready': 'Diese Generation des Index ist dafür nicht bereit.',
    'model.unavailable':
      'Das Modell antwortet nicht. Versuchen Sie es in Kürze noch einmal; bleibt es dabei, sagt das Protokoll des Modellservers mehr.',
    'model.key_refused':
      'Der Modellserver nimmt den API-Schlüssel nicht an, oder er verlangt einen. Wer den Server betreibt, prüft die Einstellung (etwa GENERATOR_API_KEY).',
    'model.not_found':
      'Dieses Modell gibt es nicht, oder der Modellserver kennt es nicht. Prüfen Sie Namen oder Adresse, bei einem eigenen Modellserver auch die Einstellungen (etwa GENERATOR_URL und GENERATOR_MODEL).',
    'model.corrupt':
      'Die Datei des Modells ist nicht die festgehaltene, lässt sich nicht lesen oder ist kein GGUF. Holen oder importieren Sie sie noch einmal.',
    'model.name_taken': 'Unter diesem Namen gibt es schon eine andere Datei. Geben Sie dieser einen eigenen Namen.',
    'model.not_loaded':
      'Das Modell ließ sich nicht laden; vermutlich reicht der Arbeitsspeicher nicht. Nehmen Sie ein kleineres.',
    'model.architecture_unknown':
      'Die Architektur dieses Modells ist dieser Version nicht bekannt. Aktualisieren Sie Chancery, oder nehmen Sie ein anderes Modell.',
    'model.tokenizer_unknown':
      'Der Tokenizer dieses Modells ist dieser Version nicht bekannt. Aktualisieren Sie Chancery, oder nehmen Sie ein anderes Modell.',
    'model.not_quantizable': 'Von diesem Modell lässt sich keine Q8_0-Kopie anlegen.',
    'model.unsupported': 'Diese Datei oder ihr Name ist nicht zu gebrauchen.',
    'model.role_empty': 'Für diese Rolle ist kein Modell eingesetzt.',
    'model.context_exceeded': 'Frage und Textstellen sind länger, als das Modell lesen kann. Fragen Sie kürzer.',
    'model.embedder_gone': 'Der Embedder des Index ist nicht mehr installiert: Gesucht wird nur nach Wörtern.',
    'model.request_failed':
      'Der Modellserver hat abgelehnt oder nichts Verwertbares geantwortet. Sein Protokoll sagt mehr.',
    'vault.key_unavailable':
      'Der Schlüssel des Tresors ist nicht verfügbar. Wer den Server betreibt, legt ihn zurück oder sieht nach, warum er nicht zu bekommen ist.',
    'model.disk_full': 'Auf der Platte ist nicht genug Platz für die Modelldatei.',
    'source.unreachable': 'Die Datenquelle war nicht lesbar; nichts wurde geändert.',
    'source.place_missing': 'Den angegebenen Ort gibt es in der Datenquelle nicht.',
    'outbound.refused': 'Mit diesem Server darf der Dienst sich nicht verbinden.',
    'outbound.unreachable': 'Der Server antwortet nicht. Prüfen Sie Name, Port und Netz.',
    'outbound.too_large': 'Die Antwort des Servers ist größer als die Grenze.',
    'outbound.bad_redirect': 'Die Adresse leitet weiter, wohin der Dienst nicht folgt.',
    'source.program_missing': 'Auf dem Server fehlt ein Programm, das diese Art von Datenquelle braucht.',
    'source.partly_unseen': 'Ein Teil der Datenquelle war nicht zu sehen; deshalb wurde nichts entfernt.',
    'source.cut_short': 'Die Website ist größer, als ein Lauf ansieht; deshalb wurde nichts entfernt.',
    'source.entry_too_large': 'Die Datei ist größer als die Grenze dieser Datenquelle.',
    'source.entry_unreadable': 'Das war nicht zu holen; der nächste Lauf versucht es noch einmal.',
    'index.vector_mismatch': 'Der Embedder liefert Vektoren, die nicht zum Index passen.',
    'log.inconsistent': 'Das Protokoll ist keine Fortsetzung dessen, was schon unterzeichnet wurde.',
  },
};

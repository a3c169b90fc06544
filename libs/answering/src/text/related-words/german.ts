/** German words of everyday and of official speech, one group a line, without umlauts as keys are. */
export const GERMAN = `
kosten kostet preis gebuhr betrag bezahlen zahlen zahlt erstattet erstatten erstattung
geld euro betrag erstattet zuschuss
bekommen bekomme erhalten erhalt erstattet zahlt gewahrt
ersetzt erstattet erstattung ersatz
urlaub urlaubstage ferien erholungsurlaub
krank krankheit arbeitsunfahig arbeitsunfahigkeit krankmeldung
kundigen kundigung kundigungsfrist beenden
chef vorgesetzte vorgesetzter leiter leiterin leitung
mitarbeiter mitarbeiterin beschaftigte beschaftigten arbeitnehmer angestellte personal
loschen geloscht loschung vernichtet vernichten vernichtung
aufbewahren aufbewahrt aufbewahrung aufbewahrungsfrist
unterlagen dokumente akten papiere
bewerber bewerbern bewerberinnen bewerbung bewerbungsunterlagen kandidaten
abgesagt absage abgelehnt abgelehnter ablehnung
tresor safe panzerschrank
schlussel zugang
stuhl burostuhl schreibtisch mobel ausstattung
hause daheim homeoffice mobil mobiles
laptop notebook rechner computer
passwort kennwort
melden gemeldet meldung anzeigen mitteilen
erlaubt darf durfen zulassig gestattet genehmigt
verboten untersagt unzulassig
genehmigen genehmigung zustimmung zustimmen freigabe
antrag beantragen gestellt
frist binnen innerhalb spatestens
besucher gaste gast
miete mietzins pacht
vermieter vermieterin
mieter mieterin
beginn beginnt anfang start
ende endet ablauf auslaufen
ausland auslandisch staat
auto wagen fahrzeug pkw dienstwagen
kunde kunden mandant mandanten mandantin
rechnung rechnungen faktura
gehalt lohn vergutung verdienst
schulung fortbildung weiterbildung kurs
`;

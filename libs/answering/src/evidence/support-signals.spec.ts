import { supportVerdict } from './support-verdict.js';

/** A source, what its words are turned into wrongly, and a true sentence in other words. */
type Row = readonly [signal: string, source: string, wrong: string, right: string];

const judge = (sentence: string, source: string) => supportVerdict(sentence, [{ text: source }]).support;

describe('what a sentence says otherwise than its source', () => {
  it.each<Row>([
    [
      'a clause is added',
      'The caretaker locks the gate at ten in the evening.',
      'The caretaker locks the gate at ten in the evening and switches the fountain off.',
      'At ten in the evening the caretaker locks the gate.',
    ],
    [
      'a clause is added (de)',
      'Der Hausmeister schließt das Tor abends um zehn Uhr.',
      'Der Hausmeister schließt das Tor abends um zehn Uhr und füttert danach die Katzen.',
      'Abends um zehn Uhr schließt der Hausmeister das Tor.',
    ],
    [
      'a clause is added (fr)',
      'Le gardien ferme la grille du jardin chaque soir.',
      'Le gardien ferme la grille du jardin chaque soir et nourrit les chats.',
      'Chaque soir le gardien ferme la grille du jardin.',
    ],
    [
      'a clause is added (es)',
      'El conserje cierra la puerta del jardín por la noche.',
      'El conserje cierra la puerta del jardín por la noche y alimenta los gatos.',
      'Por la noche el conserje cierra la puerta del jardín.',
    ],
    [
      'it binds otherwise',
      'Divers should check the valves before each descent.',
      'Divers must check the valves before each descent.',
      'Before each descent divers ought to check the valves.',
    ],
    [
      'it binds otherwise (de)',
      'Taucher sollen die Ventile vor dem Abstieg prüfen.',
      'Taucher müssen die Ventile vor dem Abstieg prüfen.',
      'Vor dem Abstieg sollten Taucher die Ventile prüfen.',
    ],
    [
      'it binds otherwise (fr)',
      'Les plongeurs peuvent vérifier les valves avant la descente.',
      'Les plongeurs doivent vérifier les valves avant la descente.',
      'Avant la descente les plongeurs peuvent vérifier les valves.',
    ],
    [
      'it binds otherwise (es)',
      'Los buzos pueden revisar las válvulas en el puerto.',
      'Los buzos deben revisar las válvulas en el puerto.',
      'En el puerto los buzos pueden revisar las válvulas.',
    ],
    [
      'it binds otherwise (ja)',
      '潜水士は毎朝の訓練の前に港の倉庫で潜水用の弁を点検すべきである。',
      '潜水士は毎朝の訓練の前に港の倉庫で潜水用の弁を点検しなければならない。',
      '潜水士は毎朝の訓練の前に港の倉庫で潜水用の弁を点検することが望ましい。',
    ],
    [
      'it knows no limit',
      'The ferry carries bicycles in summer.',
      'The ferry always carries bicycles in summer.',
      'In summer bicycles are carried by the ferry.',
    ],
    [
      'it knows no limit (de)',
      'Die Fähre nimmt im Sommer Fahrräder mit.',
      'Die Fähre nimmt im Sommer ausnahmslos Fahrräder mit.',
      'Im Sommer nimmt die Fähre Fahrräder mit.',
    ],
    [
      'it knows no limit (fr)',
      'Le bac transporte les vélos en été.',
      'Le bac transporte toujours les vélos en été.',
      'En été le bac transporte les vélos.',
    ],
    [
      'it knows no limit (es)',
      'El barco transporta bicicletas en verano.',
      'El barco transporta siempre bicicletas en verano.',
      'En verano el barco transporta bicicletas.',
    ],
    [
      'it knows no limit (ja)',
      '渡船は夏季に自転車を運ぶ。',
      '渡船は夏季に必ず自転車を運ぶ。',
      '夏季に渡船は自転車を運びます。',
    ],
    [
      'it says the opposite',
      'The berth is paid monthly in advance by the skipper.',
      'The berth is paid monthly in arrear by the skipper.',
      'The skipper pays the berth monthly in advance.',
    ],
    [
      'it says the opposite (de)',
      'Die Liegezeit wird auf volle Stunden aufgerundet.',
      'Die Liegezeit wird auf volle Stunden abgerundet.',
      'Auf volle Stunden wird die Liegezeit aufgerundet.',
    ],
    [
      'it says the opposite (fr)',
      'Le quai ferme une heure avant la marée.',
      'Le quai ferme une heure après la marée.',
      'Une heure avant la marée le quai ferme.',
    ],
    [
      'it says the opposite (es)',
      'El muelle cierra una hora antes de la marea.',
      'El muelle cierra una hora después de la marea.',
      'El muelle cierra ya una hora antes de la marea.',
    ],
    [
      'it says the opposite (ja)',
      '桟橋の利用は午前に限る。',
      '桟橋の利用は午後に限る。',
      '桟橋を利用できるのは午前に限られる。',
    ],
    [
      'a thing is exchanged',
      'The upper deck is reserved for passengers with a cabin.',
      'The upper deck is reserved for sailors with a cabin.',
      'Passengers with a cabin have the upper deck reserved for them.',
    ],
    [
      'a thing is exchanged (de)',
      'Das Oberdeck ist für Fahrgäste mit Kabine reserviert.',
      'Das Oberdeck ist für Matrosen mit Kabine reserviert.',
      'Für Fahrgäste mit Kabine ist das Oberdeck reserviert.',
    ],
    [
      'a thing is exchanged (fr)',
      'Le pont supérieur est réservé aux passagers avec cabine.',
      'Le pont supérieur est réservé aux matelots avec cabine.',
      'Aux passagers avec cabine est réservé le pont supérieur.',
    ],
    [
      'a thing is exchanged (es)',
      'La cubierta superior queda reservada para pasajeros con camarote.',
      'La cubierta superior queda reservada para marineros con camarote.',
      'Para pasajeros con camarote queda reservada la cubierta superior.',
    ],
    [
      'a run is exchanged (ja)',
      '桟橋の鍵は船長が保管する。',
      '桟橋の鍵は料理人が保管する。',
      '船長が桟橋の鍵を保管します。',
    ],
    [
      'the voice is turned',
      'The tug that was towed by the freighter reached the harbour.',
      'The tug towed the freighter and reached the harbour.',
      'Towed by the freighter, the tug reached the harbour.',
    ],
    [
      'the voice is turned (fr)',
      'Le remorqueur, sauvé par le cargo, est arrivé au port.',
      'Le remorqueur a sauvé le cargo et est arrivé au port.',
      'Sauvé par le cargo, le remorqueur est arrivé au port.',
    ],
    [
      'the voice is turned (es)',
      'El remolcador fue rescatado por el carguero en el puerto.',
      'El remolcador había rescatado el carguero en el puerto.',
      'En el puerto el remolcador fue rescatado por el carguero.',
    ],
    [
      'a name is said of another',
      'The harbour master is Ines Falk; her deputy is Tom Brandt.',
      'The harbour master is Tom Brandt.',
      'Ines Falk is the harbour master.',
    ],
    [
      'a name is said of another (de)',
      'Hafenmeisterin ist Ines Falk; ihr Stellvertreter ist Tom Brandt.',
      'Hafenmeister ist Tom Brandt.',
      'Ines Falk ist Hafenmeisterin.',
    ],
    [
      'a day is another (de)',
      'Das Boot fährt am Dienstag auf die Insel.',
      'Freitag fährt das Boot auf die Insel.',
      'Am Dienstag fährt das Boot auf die Insel.',
    ],
  ])('%s: "%s"', (_, source, wrong, right) => {
    expect([judge(wrong, source), judge(right, source)]).toEqual(['unsupported', 'supported']);
  });

  it.each([
    ['The upper deck is reserved for employees with a cabin.', 'The upper deck is reserved for staff with a cabin.'],
    ['Die Beschäftigten geben den Ausweis am Tor ab.', 'Die Mitarbeitenden geben den Ausweis am Tor ab.'],
    [
      'Le pont supérieur est réservé aux salariés avec cabine.',
      'Le pont supérieur est réservé aux employés avec cabine.',
    ],
    [
      'La cubierta superior queda reservada para empleados con camarote.',
      'La cubierta superior queda reservada para trabajadores con camarote.',
    ],
    ['In Oslo the crew gets soup at Easter.', 'At Easter the crew gets soup in Oslo.'],
    ['The load is at most 900 kg.', 'The load can’t be more than 900 kg.'],
    ['弁は毎日点検しなければならない。', '弁は毎日点検する必要がある。'],
  ])('"%s" says as much as "%s"', (source, sentence) => {
    expect(judge(sentence, source)).toBe('supported');
  });
});

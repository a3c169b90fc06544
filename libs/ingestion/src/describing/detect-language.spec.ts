import { detectLanguage } from './detect-language.js';

describe('detectLanguage', () => {
  it.each([
    ['en', 'The tenant shall pay the rent on the third working day of each month without deduction.'],
    ['de', 'Der Mieter zahlt die Miete spätestens am dritten Werktag eines jeden Monats ohne Abzug.'],
    ['fr', 'Le locataire paie le loyer au plus tard le troisième jour ouvrable de chaque mois.'],
    ['es', 'El inquilino pagará la renta a más tardar el tercer día hábil de cada mes sin deducción.'],
    ['it', 'Il conduttore paga il canone entro il terzo giorno lavorativo di ogni mese senza detrazioni.'],
    ['pt', 'O locatário pagará a renda até ao terceiro dia útil de cada mês sem qualquer dedução.'],
    ['nl', 'De huurder betaalt de huur uiterlijk op de derde werkdag van elke maand zonder inhouding.'],
    ['ru', 'Арендатор уплачивает арендную плату не позднее третьего рабочего дня каждого месяца.'],
    ['ar', 'يدفع المستأجر الإيجار في موعد لا يتجاوز اليوم الثالث من كل شهر دون أي خصم.'],
    ['tr', 'Kiracı, kirayı her ayın en geç üçüncü iş gününde kesinti yapmadan ödemekle yükümlüdür.'],
    ['el', 'Ο μισθωτής καταβάλλει το μίσθωμα το αργότερο την τρίτη εργάσιμη ημέρα κάθε μήνα.'],
    ['hi', 'किरायेदार को हर महीने किराया देना होगा और यह समझौता दोनों पक्षों पर लागू होता है।'],
    ['th', 'ผู้เช่าต้องชำระค่าเช่าภายในวันทำการที่สามของทุกเดือนโดยไม่มีการหักใดๆ'],
    ['vi', 'Người thuê phải trả tiền thuê chậm nhất vào ngày làm việc thứ ba của mỗi tháng.'],
    ['zh', '承租人应当在每个月的第三个工作日之前支付租金，不得作任何扣除，否则应当支付利息。'],
    ['ja', '賃借人は毎月の第三営業日までに賃料を控除なしで支払わなければならない。'],
    ['ko', '임차인은 매월 세 번째 영업일까지 공제 없이 임대료를 지급하여야 한다. 지체하면 이자를 낸다.'],
  ])('knows %s', (language, text) => expect(detectLanguage(text)).toBe(language));

  it.each([
    ['en', 'Termination of the lease agreement'],
    ['de', 'Kündigung des Mietvertrags zum Jahresende'],
    ['fr', 'Résiliation du contrat de bail commercial'],
    ['es', 'Rescisión del contrato de arrendamiento'],
    ['it', 'Risoluzione del contratto di locazione'],
    ['pt', 'Rescisão do contrato de arrendamento'],
    ['nl', 'Opzegging van de huurovereenkomst'],
    ['ru', 'Расторжение договора аренды помещения'],
    ['ar', 'إنهاء عقد الإيجار التجاري بين الطرفين'],
    ['tr', 'Kira sözleşmesinin feshi hakkında'],
    ['el', 'Καταγγελία μίσθωσης'],
    ['hi', 'किरायेदार हर महीने अग्रिम किराया देता है।'],
    ['th', 'การบอกเลิกสัญญา'],
    ['vi', 'Chấm dứt hợp đồng thuê'],
    ['zh', '租赁合同的解除'],
    ['ja', '賃貸借契約の解除について'],
    ['ko', '임대차 계약의 해지'],
  ])('knows %s by a title', (language, text) => expect(detectLanguage(text)).toBe(language));

  it('goes by most of a text, and says nothing where there is little of it', () => {
    const german = 'Der Mieter zahlt die Miete spätestens am dritten Werktag eines jeden Monats. '.repeat(300);
    expect(detectLanguage(`This translation is for information only and has no legal effect. ${german}`)).toBe('de');
    expect(detectLanguage('12 | 13 | 14')).toBeNull();
    expect(detectLanguage('')).toBeNull();
  });
});

/** Source of the hosting agreement. */
export default {
  kind: 'docx',
  path: 'contracts/cloud-hosting-agreement.docx',
  title: 'Hosting Agreement',
  author: 'Julian Ferrers',
  created: '2030-10-14T16:00:00Z',
  blocks: [
    {
      p: 'Matter M-2030-207. Agreement dated 14 October 2030 between Nimbrel Hosting Ltd (the Supplier) and Corvane Aldous LLP (the Customer).',
    },
    { h: 1, text: '1. Term' },
    {
      p: "1.1 The Services start on 1 November 2030 and the Agreement runs for 36 months, until 31 October 2033. It is then renewed for 12 months at a time unless either party gives six months' notice before the end of the current period.",
    },
    {
      p: "1.2 The Customer may end the Agreement for convenience by six months' written notice, which may not expire before 30 April 2032.",
    },
    { h: 1, text: '2. Services' },
    {
      p: '2.1 The Supplier provides two caged suites, with 14 racks in its hall in Slough and six racks in its hall in Hamburg, together with power, cooling, network connections and remote hands.',
    },
    {
      p: "2.2 The Customer's data are held only in these two halls. The Supplier shall not move them, or give access to them from outside the United Kingdom and Germany, without the Customer's prior written consent.",
    },
    {
      p: "2.3 The Supplier replicates the Customer's storage between the halls. The recovery point objective is 15 minutes and the recovery time objective is four hours. Both are tested in the presence of the Customer every May and November.",
    },
    { h: 1, text: '3. Service levels' },
    {
      p: '3.1 The Services shall be available for 99.95 per cent of each calendar month, not counting planned maintenance of up to four hours a month that was announced ten working days before.',
    },
    {
      table: {
        columns: ['Availability in a month', 'Service credit (share of the monthly charge)'],
        rows: [
          ['99.95 per cent or more', 'none'],
          ['99.80 to 99.94 per cent', '5 per cent'],
          ['99.50 to 99.79 per cent', '12 per cent'],
          ['below 99.50 per cent', '25 per cent'],
        ],
      },
    },
    {
      p: "3.2 Service credits are not the only remedy. If availability falls below 99.50 per cent in any three months of a period of 12 months, the Customer may end the Agreement by 30 days' notice.",
    },
    {
      p: '3.3 Faults of priority 1 are answered within ten minutes at any hour, and those of priority 2 within one hour between 07:00 and 20:00.',
    },
    { h: 1, text: '4. Charges' },
    {
      p: '4.1 The charge is £23,400 a month, payable in advance within 30 days of the invoice. A set-up charge of £140,600 is payable once the migration has been accepted.',
    },
    {
      p: '4.2 Electricity above 62 kilowatts is charged at cost plus 4 per cent. The monthly charge rises each 1 November, for the first time in 2031, by the change in the consumer prices index but by no more than 3 per cent.',
    },
    { h: 1, text: '5. Security' },
    {
      p: '5.1 The Supplier maintains certification to ISO/IEC 27001 for both halls and sends the Customer the report of each surveillance audit within 20 working days.',
    },
    {
      p: "5.2 The Supplier notifies the Customer of any breach of security that affects the Customer's suites or data within 12 hours of becoming aware of it, by telephone to the Customer's Security Desk.",
    },
    {
      p: "5.3 Entry to the suites is by two factors and is recorded on video, which is kept for 90 days. Supplier's staff enter only in pairs and only on a ticket raised by the Customer.",
    },
    {
      p: "5.4 The Customer may audit the halls once a year with ten working days' notice, and at any time after a breach.",
    },
    { h: 1, text: '6. Data protection' },
    {
      p: '6.1 The Supplier acts as processor. The details are in Schedule 2. Sub-processors need prior consent; at the date of this Agreement there is one, Keystone Guarding Ltd, which provides guards.',
    },
    { h: 1, text: '7. Liability' },
    {
      p: '7.1 Neither party limits its liability for death, personal injury or fraud.',
    },
    {
      p: "7.2 The Supplier's liability in each contract year is limited to 150 per cent of the charges payable in that year. For breaches of clauses 5 and 6 the limit is £4 million in each contract year.",
    },
    {
      p: '7.3 The Supplier keeps professional and cyber insurance of at least £10 million and shows the certificate every November.',
    },
    { h: 1, text: '8. Exit' },
    {
      p: '8.1 On the end of the Agreement for any reason the Supplier continues the Services at the same charges for up to six months if the Customer asks, and gives 80 hours of help with the move free of charge.',
    },
    {
      p: '8.2 Data are deleted within 30 days after the Customer has confirmed that the move is complete, by destruction of the disks on site.',
    },
    { h: 1, text: '9. People and disputes' },
    {
      p: '9.1 The service manager of the Supplier is Lorcan Whitby; for the Customer it is Callum Reith. They meet every month. A disagreement that they cannot settle in ten working days goes to the finance directors and, after a further 15, to mediation in London.',
    },
    {
      p: '9.2 English law applies and the courts of England have exclusive jurisdiction.',
    },
    { h: 1, text: 'Schedule 1. Contacts' },
    {
      p: "Supplier's control room: 020 7946 0164, 24 hours. Customer's Security Desk: extension 4911, 24 hours. Password for telephone requests: exchanged in person and not written in this Agreement.",
    },
  ],
};

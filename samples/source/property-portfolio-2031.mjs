/** Source of the property portfolio report. Areas and rents agree with the leases elsewhere in the library. */
export default {
  kind: 'pdf',
  path: 'reports/property-portfolio-2031.pdf',
  title: 'Property Portfolio at 30 September 2031',
  subtitle: 'Prepared by Owen Brackley, Head of Facilities, for the Chief Operating Officer.',
  author: 'Owen Brackley',
  created: '2031-10-06T08:30:00Z',
  blocks: [
    { h: 1, text: '1. Leases' },
    {
      p: 'The firm owns no buildings. It rents 6,925 square metres in four cities, counting the new floor in Tokyo and not the old one. The table shows the leases in force; for two months, October and November 2031, rent is paid on both floors of Kaede Tower.',
    },
    {
      table: {
        caption: 'Table 1. Leases',
        columns: [
          { label: 'Premises', width: 30 },
          { label: 'Area (m²)', width: 12, align: 'right' },
          { label: 'Rent', width: 22 },
          { label: 'Ends', width: 16 },
          { label: 'Landlord', width: 20 },
        ],
        rows: [
          [
            'London, 41 Tallow Court, floors 3 to 6',
            '4,150',
            '£3,112,500 a year',
            '24 March 2039',
            'Tallow Court Estates Ltd',
          ],
          ['Hamburg, Speicherkontor 9', '1,480', '€532,800 a year', '31 Dec 2034', 'Speicherkontor Grund KG'],
          ['Tokyo, Kaede Tower, 9th floor', '720', '¥7.4 million a month', '30 Nov 2031', 'Kaede Chisho KK'],
          ['Tokyo, Kaede Tower, 14th floor', '910', '¥9.1 million a month', '30 Sept 2036', 'Kaede Chisho KK'],
          [
            'Dubai, Saffron Quarter, Building 5, office 402',
            '385',
            'AED 693,000 a year',
            '14 Feb 2033',
            'Saffron Quarter Retail LLC',
          ],
        ],
      },
    },
    {
      p: 'The landlord in Dubai has been a client of the office since January 2031 (M-2031-003). The Conflicts Committee has therefore decided that the renewal of our own lease will be negotiated by an outside firm.',
    },
    { h: 1, text: '2. Dates to watch' },
    {
      table: {
        caption: 'Table 2. Notices, options and reviews',
        columns: [
          { label: 'Date', width: 24 },
          { label: 'Office', width: 16 },
          { label: 'What must happen', width: 60 },
        ],
        rows: [
          ['27 November 2031', 'Tokyo', 'Inspection of the 9th floor by the landlord at 14:00'],
          ['30 November 2031', 'Tokyo', 'Hand back the 9th floor with its original ceiling'],
          ['16 November 2032', 'Dubai', 'Last day to tell the landlord that we wish to renew'],
          ['31 December 2033', 'Hamburg', 'Last day to use the option for five more years'],
          ['25 March 2034', 'London', 'Rent review, capped at 115 per cent of the present rent'],
          ['25 June 2034', 'London', "Last day for the nine months' notice of the break on 25 March 2035"],
        ],
      },
    },
    { h: 1, text: '3. Use of space' },
    {
      p: 'Desks are shared in London, Hamburg and, from November, in Tokyo. Sensors under the desks, agreed with the works council in Hamburg and read only as hourly totals, show how many are in use. The busiest day is Tuesday everywhere. In London no day of the year saw more than 157 of the 168 desks in use.',
    },
    {
      table: {
        caption: 'Table 3. People, desks and use, average from April to September 2031',
        columns: [
          { label: 'Office', width: 24 },
          { label: 'People', width: 14, align: 'right' },
          { label: 'Desks', width: 14, align: 'right' },
          { label: 'In use on Tuesdays', width: 24, align: 'right' },
          { label: 'In use on Fridays', width: 24, align: 'right' },
        ],
        rows: [
          ['London', '214', '168', '86%', '41%'],
          ['Hamburg', '78', '64', '79%', '38%'],
          ['Tokyo (9th floor)', '61', '61', '83%', '66%'],
          ['Dubai', '33', '30', '81%', '35%'],
        ],
      },
    },
    { h: 1, text: '4. Energy' },
    {
      p: 'All electricity in London and Hamburg comes from renewable sources under contracts that run until 31 March 2033. The heat pump at Speicherkontor, which the landlord installed in June 2030, lowered heating costs by 44 per cent. In Tallow Court, cooling outside the hours of the lease cost £21,300 in the year; the Disputes group caused more than half of it.',
    },
    {
      table: {
        caption: 'Table 4. Energy in the year to 30 September 2031',
        columns: [
          { label: 'Office', width: 28 },
          { label: 'Electricity (MWh)', width: 24, align: 'right' },
          { label: 'Heating (MWh)', width: 24, align: 'right' },
          { label: 'Rating', width: 24, align: 'right' },
        ],
        rows: [
          ['London', '612', '288', 'B'],
          ['Hamburg', '171', '94', 'A'],
          ['Tokyo (9th floor)', '118', '31', 'three stars'],
          ['Dubai', '97', '0', 'silver'],
        ],
      },
    },
    { h: 1, text: '5. Repairs and money' },
    {
      p: "Spending on repairs was £214,600, of which £131,000 went into the lifts and washrooms of Tallow Court that are ours to maintain. The lift on the north side stood still for 96 hours in January 2031, and the landlord credited one day's share under clause 7.2 of the lease. For 2031/32 we ask for £240,000, mainly for carpets on floor 5, which date from 2019.",
    },
    {
      p: 'Service charges at Tallow Court came to £428,900, under the limit as indexed. We have asked for vouchers for a cleaning invoice of £36,200 that appears twice.',
    },
    { h: 1, text: '6. Proposals' },
    {
      list: [
        'Do not give up floor 3 in London before the break date: it holds the print room, the canteen and the archive lift, and moving them would cost about £640,000.',
        'Open talks with the landlord in Hamburg in spring 2033, nine months before the option must be used.',
        'Close floor 5 in London on Fridays from January 2032, which would save about £26,000 a year in energy and cleaning.',
      ],
    },
  ],
};

/**
 * What people ask with, and the words in which rules, contracts and handbooks say it: `everyday, …: official, …`, one thing a line.
 * A phrase stands for its inflections too where its language's are undone; `…` stands for up to three words. Of several phrases that
 * begin at one place the longest counts. A line is right where whoever uses the left side nearly always means the right one: a phrase
 * that means other things as well ("go", "get", "work") has no place here, for its answers would be about those.
 */
export const EVERYDAY_PHRASES = `
work from home, work at home, stay home and work, wfh, home office: telework, remote work, work remotely, remote, distributed
work from abroad, work from another country, work in another country: cross-border, work abroad, international remote work
time off, day off, days off, some days free, a day free, take … days free: leave, annual leave, vacation, paid time off, pto
holiday allowance, my holiday, my holidays, go on holiday, holidays left: annual leave, vacation, paid time off, pto
unpaid time off, off without pay, off unpaid, year off, months off, career break, long break from work: unpaid leave, leave without pay, leave of absence, sabbatical
sick, ill, flu, unwell, poorly, have a cold, caught a cold: sick leave, illness, sickness, medical leave
call in sick, ring in sick, off sick: sick leave, illness, absence, sickness
sick note, doctor's note, note from … doctor, note from my doctor: medical certificate, medical certification, medical documentation
see a doctor, see the doctor, go to the doctor, go to the dentist, doctor's appointment: medical appointment, medical appointments, sick leave
new dad, new mum, new mom, new father, new mother, new parent, have a baby, having a baby, had a baby, my baby, kid is born: parental leave, birth, maternity leave, paternity leave
pregnant, expecting a baby, expecting a child: pregnancy, maternity, maternity leave, birth
adopt a child, adopt a baby: adoption, parental leave, placement
mother dies, father dies, mother died, father died, wife died, husband died, death in the family, passed away, somebody dies, someone dies, relative dies, grandmother died, grandfather died: bereavement, bereavement leave, funeral
jury: jury duty, court leave, jury service
cast … ballot, go and vote, go to vote, go to the polls: voting, vote, election
give blood, gave blood, donate blood, given blood: blood donation, donor
look after my mother, look after my father, look after a sick, look after my parents: care for a family member, family care, caregiver leave
quit, hand in my notice, hand in … notice, leave my job, leave the job, leave the company, leave the firm: resign, resignation, notice period, departure, offboarding
fired, sack, sacked, let go, laid off, kicked out, get rid of somebody, get rid of someone: dismissal, dismissed, termination, terminated, layoff
last day at work, last day of work, my last day: separation, offboarding, last working day, termination date
boss, bosses, my chief: manager, supervisor, line manager, superior
the nod, green light, thumbs up, go-ahead, okay from, ok from: approval, approved, authorization, permission
pay rise, pay raise, a raise, get more money, earn more: salary increase, promotion, compensation review
get promoted, move up, climb the ladder: promotion, promoted
payday, pay day: pay date, payroll, pay period
payslip, pay slip: pay statement, earnings statement, paystub
trial period: probation, probationary period
hire somebody, hire someone, hire, take somebody on, take someone on, take on somebody: recruit, recruitment, hiring
new starter, new joiner, first day at work, first day in the job: onboarding, new hire, new hires
get … money back, get … paid back, money back, paid back, claim back, get … back what i paid, pay me back: reimbursement, reimburse, reimbursed, expense report, refund
out of my own pocket, from my own pocket, paid myself: personal funds, reimbursement, expenses
chip in, put money towards, pay towards: stipend, contribution, allowance, subsidy
hand in bills, hand in … bills, hand in receipts, hand in … receipts: submit, expense report, receipts, voucher
laptop broken, laptop is broken, laptop broke, computer broken, computer is broken, broken laptop, broken computer, screen is cracked, cracked screen, screen broke, laptop is dead, phone is broken, broke my phone, broke my laptop: repair, repairs, damaged, equipment, hardware
mend, mends, mended: repair, repairs, service desk
swiped, nicked, pinched, stole, robbed: stolen, theft, lost or stolen
lost my laptop, lost my phone, lost … laptop, lost … phone, lost my badge: lost equipment, lost or stolen
borrow a computer, borrow a laptop, lend me a laptop, lend me a computer: loaner, loan device, loaner equipment
own phone, own laptop, own computer, own tablet, private phone, private laptop, my personal laptop: personal device, byod, bring your own device, personally owned
newer machine, new machine, newer laptop, new laptop, newer computer: laptop refresh, replacement, refresh
dodgy mail, dodgy email, fishy mail, fishy email, weird mail, weird email, strange mail, strange email, odd email: suspicious email, phishing
hacked, broken into, got hacked: security incident, incident, breach, compromised
logins, login details: passwords, credentials, password manager
secret code: passcode, pin
badge, key card, door card: access card, badge, id card
log on, log in: login, sign in, authentication
on the road, on a trip, work trip, business trip, away on business: travel, business travel, trip, traveling
room for the night, a room for … night, place to sleep, somewhere to sleep: hotel, lodging, accommodation
spend on food, food when, eat out, spend on eating, dinner on: meals, per diem, dining, subsistence
plane ticket, plane tickets: flight, airfare, flights
business class: economy class, premium class, class of travel
suitcase, suitcases, luggage: baggage, bags
wash my shirts, washing my shirts, wash my clothes, washing my clothes: laundry
cab, cabs: taxi, taxis, ride-share
drive my own car, my own car, use my car, own car for: mileage, personal vehicle, privately owned vehicle
bus ticket, train ticket, bus pass, train pass, get to work, way to work: public transportation, transit, commuting, transit benefit
looks after my kids, look after my kids, looks after the kids, childminder, nanny, babysitter: dependent care, childcare, child care
keep fit: wellness, fitness
gym: wellness, fitness
courses, a course, go on a course: training, professional development, education
moonlight, moonlighting, second job, side job, side hustle, side business, another job, work for somebody else: outside employment, outside activity, secondary employment, outside activities
present from, accept a present, accept presents, take a present: gift, gifts, hospitality
criminal past, old crimes, criminal record, police record: background check, criminal background, conviction
moved house, move house, moving house, new flat, new address: moving, relocation, change of address
new surname, new last name, change my name, changed my name: name change, legal name
proof that i have a job, proof that i work, proof of my job, letter for my bank, letter for my landlord: employment verification, verification letter, proof of employment
cut off, lose access, lose my access: access removed, shut off, deactivated, revoked
visiting card, visiting cards: business card, business cards
handicap, handicapped: disability, reasonable accommodation, disabilities
bad back, back pain, sore back: ergonomic, medical condition, disability
start later, come in later, finish later, start early, finish early, come in late: flexible schedule, work schedule, flexible working hours, flexitime
four long days, four days a week, four-day week: compressed schedule, compressed work week, work schedule
fewer hours, work less, shorter hours: part-time, reduced hours
stay late, work late, extra hours, stay longer, longer hours: overtime, comp time, additional hours, compensatory time
run out, ever run out: expire, expires, expiration
carry over my, take … into next year, into the new year, by new year: carry over, forfeit, unused
bullied, bullying, picked on: harassment, bullying, discrimination
hurt at work, hurt myself, get hurt, got hurt: workplace injury, accident, injury
doctor cover, health cover, medical cover: medical benefits, health insurance, coverage
old age: retirement, pension
perks: benefits
stuff for the office, buy stuff, order stuff: purchase request, purchasing, procurement
newspaper, journalist, journalists, reporter: media, press, media inquiries
what to wear, wear jeans, wear a tie: dress code, attire
shared office, seat in a shared office, rent a desk: co-working space, coworking
wifi at home, home wifi, internet at home, home internet: internet, broadband
von zu hause arbeiten, von zuhause arbeiten, zu hause arbeiten, zuhause arbeiten, von daheim arbeiten, daheim arbeiten, von zu hause aus arbeiten: homeoffice, telearbeit, mobiles arbeiten, mobile arbeit
aus dem ausland arbeiten, im ausland arbeiten: mobiles arbeiten im ausland, auslandstatigkeit
freinehmen, frei nehmen, frei haben, freien tag, freie tage, frei bekommen: urlaub, erholungsurlaub, freistellung
krank, krank werde, krank bin: arbeitsunfahigkeit, arbeitsunfahig, krankmeldung, erkrankung
krankenschein, attest: arbeitsunfahigkeitsbescheinigung, arztliche bescheinigung
baby, kind bekomme, kind bekommen, kind kommt, schwanger: elternzeit, mutterschutz, geburt
mutter stirbt, vater stirbt, mutter gestorben, vater gestorben, todesfall: sonderurlaub, todesfall, trauerfall
chef, chefin: vorgesetzte, vorgesetzter, vorgesetzten, fuhrungskraft
hinschmeissen, job aufgeben, aufhoren zu arbeiten, die firma verlassen: kundigung, kundigen, kundigungsfrist
gefeuert, rausgeworfen, rausgeschmissen, rauswerfen: kundigung, entlassung, ausserordentliche kundigung
geld zuruck, geld zuruckbekommen, geld wieder, geld wiederbekommen: erstattung, erstattet, auslagen
aus eigener tasche: auslagen, erstattung
lohnerhohung, gehaltserhohung, mehr gehalt, mehr lohn: gehaltsanpassung, entgeltanpassung, vergutung
langer arbeiten, langer bleiben, extra stunden: uberstunden, mehrarbeit
laptop kaputt, laptop ist kaputt, rechner kaputt, rechner ist kaputt, computer ist kaputt, handy kaputt: beschadigung, schaden, defekt, reparatur
geklaut: gestohlen, diebstahl, verlust
eigenes handy, eigenen laptop, privates handy, privaten laptop: private endgerate, privatgerate, byod
komische mail, seltsame mail, komische e-mail, seltsame e-mail: verdachtige e-mail, phishing
nebenjob, zweitjob, nebenher arbeiten: nebentatigkeit, nebenbeschaftigung
geschenk annehmen, geschenke annehmen: zuwendungen, geschenke, annahme von geschenken
unterwegs essen, essen auf reisen: verpflegung, verpflegungspauschale, tagegeld
firmenwagen: dienstwagen, dienstfahrzeug
kurs machen, einen kurs: fortbildung, weiterbildung, schulung
umziehe, umgezogen: umzug, anschrift, adressanderung
家で働, 家で仕事, 自宅で働, 自宅で仕事, 家から働: 在宅勤務, テレワーク, リモートワーク
休みを取, 休みをと, 休みがほしい, 休みが欲しい, 休める日: 休暇, 有給休暇, 年次有給休暇
会社を辞め, 仕事を辞め, 会社をやめ, 仕事をやめ: 退職, 辞職, 退職届
クビ, 首になる: 解雇, 懲戒解雇
お金が戻, お金を返, お金は返, 立て替え: 精算, 払い戻し, 立替金
風邪, 具合が悪: 病気, 傷病, 欠勤, 病気休暇
赤ちゃん, 子どもが生まれ, 子供が生まれ: 出産, 育児休業, 産前産後
家族が亡くな, 親が亡くな, 葬式: 忌引, 慶弔休暇
パソコンが壊れ, パソコンを壊: 故障, 破損, 修理
盗まれ, 盗られ: 盗難, 紛失
遅くまで働, 遅くまで仕事: 時間外労働, 時間外勤務, 残業
ほかの仕事, 別の仕事を: 副業, 兼業
引っ越: 転居, 住所変更
変なメール, 怪しいメール: 不審なメール, フィッシング
`;

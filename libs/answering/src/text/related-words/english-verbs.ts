/** Irregular English verbs in their forms, one verb a line. */
export const ENGLISH_VERBS = `
begin began begun
bite bit bitten
break broke broken
bring brought
build built
buy bought
catch caught
choose chose chosen choice
deal dealt
draw drew drawn
drive drove driven
eat ate eaten
fly flew flown
freeze froze frozen
give gave given
hide hid hidden
hold held
keep kept
know knew known
lead led
lend lent
make made
meet met
pay paid
ride rode ridden
run ran
sell sold
send sent
speak spoke spoken
steal stole stolen
swim swam swum
take took taken
teach taught
think thought
throw threw thrown
wear wore worn
win won
write wrote written
`;

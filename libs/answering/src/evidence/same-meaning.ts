import { inOneGroup } from '../text/word-groups.js';

/** Words that say the same whatever they are said of, a group a line; unlike related words, which only lead from a question to its answer. */
const GROUPS = `
employee employees staff personnel worker
answer reply respond response
begin start commence
began started commenced
end terminate finish expire
buy purchase
bought purchased
keep retain
kept retained
hand submit
inform notify
permit allow
forbid prohibit
require need
obtain get receive
yearly annually annual
about approximately
also too additionally
big large
show display
choose select
happen occur
send forward
fix repair
help assist
price cost
resign resigned notice
beschäftigte beschäftigten mitarbeitende mitarbeitenden mitarbeiter mitarbeiterin mitarbeiterinnen arbeitnehmer arbeitnehmerin angestellte angestellten personal
beginnen starten anfangen
enden auslaufen
einreichen einzureichen vorlegen vorzulegen
benötigt braucht
benötigen brauchen
verwahrt aufbewahrt
aufbewahren verwahren
informieren benachrichtigen
erlaubt gestattet zulässig
untersagt verboten
kosten ausgaben
vernichtet zerstört
salarié salariée salariés employé employée employés personnel
commencer débuter
trabajador trabajadora trabajadores empleado empleada empleados personal
empezar comenzar
`;

/** Whether two keys are words for the same. */
export const meansSame = inOneGroup(GROUPS);

export { continuedBy, type OperatorCommands, operatorCommands, quoteWord } from './operator-commands';

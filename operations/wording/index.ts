export { continuedBy, type OperatorCommands, operatorCommands, quoted } from './operator-commands';

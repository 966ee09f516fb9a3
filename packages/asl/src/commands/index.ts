export {
  callersFolder,
  collect,
  environmentOption,
  portNumber,
  positiveNumber,
  share,
  whileLoading,
} from './arguments';
export { type CommandLine, programOf, type Register, runProgram } from './command-line';

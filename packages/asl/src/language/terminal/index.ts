export { cutLongText, cutText } from './cut-text';
export { LinesError } from './lines-error';
export { nextLine } from './next-line';
export { createPaint, type Paint, terminalLine } from './paint';
export { createWriter, onOutputError, stderr, stdout, type Writer } from './terminal';
export { visibleText } from './visible-text';

export { cutLongText, cutText } from './cut-text';
export { LinesError } from './lines-error';
export { nextLine } from './next-line';
export { createPaint, type Paint, terminalLine } from './paint';
export { createWriter, type OutputStream, onOutputError, stderr, stdout, type Writer } from './terminal';
export { visibleJson, visibleText } from './visible-text';

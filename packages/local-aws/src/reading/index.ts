export { createDocumentReader, type DocumentReader } from './document-reader';
export type { DocumentText, PageBox, PagePoint, TextLine, TextPage, TextWord } from './document-text';
export { fileKindOf } from './file-kind';
export type { OnPage, PagePicture } from './reading-messages';
export { UnreadableDocumentError } from './unreadable-document-error';

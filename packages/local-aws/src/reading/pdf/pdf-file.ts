import type { Turns } from '../reading-turns';
import { UnreadableDocumentError } from '../unreadable-document-error';
import { pageObjectsOf } from './page-objects';
import type { LoadPdfium, PdfModule } from './pdf-module';

const passwordError = 4;
const securityError = 5;
/** FPDF_FORMFILLINFO: its version, then callbacks that stay empty. */
const formInfoBytes = 256;

/** An open PDF. */
export interface PdfFile {
  readonly pageCount: number;
  /** Runs `use` on a page (from 0) with its form fields and annotations made part of it, and closes the page again. */
  withPage<Result>(index: number, use: (module: PdfModule, page: number) => Result): Result;
  close(): void;
}

/** Opens a PDF. Throws UnreadableDocumentError if it needs a password or cannot be parsed. */
export async function openPdf(bytes: Uint8Array, opening: PdfOpening): Promise<PdfFile> {
  const module = await opening.loadPdfium(bytes.length);
  return opening.turns.turn(() => openWith(module, bytes, opening));
}

/** How a PDF is opened. */
export interface PdfOpening {
  readonly loadPdfium: LoadPdfium;
  readonly turns: Pick<Turns, 'turn'>;
  /** Pages are drawn without their pictures: one of them broke PDFium. */
  readonly leavesOutPictures: boolean;
}

function openWith(module: PdfModule, bytes: Uint8Array, { leavesOutPictures }: PdfOpening): PdfFile {
  const address = copyIn(module, bytes);
  const document = module._FPDF_LoadMemDocument(address, bytes.length, 0);
  if (document === 0) throw openingError(module._FPDF_GetLastError());
  const form = openForm(module, document);
  return {
    pageCount: module._FPDF_GetPageCount(document),
    withPage: (index, use) =>
      withPage(module, { document, form, index }, (page) => {
        const pictures = leavesOutPictures ? pageObjectsOf(module, page, 'image') : [];
        for (const picture of pictures) module._FPDFPageObj_SetIsActive(picture, 0);
        return use(module, page);
      }),
    close: () => {
      if (form !== 0) module._FPDFDOC_ExitFormFillEnvironment(form);
      module._FPDF_CloseDocument(document);
      module.wasmExports.free(address);
    },
  };
}

function copyIn(module: PdfModule, bytes: Uint8Array): number {
  const address = module.wasmExports.malloc(bytes.length);
  if (address === 0)
    throw new UnreadableDocumentError('too-large', `there is no memory for a PDF of ${bytes.length} bytes`);
  module.HEAPU8.set(bytes, address);
  return address;
}

function openingError(code: number): UnreadableDocumentError {
  if (code === passwordError || code === securityError) {
    return new UnreadableDocumentError('encrypted', 'the PDF opens with a password only');
  }
  return new UnreadableDocumentError('damaged', 'the PDF cannot be parsed: it is damaged or cut off');
}

/** Without a form environment the values of form fields have no appearance. */
function openForm(module: PdfModule, document: number): number {
  const info = module.wasmExports.malloc(formInfoBytes);
  module.HEAPU8.fill(0, info, info + formInfoBytes);
  module.HEAPU8[info] = 1;
  return module._FPDFDOC_InitFormFillEnvironment(document, info);
}

interface PageLocation {
  readonly document: number;
  readonly form: number;
  readonly index: number;
}

function withPage<Result>(module: PdfModule, location: PageLocation, use: (page: number) => Result): Result {
  const page = loadPage(module, location);
  const ready = module._FPDFPage_GetAnnotCount(page) === 0 ? page : flattenPage(module, location, page);
  try {
    return use(ready);
  } finally {
    module._FPDF_ClosePage(ready);
  }
}

/** Values of form fields are in annotations; flattening makes them text of the page. */
function flattenPage(module: PdfModule, location: PageLocation, page: number): number {
  const normalDisplay = 0;
  if (location.form !== 0) module._FORM_OnAfterLoadPage(page, location.form);
  module._FPDFPage_Flatten(page, normalDisplay);
  if (location.form !== 0) module._FORM_OnBeforeClosePage(page, location.form);
  module._FPDF_ClosePage(page);
  return loadPage(module, location);
}

function loadPage(module: PdfModule, location: PageLocation): number {
  const page = module._FPDF_LoadPage(location.document, location.index);
  if (page === 0)
    throw new UnreadableDocumentError('damaged', `page ${location.index + 1} of the PDF cannot be loaded`);
  return page;
}

import { readFileSync } from 'node:fs';
import { PDFiumModule } from '@hyzyla/pdfium';

/** The functions used of PDFium's C interface; the package's own classes expose text without geometry only. */
export interface PdfModule {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(size: number): number; free(address: number): void };
  _FPDF_InitLibrary(): void;
  _FPDF_LoadMemDocument(address: number, size: number, password: number): number;
  _FPDF_GetLastError(): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_GetPageCount(document: number): number;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDF_GetPageWidth(page: number): number;
  _FPDF_GetPageHeight(page: number): number;
  _FPDF_PageToDevice(
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    pageX: number,
    pageY: number,
    deviceX: number,
    deviceY: number,
  ): number;
  _FPDFDOC_InitFormFillEnvironment(document: number, formInfo: number): number;
  _FPDFDOC_ExitFormFillEnvironment(form: number): void;
  _FORM_OnAfterLoadPage(page: number, form: number): void;
  _FORM_OnBeforeClosePage(page: number, form: number): void;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_Flatten(page: number, flag: number): number;
  _FPDFPage_CountObjects(page: number): number;
  _FPDFPage_GetObject(page: number, index: number): number;
  _FPDFPageObj_GetType(object: number): number;
  /** An object that is not active is not drawn. */
  _FPDFPageObj_SetIsActive(object: number, isActive: number): number;
  _FPDFFormObj_CountObjects(object: number): number;
  _FPDFFormObj_GetObject(object: number, index: number): number;
  _FPDFPageObj_CountMarks(object: number): number;
  _FPDFPageObj_GetMark(object: number, index: number): number;
  _FPDFPageObj_RemoveMark(object: number, mark: number): number;
  /** 0 for a parameter that the mark does not have. */
  _FPDFPageObjMark_GetParamValueType(mark: number, key: number): number;
  _FPDFTextObj_GetTextRenderMode(object: number): number;
  _FPDFTextObj_GetFont(object: number): number;
  _FPDFFont_GetIsEmbedded(font: number): number;
  _FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(textPage: number): void;
  _FPDFText_CountChars(textPage: number): number;
  _FPDFText_GetTextObject(textPage: number, index: number): number;
  _FPDFText_GetUnicode(textPage: number, index: number): number;
  _FPDFText_IsGenerated(textPage: number, index: number): number;
  _FPDFText_HasUnicodeMapError(textPage: number, index: number): number;
  _FPDFText_GetCharAngle(textPage: number, index: number): number;
  _FPDFText_GetLooseCharBox(textPage: number, index: number, rectangle: number): number;
  _FPDFText_GetCharBox(
    textPage: number,
    index: number,
    left: number,
    right: number,
    bottom: number,
    top: number,
  ): number;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, address: number, stride: number): number;
  _FPDFBitmap_FillRect(
    bitmap: number,
    left: number,
    top: number,
    width: number,
    height: number,
    colour: number,
  ): number;
  _FPDFBitmap_Destroy(bitmap: number): void;
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    flags: number,
  ): void;
}

/** The results of FPDFPageObj_GetType that are used here. */
export const objectTypes = { text: 1, image: 3, form: 5 } as const;

/** Loads PDFium for a document of so many bytes: each document uses its own instance, so that one that breaks it does not break others. */
export type LoadPdfium = (documentBytes: number) => Promise<PdfModule>;

/** Beyond this, and twice the document, PDFium gets no more memory and aborts: bytes. Its own limit is 2 GiB. */
const mostMemory = 768 * 1024 * 1024;

/** Compiles PDFium's WebAssembly once. What it prints about damaged documents is dropped: the error that follows describes them. */
export function createPdfiumLoader(): LoadPdfium {
  let compiled: Promise<object> | undefined;
  return async (documentBytes) => {
    compiled ??= webAssembly.compile(readFileSync(require.resolve('@hyzyla/pdfium/pdfium.wasm')));
    const code = await compiled;
    const module = await createPdfium({
      print: () => undefined,
      printErr: () => undefined,
      instantiateWasm: (imports, use) => {
        const bounded = withBoundedMemory(imports, mostMemory + 2 * documentBytes);
        void webAssembly.instantiate(code, bounded).then((instance) => use(instance, code));
        return {};
      },
    });
    module._FPDF_InitLibrary();
    return module;
  };
}

function withBoundedMemory(imports: LoaderImports, mostBytes: number): LoaderImports {
  const resize = imports.env.emscripten_resize_heap;
  const emscripten_resize_heap = (bytes: number) => bytes >>> 0 <= mostBytes && resize(bytes);
  return { ...imports, env: { ...imports.env, emscripten_resize_heap } };
}

/** The functions called by the WebAssembly code that are used here. */
interface LoaderImports {
  readonly env: { readonly emscripten_resize_heap: (bytes: number) => boolean };
}

/** The loader's options (https://emscripten.org/docs/api_reference/module.html), of which the package has no types. */
interface LoaderOptions {
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
  readonly instantiateWasm: (imports: LoaderImports, use: (instance: object, code: object) => void) => object;
}

const createPdfium = PDFiumModule as unknown as (options: LoaderOptions) => Promise<PdfModule>;

/** The members used of a global that Node.js has but its types do not. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    compile(code: Uint8Array): Promise<object>;
    instantiate(code: object, imports: object): Promise<object>;
  };
};

/** Allocates `count` eight-byte cells of PDFium's memory for `use`, and frees them. */
export function withCells<Result>(module: PdfModule, count: number, use: (address: number) => Result): Result {
  const address = module.wasmExports.malloc(count * 8);
  try {
    return use(address);
  } finally {
    module.wasmExports.free(address);
  }
}

/** A view on PDFium's memory as it is now: memory that grows leaves older views behind. */
export function memoryOf(module: PdfModule): DataView {
  return new DataView(module.HEAPU8.buffer);
}

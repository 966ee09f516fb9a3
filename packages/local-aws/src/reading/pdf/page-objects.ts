import { objectTypes, type PdfModule } from './pdf-module';

/** PDFium's handles of a page's objects of one type, those in the forms that it paints included. */
export function pageObjectsOf(module: PdfModule, page: number, type: keyof typeof objectTypes): number[] {
  const found: number[] = [];
  const visit = (count: number, at: (index: number) => number) => {
    for (let index = 0; index < count; index += 1) {
      const object = at(index);
      const ownType = module._FPDFPageObj_GetType(object);
      if (ownType === objectTypes[type]) found.push(object);
      if (ownType === objectTypes.form)
        visit(module._FPDFFormObj_CountObjects(object), (inForm) => module._FPDFFormObj_GetObject(object, inForm));
    }
  };
  visit(module._FPDFPage_CountObjects(page), (index) => module._FPDFPage_GetObject(page, index));
  return found;
}

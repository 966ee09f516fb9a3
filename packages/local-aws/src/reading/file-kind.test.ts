import { fileKindOf } from './file-kind';

describe('fileKindOf', () => {
  test.each([
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'pdf'],
    ['a PDF with something before its header', Buffer.from('junk\n%PDF-1.4\n'), 'pdf'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'png'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'jpeg'],
    ['a little-endian TIFF', Buffer.from('II*\0', 'latin1'), 'tiff'],
    ['a big-endian TIFF', Buffer.from('MM\0*', 'latin1'), 'tiff'],
    ['plain text', Buffer.from('plain text'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ] as const)('knows %s by its first bytes', (_, bytes, kind) => {
    expect(fileKindOf(bytes)).toBe(kind);
  });
});

import { joinPieces, type Piece } from './pdf-pieces.js';

const piece = (text: string, left: number, right: number, isSpaced = false): Piece => ({
  ...{ text, left, right, isSpaced },
  size: 10,
});
const texts = (...pieces: Piece[]) => joinPieces(pieces).map(({ text }) => text);

describe('what stands together in a line', () => {
  it('is told by gaps, whichever side is drawn first', () => {
    expect(texts(piece('Lease', 0, 30), piece('ends', 33, 50), piece('soon', 50, 60))).toEqual(['Lease endssoon']);
    expect(texts(piece('Data in Brief', 100, 200), piece('454', 0, 20))).toEqual(['Data in Brief', '454']);
    expect(texts(piece('brief', 50, 80), piece('in', 36, 47))).toEqual(['brief in']);
    expect(texts(piece('line two', 0, 40), piece('line one', 0, 40))).toEqual(['line two line one']);
  });

  it('has what is drawn twice to look bold once', () => {
    expect(texts(piece('Lease', 0, 30), piece('Lease', 0.5, 30.5), piece('ends', 34, 50))).toEqual(['Lease ends']);
  });

  it('keeps the mark of a note apart from the number before it', () => {
    const mark = (text: string, left: number) => ({ ...piece(text, left, left + 3), size: 6, rise: 4 });
    expect(texts(piece('of 2019', 0, 40), mark('2', 40), piece('.', 43, 45))).toEqual(['of 2019^2.']);
    expect(texts(piece('120 m', 0, 40), mark('2', 40), { ...mark('3', 43), rise: 0 })).toEqual(['120 m23']);
  });

  it('from right to left is read from there, with its words apart, in whatever order it is drawn', () => {
    const words = [piece('حداقل', 80, 100), piece('قيمت', 50, 77), piece('پایه', 20, 47)];
    expect(texts(...words)).toEqual(['حداقل قيمت پایه']);
    expect(texts(...[...words].reverse())).toEqual(['حداقل قيمت پایه']);
    expect(texts(piece('لي', 40, 48), piece('ع', 48, 52), piece('نص', 30, 37))).toEqual(['علي نص']);
  });

  it('from right to left has dates and foreign words as they run, and columns apart', () => {
    const date = [
      piece('04', 40, 50),
      piece('/', 37, 40),
      piece('10', 27, 37),
      piece('/', 24, 27),
      piece('1403', 4, 24),
    ];
    expect(texts(piece('تاريخ', 54, 80), ...date)).toEqual(['تاريخ 1403/10/04']);
    expect(texts(piece('شركة عقارية', 80, 140), piece('Acme', 40, 60), piece('Ltd', 63, 75, true))).toEqual([
      'شركة عقارية Acme Ltd',
    ]);
    expect(texts(piece('بلی', 20, 40), piece('نام', 80, 100))).toEqual(['نام', 'بلی']);
  });
});

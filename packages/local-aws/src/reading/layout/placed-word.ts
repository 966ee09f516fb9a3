/** A word with its place, in any unit that is the same across and down (points, pixels). */
export interface PlacedWord {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Quarter turns clockwise of the writing. */
  readonly quarter: number;
}

/** Words of one line, up to a gap. */
export interface Segment<Word extends PlacedWord = PlacedWord> {
  readonly words: readonly Word[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A piece of a line from one x to another, between two rows. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** Lines so close to one another look like one. */
const apart = 6;

/**
 * Returns the track, from 0 at the top, on which each move runs: moves that overlap are on tracks of their own, and of
 * those in one direction the foremost is on top, so that they do not cross. Undefined for a line that goes straight on.
 */
export function assignTracks(moves: readonly Move[]): (number | undefined)[] {
  const tracks = new Array<number | undefined>(moves.length).fill(undefined);
  const isStraight = ({ from, to }: Move): boolean => Math.abs(from - to) < 0.5;
  const order = moves
    .map((move, index) => ({ move, index }))
    .filter(({ move }) => !isStraight(move))
    .sort((a, b) => foremost(a.move, b.move) || a.index - b.index);
  for (const { move, index } of order) {
    const others = moves.flatMap((other, at) => {
      const track = tracks[at];
      return track === undefined || !overlap(move, other) ? [] : [{ other, track }];
    });
    let track = Math.max(0, ...others.filter(({ other }) => isSameWay(move, other)).map((each) => each.track + 1));
    while (others.some((each) => each.track === track)) track += 1;
    tracks[index] = track;
  }
  return tracks;
}

/** Of moves to the right the rightmost first, of those to the left the leftmost. */
function foremost(a: Move, b: Move): number {
  if (!isSameWay(a, b)) return a.to > a.from ? -1 : 1;
  return a.to > a.from ? b.from - a.from : a.from - b.from;
}

function isSameWay(a: Move, b: Move): boolean {
  return a.to > a.from === b.to > b.from;
}

function overlap(a: Move, b: Move): boolean {
  const [least, most] = [Math.min(b.from, b.to) - apart, Math.max(b.from, b.to) + apart];
  return Math.max(a.from, a.to) >= least && Math.min(a.from, a.to) <= most;
}

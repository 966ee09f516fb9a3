import type { PdfCharacter, PlacedBox } from './pdf-characters';

/** Characters by the text object that paints them. */
export function byTextObject(characters: readonly PdfCharacter[]): Map<number, PdfCharacter[]> {
  const objects = new Map<number, PdfCharacter[]>();
  for (const character of characters) {
    const own = objects.get(character.textObject);
    if (own === undefined) objects.set(character.textObject, [character]);
    else own.push(character);
  }
  return objects;
}

/** Splits text objects into at most `most` groups whose members do not overlap; the last group gets the rest. */
export function groupsWithoutOverlap(characters: readonly PdfCharacter[], most: number): Map<number, PdfCharacter[]>[] {
  const groups: { readonly objects: Map<number, PdfCharacter[]>; readonly boxes: PlacedBox[] }[] = [];
  for (const [textObject, own] of byTextObject(characters)) {
    const box = surrounding(own);
    let group = groups.find(({ boxes }) => !boxes.some((other) => overlaps(box, other)));
    if (group === undefined && groups.length === most) group = groups.at(-1);
    if (group === undefined) {
      group = { objects: new Map(), boxes: [] };
      groups.push(group);
    }
    group.objects.set(textObject, own);
    group.boxes.push(box);
  }
  return groups.map(({ objects }) => objects);
}

/** Returns the smallest box around all of them. */
export function surrounding(boxes: readonly PlacedBox[]): PlacedBox {
  const [first, ...others] = boxes;
  return others.reduce<PlacedBox>(
    (all, box) => ({
      left: Math.min(all.left, box.left),
      top: Math.min(all.top, box.top),
      right: Math.max(all.right, box.right),
      bottom: Math.max(all.bottom, box.bottom),
    }),
    first ?? { left: 0, top: 0, right: 0, bottom: 0 },
  );
}

function overlaps(one: PlacedBox, other: PlacedBox): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

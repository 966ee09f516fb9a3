/**
 * A sentence for people if a function's runtime is a later Node.js than the one that runs it here; undefined if it is not.
 *
 * @param runtime of the function, `nodejs24.x`
 * @param nodeVersion of this process, `22.1.0`
 */
export function olderRuntimeWarning(runtime: string, nodeVersion: string): string | undefined {
  const deployed = Number(/^nodejs(\d+)\.x$/.exec(runtime)?.[1]);
  const running = Number.parseInt(nodeVersion, 10);
  if (!(running < deployed)) return undefined;
  return `functions run here on Node.js ${running} and on AWS on Node.js ${deployed}: use Node.js ${deployed} to see how they behave there`;
}

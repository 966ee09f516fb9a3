import type { World } from '../world';

/** Makes the reviewers of each scenario answer their notices, each once, and give up when that fails. */
export function seatReviewers(world: World): void {
  world.onReviewNotice = ({ documentId, reviewId, round }) => {
    const { scenario } = world.documentOf(String(documentId));
    for (const { name, decision, fields, afterSeconds, rounds } of scenario.reviewers) {
      if (!rounds.includes(Number(round))) continue;
      const answer = { reviewId, decision, reviewer: name, ...(fields !== undefined && { fields }) };
      world.beside(async () => {
        await world.clock.sleep(afterSeconds);
        await world.lambda.invoke('review-decision', answer, String(documentId)).catch(() => undefined);
      });
    }
  };
}

import { plural, priceText } from '@document-pipelines/asl/ui/page';
import type { ShownBatch } from '../../batches/batch-model';
import { FigureTable } from '../figure-table';

/** The price by its parts, so far and of the whole, with what it assumes. */
export function PriceTable({ batch: { price, priceProblem, counts } }: { readonly batch: ShownBatch }) {
  if (price === undefined)
    return priceProblem === undefined ? null : (
      <section>
        <h2>Price</h2>
        <p class="muted">It cannot be estimated: {priceProblem}</p>
      </section>
    );
  const { parts, isWhole, isCounted, eachHandedOver, assumptions } = price;
  const handedOver = counts.find(({ name }) => name === 'HANDED_OVER')?.count ?? 0;
  const dollars = (amount: number | undefined): string => (amount === undefined ? 'unknown' : priceText(amount));
  return (
    <section>
      <h2>Price, US dollars</h2>
      <FigureTable
        label="Price"
        heads={[
          { text: 'Part' },
          { text: isWhole ? 'Estimated' : 'So far, estimated', isFigure: true },
          ...(isWhole ? [] : [{ text: 'Whole, estimated', isFigure: true }]),
        ]}
        rows={parts.map(({ part, soFar, whole }) => [
          isCounted && part === 'Step Functions' ? `${part}, from the summary of the batch` : part,
          dollars(soFar),
          ...(isWhole ? [] : [dollars(whole)]),
        ])}
      />
      {handedOver === 0 ? null : (
        <p>
          {plural(handedOver, 'document')} handed over: {dollars(eachHandedOver)} more each, when it goes on.
        </p>
      )}
      <details>
        <summary>Assumed, as by `pipelines batch plan`</summary>
        <ul>
          {assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

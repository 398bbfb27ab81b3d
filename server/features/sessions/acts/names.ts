import type { EvaluationState } from '../session-state.js';

/** The names a dossier goes by as it comes to the table or is deferred: pinned there, whatever the register says since. */
export const namesToPin = ({ productName, producerName, placeName }: EvaluationState) => ({
  productName,
  producerName,
  placeName,
});

/** What the record keeps of them. */
export const namesOnRecord = ({ productName, producerName }: EvaluationState) => ({
  product: productName,
  producer: producerName,
});

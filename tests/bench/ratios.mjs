export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of round-by-round quotients: what slows a whole round down slows both halves of it. */
export function medianRatio(over, under) {
  return median(over.map((value, round) => value / under[round]));
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that so many in a hundred do not exceed. */
export function percentile(values, hundredths) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * hundredths) / 100) - 1)];
}

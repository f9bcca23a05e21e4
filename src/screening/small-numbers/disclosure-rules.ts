// Sums of money or of other amounts, where a few contributors make up most (Hundepool and others, Statistical Disclosure
// Control, 2012, chapter 4). Contributions are at least 0.

const descending = (contributions: readonly number[]): number[] => contributions.toSorted((a, b) => b - a)
const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0)

/** (n,k) dominance: true where the `n` largest contributors make up more than `share` of the sum, from 0 to 1. */
export function isDominated(
  contributions: readonly number[],
  { n = 1, share = 0.75 }: { n?: number; share?: number } = {},
): boolean {
  const total = sum(contributions)
  return total > 0 && sum(descending(contributions).slice(0, n)) / total > share
}

/**
 * The p% rule: true where the second largest contributor, taking their own from the sum, knows the largest to within
 * `percent` of it.
 */
export function failsPercentRule(contributions: readonly number[], percent = 10): boolean {
  const [largest = 0, second = 0] = descending(contributions)
  return largest > 0 && sum(contributions) - largest - second < (largest * percent) / 100
}

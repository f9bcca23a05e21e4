/** The number of the last of rising numbers that is not after `at`; 0 where all are. */
export function lastUpTo(numbers: readonly number[], at: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((numbers[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

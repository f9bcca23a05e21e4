const listeners = new Set<() => void>()

/** Calls back when a file came in through this process; what others take in is found by looking. */
export function onArrival(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function tellOfArrival(): void {
  for (const listener of listeners) listener()
}

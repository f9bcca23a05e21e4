const listeners = new Set<() => void>()

/** Calls back when a file was taken in by this process; what other processes take in is found by looking. */
export function onImportWaiting(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function tellOfImport(): void {
  for (const listener of listeners) listener()
}

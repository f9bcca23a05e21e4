import { Readable } from 'node:stream'
import type { FileStore } from '../../documents/index.ts'
import { sha256 } from '../../kernel/ids.ts'

/**
 * A file store that holds what is put in it until `flush`, which writes it all at once: waiting for the disk a hundred
 * times over is what would make the worked examples slow. Flush before the records that name the files are committed.
 */
export function deferredStore(store: FileStore): FileStore & { flush(): Promise<void> } {
  const waiting = new Map<string, Uint8Array>()
  return {
    async put(content) {
      if (!(content instanceof Uint8Array)) return store.put(content)
      const hash = sha256(content)
      waiting.set(hash, content)
      return { sha256: hash, size: content.length }
    },
    adopt: (path) => store.adopt(path),
    async open(hash, range) {
      const bytes = waiting.get(hash)
      if (bytes === undefined) return store.open(hash, range)
      return Readable.from([range === undefined ? bytes : bytes.subarray(range.start, range.end + 1)])
    },
    locate: (hash) => store.locate(hash),
    read: async (hash) => waiting.get(hash) ?? store.read(hash),
    has: async (hash) => waiting.has(hash) || store.has(hash),
    quarantine: (hash) => store.quarantine(hash),
    readQuarantined: (hash) => store.readQuarantined(hash),
    unlock: (hash) => store.unlock(hash),
    async remove(hash) {
      if (!waiting.delete(hash)) await store.remove(hash)
    },
    async flush() {
      await Promise.all([...waiting.values()].map((bytes) => store.put(bytes)))
      waiting.clear()
    },
  }
}

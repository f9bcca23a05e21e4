import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { keepDatasetFile } from '../../../../datasets/index.ts'
import type { StoredFile } from '../../../../documents/index.ts'
import type { Staff } from '../../../../identity/index.ts'
import { fileSize, readUploadForm } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'

export type KeptFile = StoredFile & { name: string }
export type ReceivedForm = {
  fields: Record<string, string | string[]>
  /** The file sent now, else the one kept from the same form sent before */
  file: KeptFile | null
  /** Names the kept file in the form that is shown again */
  ticket: string
  /** What is wrong with the file that was sent, if anything */
  fault: string | null
}

const mostKept = 500
const keptFor = Temporal.Duration.from({ hours: 24 })
/**
 * Files whose form had another fault, so that nobody sends a large file twice. Named by a random ticket and only for
 * the person who sent it: a form that named a file by its hash would let out any file of the store.
 */
const kept = new Map<string, { staffId: string; file: KeptFile; until: Temporal.Instant }>()

/** Reads the form and streams its file straight into the store; the form's other answers are kept whatever happens. */
export async function receiveFile(
  services: StaffServices,
  staff: Staff,
  request: FastifyRequest,
): Promise<ReceivedForm> {
  const { fields, files } = await readUploadForm(
    request,
    async ({ name, content }): Promise<KeptFile | string> => {
      // The rest of a file that is refused is read past, so that the form's other answers arrive.
      const stored = await keepDatasetFile(services, name, content.iterator({ destroyOnReturn: false }))
      if (stored.ok) return stored.value
      if (stored.problem === 'disk-full') return 'The selected file could not be uploaded: the disk is full'
      return stored.problem === 'too-large'
        ? `The selected file must be smaller than ${fileSize(services.largestDataset)}`
        : 'The selected file is empty'
    },
    // The store counts, where the form can be shown again: the kit would break it off.
    { largest: Number.MAX_SAFE_INTEGER },
  )
  const now = services.clock.now()
  const [sent] = files
  const asked = [fields['ticket'] ?? ''].flat()[0] ?? ''
  const before = kept.get(asked)
  const again = before !== undefined && before.staffId === staff.id ? before.file : null
  if (typeof sent === 'string') return { fields, file: null, ticket: '', fault: sent }
  const file = sent ?? again
  if (file === null) return { fields, file, ticket: '', fault: null }
  const ticket = sent === undefined ? asked : randomUUID()
  kept.delete(ticket)
  kept.set(ticket, { staffId: staff.id, file, until: now.add(keptFor) })
  for (const [name, { until }] of kept)
    if (kept.size > mostKept || Temporal.Instant.compare(until, now) < 0) kept.delete(name)
  return { fields, file, ticket, fault: null }
}

import type { CombinationLeak, Duplicates } from '../../redaction/index.ts'
import { key, named, oneOf, Type } from '../schemas.ts'

const page = Type.Integer({ minimum: 1 })

export const leaksSchema = Type.Object({
  items: Type.Array(
    named('EarlierRelease', {
      documentId: key(),
      name: Type.String(),
      caseReference: Type.String(),
      whole: Type.Boolean({ description: 'The file itself was sent, not a copy' }),
      opened: Type.Array(page),
      closed: Type.Array(page),
    }),
  ),
})

export const presentLeaks = (leaks: readonly CombinationLeak[]) => ({
  items: leaks.map(({ documentId, name, caseReference, whole, opened, closed }) => ({
    documentId,
    name,
    caseReference,
    whole,
    opened,
    closed,
  })),
})

export const duplicatesSchema = named('DuplicatePages', {
  items: Type.Array(
    Type.Object({
      documentId: key(),
      page,
      of: Type.Object({ documentId: key(), page }),
      because: oneOf(['same-words', 'same-look']),
    }),
  ),
  left: Type.Array(key(), { description: 'Documents that could not be looked at' }),
})

export const presentDuplicates = ({ pages, left }: Duplicates) => ({
  items: pages.map(({ documentId, page: number, of, because }) => ({
    documentId,
    page: number,
    of: { documentId: of.documentId, page: of.page },
    because,
  })),
  left,
})

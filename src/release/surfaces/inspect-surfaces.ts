import { inspectFile, type FileType } from '../../documents/index.ts'
import { documentSurfaces, openDocumentSurfaces, presentationSurfaces } from './document-surfaces.ts'
import { imageSurfaces } from './image-surfaces.ts'
import { mailSurfaces } from './mail-surfaces.ts'
import { openPackage, UnreadablePart, type OfficePackage } from './office-package.ts'
import { packageSurfaces } from './package-surfaces.ts'
import { pdfSurfaces } from './pdf-surfaces.ts'
import type { Surface } from './surface.ts'
import { workbookSurfaces } from './workbook-surfaces.ts'

const packages: Partial<Record<FileType, (parts: OfficePackage) => Surface[]>> = {
  xlsx: workbookSurfaces,
  docx: documentSurfaces,
  pptx: presentationSurfaces,
  odt: openDocumentSurfaces,
  ods: openDocumentSurfaces,
  odp: openDocumentSurfaces,
}
const images: readonly FileType[] = ['jpeg', 'png', 'tiff', 'webp']
/** All of it shows, or `extractText` reads what does not. */
const open: readonly FileType[] = ['csv', 'txt', 'json', 'xml', 'ics', 'gif']
const deepest = 3

/**
 * Everything in a file that its reader does not see, by kind and place. Reads the bytes alone and shares nothing with
 * what redacts. Never throws for what a file holds: what cannot be looked into is `unreadable`.
 */
export async function inspectSurfaces(bytes: Uint8Array, name: string, depth = 0): Promise<Surface[]> {
  const { type, problems } = inspectFile(bytes, name, '')
  const refused = problems.filter(({ code }) =>
    ['empty', 'encrypted', 'archive-bomb', 'unreadable', 'executable'].includes(code),
  )
  if (refused.length > 0)
    return refused.map(({ message }) => ({ kind: 'unreadable', where: 'the file', detail: `${message}.` }))
  if (type === 'pdf') return pdfSurfaces(bytes)
  if (images.includes(type)) return imageSurfaces(bytes)
  if (type === 'eml') return inspectMail(bytes, depth)
  if (open.includes(type)) return []
  const inspect = packages[type]
  if (inspect === undefined)
    return [
      { kind: 'unreadable', where: 'the file', detail: 'Muniment cannot look into files of this kind.' },
    ]
  const parts = openPackage(bytes)
  if (parts === null)
    return [{ kind: 'unreadable', where: 'the file', detail: 'The file is damaged and could not be opened.' }]
  try {
    return [...inspect(parts), ...packageSurfaces(parts)]
  } catch (error) {
    if (!(error instanceof UnreadablePart)) throw error
    return [{ kind: 'unreadable', where: error.part, detail: error.message }]
  }
}

async function inspectMail(bytes: Uint8Array, depth: number): Promise<Surface[]> {
  const { surfaces, attachments } = await mailSurfaces(bytes)
  if (depth >= deepest)
    return [
      ...surfaces,
      { kind: 'unreadable', where: 'attachments', detail: 'Messages inside messages inside messages.' },
    ]
  for (const [index, { name, content }] of attachments.entries())
    for (const surface of await inspectSurfaces(content, name, depth + 1))
      surfaces.push({ ...surface, where: `attachment ${index + 1}, ${surface.where}` })
  return surfaces
}
